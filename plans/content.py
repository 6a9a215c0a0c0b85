"""What one save writes, and the same as flat texts by name: the shape in which two saves are compared and joined."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.numbers import decimal_text, to_cents, to_euros
from plans.snapshot import EMPTY_DETAIL, Snapshot

# {name: text}: title, body, detail-<field>, money-<year>-<source code> in cents, indicator/<uid>/<field>,
# indicator/<uid>/target/<period>. Numbers are decimal texts; what is empty has no name or "".
Texts = dict[str, str]

SUM = re.compile(r"money-(\d{4})-(.+)")
INDICATOR = re.compile(r"indicator/([^/]+)/(.+)")
YEARS = ("year_from", "year_to")
NO_WORDS = {"method": "", "responsible": ""}  # a snapshot leaves them out where they are empty
INDICATOR_FIELDS = ("title", "unit", "decimals", "direction", "source", *NO_WORDS)


@dataclass(frozen=True)
class Content:
    """What one save writes. None leaves a part as it is; `funding` maps (year, source code) to euros."""

    title: str
    body: str
    detail: Mapping[str, Any] | None = None
    funding: Mapping[tuple[int, str], Decimal] | None = None
    parts: Mapping[str, Any] = field(default_factory=dict)


def content_of_snapshot(snapshot: Snapshot) -> Content:
    """What would write this snapshot's text and numbers again; place, owner and links are no content."""
    return Content(
        title=snapshot["title"],
        body=snapshot["body"],
        detail={**EMPTY_DETAIL, **snapshot["detail"]} if snapshot["detail"] else {},
        funding={(one["year"], one["source"]): to_euros(one["cents"]) for one in snapshot["funding"]},
        parts={"indicators": [NO_WORDS | one for one in snapshot["indicators"]]} if "indicators" in snapshot else {},
    )


def texts_of_snapshot(snapshot: Snapshot) -> Texts:
    return texts_of(content_of_snapshot(snapshot), {})


def texts_of(content: Content, base: Texts) -> Texts:
    """The content as texts; what it leaves as it is stands as in `base`."""
    texts = {"title": content.title.strip(), "body": clean_body(content.body)}
    texts |= _detail(content.detail) if content.detail is not None else _starting("detail-", base)
    texts |= _sums(content.funding) if content.funding is not None else _starting("money-", base)
    if "indicators" not in content.parts:
        return texts | _starting("indicator/", base)
    for number, indicator in enumerate(content.parts["indicators"]):
        texts |= _indicator(indicator, indicator.get("uid") or f"new-{number}")
    return texts


def content_of(texts: Texts) -> Content:
    """The texts as what one save writes; actual values of indicators are left alone."""
    detail: dict[str, Any] = {
        name.removeprefix("detail-"): text for name, text in texts.items() if name.startswith("detail-")
    }
    detail |= {name: int(detail[name]) if detail[name] else None for name in YEARS if name in detail}
    sums = {match: text for name, text in texts.items() if text and (match := SUM.fullmatch(name))}
    indicators: dict[str, Any] = {}
    for name, text in texts.items():
        if match := INDICATOR.fullmatch(name):
            row = indicators.setdefault(match[1], {} if match[1].startswith("new-") else {"uid": match[1]})
            row[match[2]] = text
    return Content(
        title=texts["title"],
        body=texts["body"],
        detail=detail,
        funding={(int(match[1]), match[2]): to_euros(int(text)) for match, text in sums.items()},
        parts={"indicators": [_row(fields) for fields in indicators.values()]},
    )


def snapshot_with(content: Content, newest: Snapshot) -> Snapshot:
    """How the newest version would look with this content: for a page that shows it before it is saved."""
    texts = texts_of(content, texts_of_snapshot(newest))
    whole = content_of(texts)
    detail: Any = {**newest["detail"], **(whole.detail or {})} if newest["detail"] else whole.detail or None
    return {
        **newest, "title": texts["title"], "body": texts["body"], "detail": detail,
        "funding": [
            {"year": year, "source": source, "cents": to_cents(euros)}
            for (year, source), euros in sorted((whole.funding or {}).items())
        ],
        "indicators": whole.parts["indicators"],
    }  # fmt: skip


def _starting(start: str, texts: Texts) -> Texts:
    return {name: text for name, text in texts.items() if name.startswith(start)}


def _detail(detail: Mapping[str, Any]) -> Texts:
    return {f"detail-{name}": _text(value) for name, value in detail.items()}


def _sums(funding: Mapping[tuple[int, str], Decimal]) -> Texts:
    return {f"money-{year}-{source}": str(to_cents(euros)) for (year, source), euros in funding.items() if euros}


def _indicator(data: Mapping[str, Any], uid: str) -> Texts:
    stem = f"indicator/{uid}"
    texts = {f"{stem}/{name}": _text(data.get(name)) for name in INDICATOR_FIELDS}
    if baseline := data["baseline"]:
        texts |= {f"{stem}/baseline_{name}": baseline[name] for name in ("period", "value")}
    return texts | {f"{stem}/target/{one['period']}": one["value"] for one in data["targets"]}


def _row(fields: Mapping[str, str]) -> dict[str, Any]:
    """An indicator's texts as a snapshot holds them."""
    period, value = fields.get("baseline_period", ""), fields.get("baseline_value", "")
    targets = {name.removeprefix("target/"): text for name, text in fields.items() if name.startswith("target/")}
    return {
        **{name: text for name, text in fields.items() if name in ("uid", *INDICATOR_FIELDS) and name != "decimals"},
        "decimals": int(fields.get("decimals") or 0),
        "baseline": {"period": period, "value": value} if period and value else None,
        "targets": [{"period": one, "value": text} for one, text in sorted(targets.items()) if text],
    }


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return decimal_text(value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
