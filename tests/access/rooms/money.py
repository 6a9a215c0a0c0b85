"""The grid of money: the room reads it, the owning group and the coordinator write."""

from types import SimpleNamespace

from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ROWS: list[Row] = [
    *both("plans:money_grid", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("plans:money_form", "LOOOFOFNNN", "LRRRFRFNNN"),
    *both("plans:save_cells", "MMMMMMMMMM", "LNNFFNFNNN", "no source is named", uid="measure"),
    *both("plans:save_cells", "MMMMMMMMMM", "LFFNFNFNNN", "another group's, and no measure", uid="other_goal"),
    *both("plans:save_cells", "MMMMMMMMMM", "LNNNNNNNNN", "unknown", uid="unknown_uid"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    return SimpleNamespace()
