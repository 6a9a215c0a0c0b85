"""What differs between two snapshots of one element: one typed result for pages, notices and documents.

Pure: it reads no database. `Names` tells how the caller calls what a snapshot only points at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klaipeda_plan.core.diffing import BodyDifference, Size, compare_bodies, compare_texts, size_of
from klaipeda_plan.core.diffing.model import Run
from klaipeda_plan.core.numbers import format_number
from plans.models import Element, LinkKind
from plans.resources import quantity
from plans.snapshot import RESOURCES, Placement, Snapshot

# Keys of a measure's details and of an indicator in a snapshot, and how a reader knows them.
DETAIL_FIELDS = {
    "responsible": gettext_lazy("responsible body"),
    "office": gettext_lazy("answerable office"),
    "partners": gettext_lazy("partners"),
    "year_from": gettext_lazy("from year"),
    "year_to": gettext_lazy("to year"),
    "stage": gettext_lazy("stage"),
    "expected_result": gettext_lazy("expected result"),
    "other_resources": gettext_lazy("other resources"),
    "people": gettext_lazy("people, FTE"),
    "premises": gettext_lazy("premises"),
    "land": gettext_lazy("land"),
}
INDICATOR_FIELDS = {
    "title": gettext_lazy("indicator"),
    "unit": gettext_lazy("unit"),
    "decimals": gettext_lazy("decimals"),
    "direction": gettext_lazy("direction"),
    "source": gettext_lazy("source of data"),
    "method": gettext_lazy("method"),
    "responsible": gettext_lazy("responsible"),
}
DIRECTIONS = {"increase": gettext_lazy("higher is better"), "decrease": gettext_lazy("lower is better")}


class Neighbour(NamedTuple):
    """One of those that stand under an element now."""

    uid: str
    kind: str
    position: int


@dataclass(frozen=True)
class Names:
    """Names of elements by uid, of groups by slug, of sources and stages by code; what is missing shows itself."""

    elements: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Neighbour]] = field(default_factory=dict)  # what stands now under a uid ("": the plan)


class Fate(Enum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """A field with its old and its new text ("" for none)."""

    name: str
    label: str
    old: str
    new: str

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        return compare_texts(self.old, self.new)


@dataclass(frozen=True)
class SumChange:
    """Integer cents; None where there was or is no sum. The total has neither year nor source."""

    old: int | None
    new: int | None
    year: int | None = None
    source: str = ""
    label: str = ""

    @property
    def delta(self) -> int:
        return (self.new or 0) - (self.old or 0)


@dataclass(frozen=True)
class PlaceChange:
    """From where to where. Equal `old` and `new`: moved among its siblings alone, then the ranks say from which
    place to which among those of its kind that stand there now (0: not known)."""

    old: str
    new: str
    old_rank: int = 0
    new_rank: int = 0

    @property
    def is_reordered(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True)
class ValueChange:
    """A baseline, target or actual value of one period, as texts in the page's language ("" for none)."""

    kind: str
    period: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class IndicatorChange:
    uid: str
    title: str
    fate: Fate
    fields: tuple[FieldChange, ...] = ()
    values: tuple[ValueChange, ...] = ()


@dataclass(frozen=True)
class LinkChange:
    label: str
    target: str
    fate: Fate
    old: str = ""  # reasons
    new: str = ""


@dataclass(frozen=True)
class Difference:
    """Everything that differs; empty parts are empty tuples or None. `is_new`: there was no basis."""

    is_new: bool
    title: FieldChange | None
    body: BodyDifference
    removal: Fate | None  # REMOVED from the plan, or ADDED back
    place: PlaceChange | None
    fields: tuple[FieldChange, ...]
    sums: tuple[SumChange, ...]
    total: SumChange | None  # where any sum differs
    indicators: tuple[IndicatorChange, ...]
    links: tuple[LinkChange, ...]

    @cached_property
    def numbers(self) -> int:
        """How many sums, years and values of indicators differ."""
        years = sum(change.name in ("year_from", "year_to") for change in self.fields)
        return len(self.sums) + years + sum(len(indicator.values) for indicator in self.indicators)

    @cached_property
    def words(self) -> Size:
        """How many words of the title and the text differ."""
        return size_of(self.title.runs if self.title else ()) + size_of(self.body.blocks)

    @cached_property
    def is_empty(self) -> bool:
        parts = (self.title, self.removal, self.place, self.fields, self.sums, self.indicators, self.links)
        return self.body.is_empty and not any(parts)


