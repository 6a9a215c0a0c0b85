"""What stands in the fields of an element's form, as texts by field name.

The same shape comes from a stored snapshot, from a sent form, from the session after an expired login and
from the browser; forms show it, check it, and conflicts are found in it.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from klaipeda_plan.core.numbers import NBSP, decimal_text, parse_decimal, to_euros
from plans.models import FundingSource
from plans.snapshot import RESOURCES, Snapshot

Typed = dict[str, str]
KNOWN = re.compile(
    r"title|body|reason|base_version|base_number|joined_since|pen|copy_seen|workgroup|horizontal"
    r"|detail-(responsible|partners|office|year_from|year_to|stage|expected_result|other_resources|people|premises|land)"
    r"|money-\d{4}-\d+"
    r"|indicators-\d{1,3}-(uid|title|unit|decimals|direction|source|method|responsible|baseline_period|baseline_value)"
    r"|indicators-\d{1,3}-target_\d{1,3}_(period|value)"
)
ROW = re.compile(r"indicators-(\d+)-(.+)")
TARGET = re.compile(r"target_(\d+)_(period|value)")
NUMBERS = re.compile(r"money-.*|detail-(people|premises|land)|.*(_value|year_from|year_to|decimals)|.*/target/.*")
MOST_ROWS = 60


def typed_from_post(data: Mapping[str, str]) -> Typed:
    """The known fields of a sent form; anything else in it is left out."""
    return {name: data[name] for name in data if KNOWN.fullmatch(name)}


def typed_from_snapshot(snapshot: Snapshot, sources: list[FundingSource]) -> Typed:
    typed: Typed = {"title": snapshot["title"], "body": snapshot["body"]}
    for name, value in (snapshot["detail"] or {}).items():
        number = name in RESOURCES and value
        typed[f"detail-{name}"] = shown_number(Decimal(str(number))) if number else "" if value is None else str(value)
    keys = {source.code: source.pk for source in sources}
    for one in snapshot["funding"]:
        typed[f"money-{one['year']}-{keys[one['source']]}"] = shown_number(to_euros(one["cents"]))
    return with_rows(typed, [_row_of(data) for data in snapshot.get("indicators", [])])


def shown_number(value: Decimal) -> str:
    """A number for an input: decimal mark of the language, no-break spaces between thousands.

    Never a comma or point between thousands: the reader of inputs takes a single one for the decimal mark."""
    whole, _mark, rest = decimal_text(value).partition(".")
    mark = "," if get_language() == "lt" else "."
    return f"{int(whole):,}".replace(",", NBSP).replace("-", "\u2212") + (mark + rest if rest else "")


def rows_of(typed: Typed) -> list[Typed]:
    """Rows of indicators in order, each {field: text}."""
    rows: dict[int, Typed] = {}
    for name, value in typed.items():
        if match := ROW.fullmatch(name):
            rows.setdefault(int(match[1]), {})[match[2]] = value
    return [rows[number] for number in sorted(rows)][:MOST_ROWS]


def with_rows(typed: Typed, rows: list[Typed]) -> Typed:
    """`typed` with exactly these rows of indicators, numbered anew."""
    kept = {name: value for name, value in typed.items() if not ROW.fullmatch(name)}
    for number, row in enumerate(rows):
        kept |= {f"indicators-{number}-{name}": value for name, value in row.items()}
    return kept


def targets_of(row: Typed) -> list[int]:
    """Numbers of the row's target lines, in order."""
    found = {int(match[1]) for name in row if (match := TARGET.fullmatch(name))}
    return sorted(found)[:MOST_ROWS]


def is_blank(row: Typed) -> bool:
    """Nothing was typed in the row but what a new row brings along."""
    values = (value for name, value in row.items() if not name.endswith("_period"))
    return not any(value.strip() for value in values if value not in ("0", "increase"))


def as_number(text: str) -> Decimal | None:
    """The number, or None where the text is none."""
    try:
        return parse_decimal(text)
    except ValidationError:
        return None


def same(name: str, one: str, other: str) -> bool:
    """Whether two texts of a field mean the same: numbers by their value, texts by their letters."""
    one, other = (text.replace("\r\n", "\n").strip() for text in (one, other))
    if one == other or not NUMBERS.fullmatch(name):
        return one == other
    number = as_number(one)
    return number is not None and number == as_number(other)


def _row_of(data: Mapping[str, Any]) -> Typed:
    baseline = data["baseline"]
    row = {
        "uid": data["uid"], "title": data["title"], "unit": data["unit"], "decimals": str(data["decimals"]),
        "direction": data["direction"], "source": data.get("source", ""), "method": data.get("method", ""),
        "responsible": data.get("responsible", ""),
        "baseline_period": baseline["period"] if baseline else "",
        "baseline_value": shown_number(Decimal(baseline["value"])) if baseline else "",
    }  # fmt: skip
    for number, target in enumerate(data["targets"]):
        row[f"target_{number}_period"] = target["period"]
        row[f"target_{number}_value"] = shown_number(Decimal(target["value"]))
    return row
