"""Autosave, presence, pictures, history of an element."""

from types import SimpleNamespace

from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ROWS: list[Row] = [
    *both("plans:copy", "LOOOOOONNN", "LBBFFBFNNN", uid="measure"),
    *both("plans:presence", "MMMMMMMMMM", "LOOOOOONNN", uid="measure"),
    *both("plans:copy", "LNNNNNNNNN", "LNNNNNNNNN", "unknown", uid="unknown_uid"),
    *both("plans:new_copy", "LOOOOOONNN", "LBBFFBFNNN", uid="goal", kind="task_kind"),
    *both("plans:new_copy_root", "LOOOOOONNN", "LFFFFBFNNN", kind="section_kind"),
    *both("plans:presence", "MMMMMMMMMM", "LNNNNNNNNN", "unknown", uid="unknown_uid"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """The things that these rows point at."""
    return SimpleNamespace()
