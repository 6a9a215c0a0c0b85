"""Plan checks and the structured analysis."""

from types import SimpleNamespace

from plans.hierarchy import Kind
from plans.services.analysis import add_entries, open_analysis
from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ROWS: list[Row] = [
    *both("plans:checks", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("plans:analysis", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("plans:matrix", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("plans:board", "LOOOOOONNN", "MMMMMMMMMM", group="group"),
    *both("plans:add_entry", "MMMMMMMMMM", "LOOFFOFNNN", group="group"),
    *both("plans:rewrite_entry", "MMMMMMMMMM", "LOOFFOFNNN", uid="entry"),
    *both("plans:rewrite_entry", "MMMMMMMMMM", "LNNNNNNNNN", remark="not of an analysis", uid="goal"),
    *both("plans:links", "LOOFFOFNNN", "LRRFFRFNNN", uid="goal"),
    *both("plans:links", "LFFOFOFNNN", "LFFRFRFNNN", remark="another group's", uid="other_goal"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """A problem of the environment group's analysis."""
    section = open_analysis(tree.goal.plan, tree.measure.workgroup, by=team.member)
    (entry,) = add_entries(section, Kind.PROBLEM, "Dulkės prie gatvių", by=team.member)
    return SimpleNamespace(entry=entry.uid)
