"""The empty workbook that a plan written elsewhere is filled into, with its explanations."""

from django.utils import translation
from django.utils.translation import gettext as _

from indicators.sheets.contents import Contents
from indicators.sheets.layout import LANGUAGE, SHEETS, Type, lithuanian
from indicators.sheets.tables import Table
from indicators.sheets.xlsx import Lists, write_workbook


def write_template(contents: Contents, title: str) -> bytes:
    with translation.override(LANGUAGE):
        tables = [Table(sheet, sheet.columns_for(contents.years, drafts=False), []) for sheet in SHEETS]
        mark = _("Template for a strategic plan: %(title)s") % {"title": title}
        return write_workbook(tables, mark=mark, about=explanations(), lists=lists_of(contents))


def lists_of(contents: Contents) -> Lists:
    """What may be chosen in which column."""
    offered: Lists = {}
    for sheet in SHEETS:
        for column in sheet.columns:
            match column.type:
                case Type.CHOICE if column.choices:
                    offered[sheet.slug, column.key] = [lithuanian(label) for label in column.choices().values()]
                case Type.YES:
                    offered[sheet.slug, column.key] = [_("yes")]
                case Type.GROUP:
                    offered[sheet.slug, column.key] = list(contents.groups)
                case Type.SOURCE:
                    offered[sheet.slug, column.key] = list(contents.sources)
                case Type.STAGE:
                    offered[sheet.slug, column.key] = [stage.code for stage in contents.stages]
    return {place: choices for place, choices in offered.items() if choices}


def explanations() -> list[str]:
    """Line by line, in the words of whoever fills it in."""
    return [
        _("Each level of the plan has a sheet of its own. Fill in what you have: empty sheets and columns are "
          "left out."),
        _("Leave the column “UID” empty in new rows. In files taken from the portal it says which element a row is: "
          "do not change it."),
        _("Say what a row stands under by the code or the title of the element above it. The code may be one of the "
          "portal's or your own from the column “Code”, as long as only one element has it."),
        _("The portal counts codes by itself; yours only join the rows of the file."),
        _("Texts: each line is a paragraph. Lists, tables and other formatting come as HTML, as in files of the "
          "portal."),
        _("Sums are in euros, with a comma or a point, with at most two decimals. An empty cell takes the sum of that "
          "year and source away."),
        _("A period is a year (2024), a quarter (2024K1) or a month (2024M01)."),
        _("Values of indicators: a baseline, targets and actual values, each in a row of its own."),
        _("No formulas and no merged cells: paste values."),
        _("An import removes nothing: what the file does not name stays as it is."),
        _("Before anything is written, the portal shows every row that would be added, changed or refused, and why. "
          "Then everything is written, or nothing."),
    ]  # fmt: skip
