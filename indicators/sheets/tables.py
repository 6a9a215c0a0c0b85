"""Rows of every sheet: {column key: what a cell shows}."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.models import ValueKind
from indicators.sheets.cells import Value, cell_of
from indicators.sheets.contents import Contents, Standing
from indicators.sheets.layout import BY_SLUG, SHEETS, YEAR_KEY, Column, Sheet
from klaipeda_plan.core.numbers import to_euros
from plans.hierarchy import ANALYSIS, Kind

Row = dict[str, Value]


@dataclass(frozen=True)
class Table:
    sheet: Sheet
    columns: list[Column]
    rows: list[Row]


def tables_of(contents: Contents, slugs: Collection[str] = (), *, drafts: bool = True) -> list[Table]:
    """The sheets named, all without names, in the order of the workbook."""
    chosen = [sheet for sheet in SHEETS if not slugs or sheet.slug in slugs]
    return [
        Table(sheet, sheet.columns_for(contents.years, drafts=drafts), list(rows_of(sheet, contents)))
        for sheet in chosen
    ]


def rows_of(sheet: Sheet, contents: Contents) -> Iterator[Row]:
    if sheet.kinds:
        rows = _elements(sheet, contents)
    else:
        rows = {"lesos": _money, "rodikliai": _indicators, "reiksmes": _values, "etapai": _stages, "rysiai": _links}[
            sheet.slug
        ](contents)
    for stored in rows:
        yield {key: cell_of(sheet.column(key), value) for key, value in stored.items()}


def stored_element(element: Standing, contents: Contents) -> dict[str, Any]:
    """The fields of an element's row as they are stored."""
    content = element.content
    detail = content.get("detail") or {}
    return {
        "uid": element.uid, "code": element.code, "kind": element.kind, "parent_uid": element.parent_uid,
        "parent": contents.codes.get(element.parent_uid or ""), "title": content["title"], "body": content["body"],
        "group": contents.groups.get(content.get("workgroup") or "", content.get("workgroup")),
        "state": element.state, "horizontal": content.get("horizontal", False), **detail,
    }  # fmt: skip


def stored_indicator(indicator: Any, element: Standing) -> dict[str, Any]:
    return {"element_uid": element.uid, "element": element.code, **indicator}


def stored_values(indicator: Any) -> Iterator[dict[str, Any]]:
    """Its numbers one by one: kind, period, value and what else is said of an actual one."""
    if indicator.get("baseline"):
        yield {"kind": ValueKind.BASELINE.value, **indicator["baseline"]}
    for one in indicator.get("targets", ()):
        yield {"kind": ValueKind.TARGET.value, **one}
    for one in indicator.get("observations", ()):
        yield {"kind": ValueKind.OBSERVATION.value, **one}


def _elements(sheet: Sheet, contents: Contents) -> Iterator[dict[str, Any]]:
    """In the order of the document; entries of an analysis in the order of their sections."""
    keys = [one.key for one in sheet.columns]
    rows = [element for element in contents.elements if element.kind in sheet.kinds]
    if sheet.kinds == ANALYSIS:
        sections = [element.uid for element in contents.elements if element.kind == Kind.SECTION]
        rank = {uid: number for number, uid in enumerate(sections)}
        rows.sort(key=lambda element: rank.get(element.parent_uid or "", len(rank)))
    for element in rows:
        stored = stored_element(element, contents)
        yield {key: stored.get(key) for key in keys}


def _money(contents: Contents) -> Iterator[dict[str, Any]]:
    """A row for each source of a measure, a column for each year."""
    for element in contents.elements:
        by_source: dict[str, dict[str, Decimal]] = {}
        for one in element.content.get("funding", ()):
            by_source.setdefault(one["source"], {})[f"{YEAR_KEY}{one['year']}"] = to_euros(one["cents"])
        for code in sorted(by_source, key=_rank(contents)):
            yield {
                "uid": element.uid, "code": element.code, "title": element.content["title"], "source": code,
                "source_name": contents.sources.get(code, ""), **by_source[code],
            }  # fmt: skip


def _rank(contents: Contents) -> Any:
    order = {code: number for number, code in enumerate(contents.sources)}
    return lambda code: (order.get(code, len(order)), code)


def _indicators(contents: Contents) -> Iterator[dict[str, Any]]:
    keys = [one.key for one in BY_SLUG["rodikliai"].columns]
    for element in contents.elements:
        for indicator in element.content.get("indicators", ()):
            stored = stored_indicator(indicator, element)
            yield {key: stored.get(key) for key in keys}


def _values(contents: Contents) -> Iterator[dict[str, Any]]:
    for element in contents.elements:
        for indicator in element.content.get("indicators", ()):
            for one in stored_values(indicator):
                yield {"uid": indicator.get("uid"), "element": element.code, "title": indicator["title"], **one}


def _stages(contents: Contents) -> Iterator[dict[str, Any]]:
    for stage in contents.stages:
        yield dict(vars(stage))


def _links(contents: Contents) -> Iterator[dict[str, Any]]:
    for element in contents.elements:
        for link in element.content.get("links", ()):
            target = link["target"]
            yield {
                "uid": element.uid, "code": element.code, "title": element.content["title"], "kind": link["kind"],
                "target_uid": target, "target": contents.codes.get(target) or contents.titles.get(target, ""),
                "reason": link["reason"],
            }  # fmt: skip
