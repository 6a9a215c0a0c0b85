"""The versions of an element: listed, compared, restored."""

from types import SimpleNamespace

from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ROWS: list[Row] = [
    *both("plans:versions", "LOOOOOONNN", "MMMMMMMMMM", uid="measure"),
    *both("plans:compare_versions", "LOOOOOONNN", "MMMMMMMMMM", uid="measure", a="first", b="first"),
    *both("plans:compare_versions", "LNNNNNNNNN", "MMMMMMMMMM", "unknown", uid="measure", a="first", b="no_version"),
    *both("plans:restore_version", "LOOFFOFNNN", "LOOFFOFNNN", uid="measure", number="first"),
    *both("plans:restore_version", "LNNFFNFNNN", "LNNFFNFNNN", "unknown", uid="measure", number="no_version"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """The things that these rows point at."""
    return SimpleNamespace(no_version=99)
