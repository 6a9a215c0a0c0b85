"""Plan checks and the structured analysis."""

from types import SimpleNamespace

from tests.access.rows import Row
from tests.support.factories import People, Tree

ROWS: list[Row] = []


def build(team: People, tree: Tree) -> SimpleNamespace:
    """The things that these rows point at."""
    return SimpleNamespace()