def compare_snapshots(
    basis: Snapshot | None, new: Snapshot, names: Names | None = None, *, uid: str = ""
) -> Difference:
    """What leads from `basis` (None: there is none) to `new`; `uid` is the element's, for its rank in the row."""
    names = names or Names()
    old: Mapping[str, Any] = basis or {}
    sums = tuple(_sums(old.get("funding", []), new["funding"], names))
    total = SumChange(_total(old.get("funding", [])), _total(new["funding"]), label=_("total"))
    title = _field("title", Element._meta.get_field("title").verbose_name, old.get("title", ""), new["title"])
    return Difference(
        is_new=basis is None,
        title=title,
        body=compare_bodies(old.get("body", ""), new["body"]),
        removal=_removal(bool(old.get("removed")), new["removed"]),
        place=_place(basis["placement"], new, names, uid) if basis else None,
        fields=tuple(_fields(old, new, names)),
        sums=sums,
        total=total if sums else None,
        indicators=tuple(_indicators(old.get("indicators", []), new.get("indicators", []))),
        links=tuple(_links(old.get("links", []), new["links"], names)),
    )


def _field(name: str, label: Any, old: Any, new: Any) -> FieldChange | None:
    texts = ["" if value is None else str(value) for value in (old, new)]
    return FieldChange(name, str(label), *texts) if texts[0] != texts[1] else None


def _removal(old: bool, new: bool) -> Fate | None:
    if old == new:
        return None
    return Fate.REMOVED if new else Fate.ADDED


def _place(old: Placement, snapshot: Snapshot, names: Names, uid: str) -> PlaceChange | None:
    new = snapshot["placement"]
    if old == new:
        return None
    places = [_name_of(names.elements, side["parent"], _("the plan itself")) for side in (old, new)]
    if old["parent"] != new["parent"] or not uid:
        return PlaceChange(places[0], places[1])
    row = names.rows.get(new["parent"] or "", ())
    beside = [one.position for one in row if one.kind == snapshot["kind"] and one.uid != uid]
    ranks = [1 + sum(position < side["position"] for position in beside) for side in (old, new)] if row else []
    return PlaceChange(places[0], places[1], *ranks)


def _fields(old: Mapping[str, Any], new: Snapshot, names: Names) -> Iterator[FieldChange]:
    none = _("shared")
    group = Element._meta.get_field("workgroup").verbose_name
    groups = [_name_of(names.groups, side, none) for side in (old.get("workgroup"), new["workgroup"])]
    answers = {True: _("yes"), False: _("no")}
    horizontal = Element._meta.get_field("is_horizontal").verbose_name
    before: Mapping[str, Any] = old.get("detail") or {}
    after: Mapping[str, Any] = dict(new["detail"] or {})
    changes = [
        _field("workgroup", group, groups[0] if old else "", groups[1]),
        _field("horizontal", horizontal, answers[bool(old.get("horizontal"))], answers[new["horizontal"]]),
        *(
            _field(name, label, *(_detail_text(name, side.get(name), names) for side in (before, after)))
            for name, label in DETAIL_FIELDS.items()
        ),
    ]
    yield from (change for change in changes if change)


def _detail_text(name: str, value: Any, names: Names) -> Any:
    if name == "stage":
        return _name_of(names.stages, value, "")
    return quantity(name, value) if name in RESOURCES and value else value


