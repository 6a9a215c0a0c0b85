"""The plan as sheets: the draft taken along and brought in, editions as spreadsheets."""

from types import SimpleNamespace

from indicators.services.sheets import begin_import
from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ROWS: list[Row] = [
    *both("sheets:export", "LOOOOOONNN", "LUUUUUUNNN"),
    *both("sheets:imports", "LOOOFOFNNN", "LUUUFUFNNN"),
    *both("sheets:template", "LOOOFOFNNN", "MMMMMMMMMM"),
    *both("sheets:import", "LONNNNNNNN", "MMMMMMMMMM", remark="the member's own", uid="brought"),
    *both("sheets:columns", "LONNNNNNNN", "LUNNNNNNNN", remark="the member's own", uid="brought"),
    *both("sheets:check", "MMMMMMMMMM", "LRNNNNNNNN", remark="the member's own", uid="brought"),
    *both("sheets:apply", "MMMMMMMMMM", "LUNNNNNNNN", remark="the member's own", uid="brought"),
    *both("sheets:drop", "MMMMMMMMMM", "LRNNNNNNNN", remark="the member's own", uid="brought"),
    *both("publicity:workbook", "OOOOOOOOOO", "MMMMMMMMMM", number="published"),
    *both("publicity:workbook", "NOOOOOOONN", "MMMMMMMMMM", remark="not published", number="council"),
    *both("publicity:workbook", "NOOOOOONNN", "MMMMMMMMMM", remark="working", number="working"),
    *both("publicity:sheet", "OOOOOOOOOO", "MMMMMMMMMM", number="published", slug="money_sheet"),
    *both("publicity:sheet", "NOOOOOOONN", "MMMMMMMMMM", remark="not published", number="council", slug="money_sheet"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """A file that the member has brought; its columns are not known yet."""
    content = "Veikla;Kas daro\r\nSodinti medžius;Miesto ūkio skyrius\r\n".encode()
    imported = begin_import(tree.goal.plan, content, "planas.csv", by=team.member)
    return SimpleNamespace(brought=imported.uid, money_sheet="lesos")
