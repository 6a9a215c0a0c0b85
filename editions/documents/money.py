"""Sums of an edition by source, year and place."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from editions.documents.model import Annex, MoneyRow, SourceSum
from editions.reading import EditionTree, FrozenSum, Node
from indicators.charts import Bar, money_chart
from plans.hierarchy import Kind
from plans.resources import span

Names = Sequence[tuple[str, str]]


def source_names(meta: dict[str, Any], tree: EditionTree, *, language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of the sources that the edition uses, in the order of the table of sources."""
    used = {one.source for node in tree.walk() for one in node.funding}
    names = {
        row["code"]: (row.get("name_en") if language == "en" else "") or row["name"] for row in meta.get("sources", [])
    }
    ordered = [code for code in names if code in used] + sorted(used - names.keys())
    return tuple((code, names.get(code, code)) for code in ordered)


def stage_labels(meta: dict[str, Any], tree: EditionTree, *, language: str) -> tuple[str, ...]:
    """`I – Pirmasis etapas (2021–2024)`, of the stages that measures of the edition name."""
    used = {node.detail.stage for node in tree.walk() if node.detail}
    return tuple(
        f"{one['code']} – {(one.get('name_en') if language == 'en' else '') or one['name']} ({span(*one['years'])})"
        for one in meta.get("stages", [])
        if one["code"] in used
    )


def by_source(sums: Iterable[FrozenSum]) -> Counter[str]:
    """{code of the source: cents}."""
    totals: Counter[str] = Counter()
    for one in sums:
        totals[one.source] += one.cents
    return totals


def source_sums(node: Node, names: Names) -> tuple[SourceSum, ...]:
    totals = by_source(node.funding)
    return tuple(SourceSum(code, totals[code]) for code, _name in names if totals[code])


def make_annex(tree: EditionTree, names: Names, priority_label: Any, sum_label: str) -> Annex | None:
    """Totals by year and by place; None where the plan has no money. `priority_label(node)` names a row."""
    sums = [one for node in tree.walk() for one in node.funding]
    if not sums:
        return None
    years = sorted({one.year for one in sums})
    rows = [_row(str(year), [one for one in sums if one.year == year], names) for year in years]
    whole = _row(sum_label, sums, names, is_sum=True)
    places = [
        _row(priority_label(node), _under(node), names, is_sum=node.kind == Kind.PRIORITY)
        for node in tree.walk()
        if node.kind in (Kind.PRIORITY, Kind.GOAL) and node.total
    ]
    bars = [Bar(row.label, row.cells) for row in rows]
    chart = money_chart(_("Money by year and source"), [name for _code, name in names], bars)
    return Annex(tuple(names), (*rows, whole), (*places, whole), chart)


def _under(node: Node) -> list[FrozenSum]:
    return [one for inner in node.walk() for one in inner.funding]


def _row(label: str, sums: Sequence[FrozenSum], names: Names, *, is_sum: bool = False) -> MoneyRow:
    totals = by_source(sums)
    return MoneyRow(label, tuple(totals[code] for code, _name in names), totals.total(), is_sum)