def _sums(old: list[Any], new: list[Any], names: Names) -> Iterator[SumChange]:
    """By year, then in the order in which sources stand in the snapshots."""
    before, after = ({(row["year"], row["source"]): row["cents"] for row in side} for side in (old, new))
    for year, source in sorted({**before, **after}, key=lambda key: key[0]):
        key = (year, source)
        if before.get(key) != after.get(key):
            label = f"{year} · {_name_of(names.sources, source, '')}"
            yield SumChange(before.get(key), after.get(key), year, source, label)


def _total(sums: list[Any]) -> int:
    return sum(row["cents"] for row in sums)


def _indicators(old: list[Any], new: list[Any]) -> Iterator[IndicatorChange]:
    before, after = ({row["uid"]: row for row in side} for side in (old, new))
    for uid, given in after.items():
        known = before.get(uid)
        fields, values = tuple(_indicator_fields(known or {}, given)), tuple(_values(known or {}, given))
        if known is None or fields or values:
            yield IndicatorChange(uid, given["title"], Fate.CHANGED if known else Fate.ADDED, fields, values)
    for uid in [uid for uid in before if uid not in after]:
        gone = before[uid]
        yield IndicatorChange(uid, gone["title"], Fate.REMOVED, values=tuple(_values(gone, {})))


def _indicator_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name, label in INDICATOR_FIELDS.items():
        sides = [DIRECTIONS.get(side.get(name, ""), side.get(name)) for side in (old, new)]
        change = _field(name, label, *sides)
        if change:
            yield change


# What an observation without (or with a preliminary) number is called; `indicators.models.ValueStatus`.
STATUSES = {
    "preliminary": gettext_lazy("preliminary"), "confidential": gettext_lazy("confidential"),
    "not_applicable": gettext_lazy("not applicable"),
}  # fmt: skip


def _values(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[ValueChange]:
    before, after = _values_by_period(old), _values_by_period(new)
    labels = {"baseline": _("baseline"), "targets": _("target"), "observations": _("actual value")}
    decimals = (old.get("decimals", 0), new.get("decimals", 0))
    order = list(labels)
    for kind, period in sorted({**before, **after}, key=lambda key: (order.index(key[0]), key[1])):
        given = (before.get((kind, period)), after.get((kind, period)))
        if given[0] != given[1]:
            texts = (_value_text(*pair) for pair in zip(given, decimals, strict=True))
            yield ValueChange(kind, period, f"{labels[kind]}, {period}", *texts)


def _values_by_period(indicator: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    baseline = indicator.get("baseline")
    found = {("baseline", baseline["period"]): baseline} if baseline else {}
    return found | {
        (kind, one["period"]): one for kind in ("targets", "observations") for one in indicator.get(kind, [])
    }


def _value_text(one: Mapping[str, Any] | None, decimals: int) -> str:
    """The number with the indicator's decimals and never fewer than it has, then its status, source and note."""
    if one is None:
        return ""
    value, status = one["value"], one.get("status", "")
    number = "" if value is None else format_number(Decimal(value), max(decimals, len(value.partition(".")[2])))
    words = [str(STATUSES.get(status, status)), one.get("source", ""), one.get("note", "")]
    rest = "; ".join(filter(None, words))
    return f"{number} ({rest})" if number and rest else number or rest


def _links(old: Iterable[Any], new: Iterable[Any], names: Names) -> Iterator[LinkChange]:
    before, after = ({(row["kind"], row["target"]): row["reason"] for row in side} for side in (old, new))
    for kind, target in {**before, **after}:
        key = (kind, target)
        if before.get(key) == after.get(key):
            continue
        fate = Fate.CHANGED if key in before and key in after else Fate.ADDED if key in after else Fate.REMOVED
        label, name = str(LinkKind(kind).label), _name_of(names.elements, target, "")
        yield LinkChange(label, name, fate, before.get(key, ""), after.get(key, ""))


def _name_of(names: Mapping[str, str], key: str | None, none: str) -> str:
    return names.get(key, key) if key else none
