"""The search, and what its box suggests: everybody's."""

from types import SimpleNamespace

from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ALL = "OOOOOOOOOO"
NEVER = "MMMMMMMMMM"

ROWS: list[Row] = [
    *both("publicity:search", ALL, NEVER),
    *both("publicity:suggestions", ALL, NEVER),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """Nothing is asked: nothing is needed."""
    return SimpleNamespace()
