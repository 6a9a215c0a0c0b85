"""Comparisons of editions: public ones, the workspace's, and the secretary's document."""

from types import SimpleNamespace

from tests.access.rows import Row, both
from tests.support.factories import People, Tree

EVERYBODY, NOBODY = "OOOOOOOOOO", "NNNNNNNNNN"
ROWS: list[Row] = [
    *both("publicity:choose_basis", EVERYBODY, "MMMMMMMMMM", number="published"),
    *both("publicity:choose_basis", NOBODY, "MMMMMMMMMM", remark="not public", number="council"),
    *both("publicity:comparison", "UUUUUUUUUU", "MMMMMMMMMM", remark="itself", number="published", basis="published"),
    *both("publicity:comparison", NOBODY, "MMMMMMMMMM", remark="not public", number="council", basis="published"),
    *both("publicity:comparison", NOBODY, "MMMMMMMMMM", remark="basis hidden", number="published", basis="council"),
    *both("publicity:comparison", NOBODY, "MMMMMMMMMM", remark="working", number="published", basis="working"),
    *both("editions:choose_basis", "LOOOOOOONN", "LMMMMMMMMM", number="council"),
    *both("editions:choose_basis", "LOOOOOONNN", "LMMMMMMMMM", remark="working edition", number="working"),
    *both("editions:comparison", "LOOOOOOONN", "LMMMMMMMMM", number="council", basis="published"),
    *both("editions:comparison", "LOOOOOONNN", "LMMMMMMMMM", remark="working basis", number="council", basis="working"),
    *both("editions:comparison", "LUUUUUUUNN", "LMMMMMMMMM", remark="itself", number="council", basis="council"),
    *both("council:build_comparison", "MMMMMMMMMM", "LNNNFRRFNN", number="council"),
    *both("council:build_comparison_docx", "MMMMMMMMMM", "LNNNFRRFNN", number="council"),
    *both("council:build_docx", "MMMMMMMMMM", "LNNNFRRFNN", number="council"),
    *both("council:build_archive", "MMMMMMMMMM", "LNNNFRRFNN", number="council"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """The scene has editions enough."""
    return SimpleNamespace()
