"""Remarks and proposed wordings."""

from types import SimpleNamespace

from plans.services.proposals import propose_wording
from plans.services.remarks import add_remark
from tests.access.rows import Row, both
from tests.support.factories import People, Tree

# The remark is the stranger's, on the measure; the proposal is the member's, for the vision.
ROWS: list[Row] = [
    *both("plans:remarks", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("plans:mentionable", "LOOOOOFNNN", "MMMMMMMMMM"),
    *both("plans:element_remarks", "LOOOOOONNN", "LOOOOOFNNN", uid="measure"),
    *both("plans:element_remarks", "LNNNNNNNNN", "LNNNNNNNNN", "unknown", uid="unknown_uid"),
    *both("plans:answer_remark", "LOOOOOFNNN", "LOOOOOFNNN", pk="remark_pk"),
    *both("plans:change_remark", "LFFOFFFNNN", "LFFOFFFNNN", pk="remark_pk"),
    *both("plans:resolve_remark", "MMMMMMMMMM", "LRRRRRFNNN", pk="remark_pk"),
    *both("plans:reopen_remark", "MMMMMMMMMM", "LRRRRRFNNN", pk="remark_pk"),
    *both("plans:propose", "LOOOFFFNNN", "LOOOFFFNNN", uid="vision"),
    *both("plans:propose", "LFFFFFFNNN", "LFFFFFFNNN", "a group's element", uid="measure"),
    *both("plans:proposals", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("plans:proposal", "LOOOOOONNN", "MMMMMMMMMM", pk="proposal_pk"),
    *both("plans:withdraw", "MMMMMMMMMM", "LRFFFFFNNN", pk="proposal_pk"),
    *both("plans:take_over", "LFFFFOFNNN", "LFFFFOFNNN", pk="proposal_pk"),
    *both("plans:decline", "LFFFFOFNNN", "LFFFFOFNNN", pk="proposal_pk"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """The things that these rows point at."""
    remark = add_remark(tree.measure, "Kodėl?", by=team.stranger)
    proposal = propose_wording(tree.vision, title="Kita vizija", body="", by=team.member)
    return SimpleNamespace(remark_pk=remark.pk, proposal_pk=proposal.pk)
