"""Sittings of the council: the secretary's pages, what councillors read, and the public ones."""

from types import SimpleNamespace

from council.models import AgendaItem
from council.services.sittings import publish_sitting
from tests.access.rows import Row, both
from tests.council.sittings import convened, held, make_item, make_sitting
from tests.support.factories import People, Tree

# anonymous, member, chair, stranger, consultant, coordinator, secretary, councillor, editor, administrator
SECRETARY, READERS = "LNNNFFOFNN", "LNNNOOOONN"
ACT = "LNNNFFRFNN"
HIDDEN = "LNNNNOONNN"  # being prepared: not for councillors and consultants
ROWS: list[Row] = [
    *both("sittings:list", READERS, "MMMMMMMMMM"),
    *both("sittings:add", SECRETARY, SECRETARY),
    *both("sittings:templates", SECRETARY, "MMMMMMMMMM"),
    *both("sittings:template", SECRETARY, SECRETARY, kind="decision_kind", item_kind="draft_kind"),
    *both("sittings:template_for_any", SECRETARY, SECRETARY, kind="decision_kind"),
    *both("sittings:sitting", READERS, "MMMMMMMMMM", uid="convened"),
    *both("sittings:sitting", HIDDEN, "MMMMMMMMMM", remark="being prepared", uid="prepared"),
    *both("sittings:change", SECRETARY, SECRETARY, uid="prepared"),
    *both("sittings:convene", "MMMMMMMMMM", ACT, uid="prepared"),
    *both("sittings:hold", "MMMMMMMMMM", ACT, uid="convened"),
    *both("sittings:publish", "MMMMMMMMMM", ACT, uid="convened"),
    *both("sittings:withdraw", "MMMMMMMMMM", ACT, uid="public_sitting"),
    *both("sittings:drop", "MMMMMMMMMM", ACT, uid="prepared"),
    *both("sittings:add_item", SECRETARY, SECRETARY, uid="prepared"),
    *both("sittings:item", SECRETARY, SECRETARY, uid="prepared", pk="prepared_item"),
    *both("sittings:item_up", "MMMMMMMMMM", ACT, uid="prepared", pk="prepared_item"),
    *both("sittings:item_down", "MMMMMMMMMM", ACT, uid="prepared", pk="prepared_item"),
    *both("sittings:remove_item", "MMMMMMMMMM", ACT, uid="prepared", pk="prepared_item"),
    *both("sittings:texts", SECRETARY, SECRETARY, uid="prepared", pk="prepared_item"),
    *both("sittings:decide", SECRETARY, SECRETARY, uid="held", pk="held_item"),
    *both("public_sittings:list", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("public_sittings:sitting", "OOOOOOOOOO", "MMMMMMMMMM", uid="public_sitting"),
    *both("public_sittings:sitting", "NNNNNNNNNN", "MMMMMMMMMM", remark="not published", uid="convened"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """A sitting in each state."""
    by = team.secretary
    prepared, over = make_sitting(by), held(by)
    return SimpleNamespace(
        prepared=prepared.uid, prepared_item=make_item(prepared, by).pk, convened=convened(by).uid,
        held=over.uid, held_item=AgendaItem.objects.get(sitting=over).pk,
        public_sitting=publish_sitting(convened(by), by=by).uid, decision_kind="decision", draft_kind="plan_draft",
    )  # fmt: skip
