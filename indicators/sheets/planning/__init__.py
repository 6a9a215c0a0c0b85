"""What an import would do with the draft, row by row, without doing it."""

from typing import Any

from django.utils.translation import gettext as _

from indicators.sheets.contents import draft_contents
from indicators.sheets.layout import BY_SLUG
from indicators.sheets.matching import Match
from indicators.sheets.planning import elements, numbers, relations
from indicators.sheets.planning.draft import Draft as Draft
from indicators.sheets.planning.draft import draft_of
from indicators.sheets.planning.model import Line, RowReader, Wrong
from indicators.sheets.planning.model import Report as Report
from indicators.sheets.planning.model import Target as Target
from indicators.sheets.planning.model import What as What
from indicators.sheets.raw import RawSheet
from plans.models import Plan

MOST_WRITES = (
    5_000  # elements that one import writes: a transaction does not hold the draft longer than a minute or two
)


def plan_import(plan: Plan, sheets: list[RawSheet], matches: list[Match], *, by: Any) -> tuple[Report, Draft]:
    """The report of every row, and the draft as it would be. Reads in a constant number of queries."""
    draft = draft_of(plan, draft_contents(plan), by)
    by_slug = {match.slug: _readers(draft, sheet, match) for sheet, match in _chosen(sheets, matches)}
    relations.plan_stages(draft, by_slug.get("etapai", []))
    noted = [
        pair for slug, sheet in BY_SLUG.items() if sheet.kinds
        for pair in elements.note_rows(draft, by_slug.get(slug, []))
    ]  # fmt: skip
    for row, target in noted:
        draft.places["row", target.ref] = row
    for row, target in noted:
        elements.plan_row(draft, row, target)
    elements.settle_new(draft)
    for slug, plan_row in (
        ("lesos", numbers.plan_money), ("rodikliai", numbers.plan_indicator), ("reiksmes", numbers.plan_value),
        ("rysiai", relations.plan_link),
    ):  # fmt: skip
        for row in by_slug.get(slug, []):
            plan_row(draft, row)
    numbers.check_years(draft)
    _refuse_too_many(draft)
    return Report.of(draft.lines), draft


def _chosen(sheets: list[RawSheet], matches: list[Match]) -> list[tuple[RawSheet, Match]]:
    by_name = {sheet.name: sheet for sheet in sheets}
    return [(by_name[match.name], match) for match in matches if match.slug and match.name in by_name]


def _readers(draft: Draft, raw: RawSheet, match: Match) -> list[RowReader]:
    sheet = BY_SLUG[match.slug]
    columns = {
        key: index for index, key in match.columns.items() if key and (key == "code" or not sheet.column(key).read_only)
    }
    choices = {key: draft.choices(sheet.column(key)) for key in columns}
    readers = []
    for row in raw.rows:
        if row.number > match.heading_row and not row.cells.keys().isdisjoint(columns.values()):
            line = Line(raw.name, row.number)
            draft.lines.append(line)
            readers.append(RowReader(sheet, raw, row, columns, choices, line))
    return readers


def _refuse_too_many(draft: Draft) -> None:
    writes = [one for one in draft.targets.values() if one.parts]
    if len(writes) <= MOST_WRITES:
        return
    first = writes[MOST_WRITES].line
    assert first is not None
    message = _("One import writes at most %(most)d elements. Bring the rest in a second one.") % {"most": MOST_WRITES}
    first.wrongs.append(Wrong(f"{first.sheet}!{first.row}", "", message))
