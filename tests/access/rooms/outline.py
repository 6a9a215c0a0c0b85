"""The outline and what waits."""

from types import SimpleNamespace

from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ROWS: list[Row] = [
    *both("plans:changes", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("plans:acts", "LOOFFOFNNN", "MMMMMMMMMM", uid="measure"),
    *both("plans:rename", "MMMMMMMMMM", "LUUFFUFNNN", uid="measure"),
    *both("plans:add_here", "MMMMMMMMMM", "LUUFFUFNNN", uid="measure"),
    *both("plans:place", "MMMMMMMMMM", "LRRFFRFNNN", remark="no place: said on the outline", uid="measure"),
    *both("plans:undo_move", "MMMMMMMMMM", "LRRFFRFNNN", remark="no move: said on the outline", uid="measure"),
    *both("plans:acts", "LNNNNNNNNN", "MMMMMMMMMM", remark="unknown", uid="unknown_uid"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """The things that these rows point at."""
    return SimpleNamespace()
