"""Rows of the data sets, read from frozen editions: pairs of things that were read anyway; nothing is copied."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from editions.comparison import Comparison, Entry, Sort
from editions.comparison.presenting import LABELS
from editions.models import Edition
from editions.reading import EditionTree, English, FrozenDetail, FrozenIndicator, FrozenSum, Node, load_tree
from indicators.figures import Amount
from klaipeda_plan.core.numbers import to_cents
from plans.hierarchy import Kind
from publicity.filters import NO_DETAIL, Wanted, find

Asked = Mapping[str, Any]
NO_ENGLISH = English("", "", is_stale=False)


@dataclass(frozen=True)
class Names:
    """What the edition calls groups, sources and stages, in the language of the address."""

    groups: Mapping[str, str]
    sources: Mapping[str, str]
    stages: Mapping[str, str]


@dataclass(frozen=True)
class EditionFacts:
    """What stands in an edition, counted, and its own names."""

    edition: Edition

    @property
    def total(self) -> int:
        return load_tree(self.edition).total

    @property
    def counts(self) -> list[dict[str, Any]]:
        counts = load_tree(self.edition).counts()
        return [{"kind": kind.value, "count": counts[kind]} for kind in Kind if counts[kind]]

    @property
    def groups(self) -> list[dict[str, str]]:
        return _listed(names_of(self.edition).groups)

    @property
    def sources(self) -> list[dict[str, str]]:
        return _listed(names_of(self.edition).sources)

    @property
    def stages(self) -> list[dict[str, str]]:
        return _listed(names_of(self.edition).stages)

    @property
    def events(self) -> Any:
        return self.edition.events.all()


@dataclass(frozen=True)
class ElementRow:
    """`above` are the elements that lead to it, from the top."""

    edition: Edition
    node: Node
    above: tuple[Node, ...]
    names: Names
    english: English = NO_ENGLISH

    @property
    def parent(self) -> str | None:
        return self.above[-1].uid if self.above else None

    @property
    def kind_name(self) -> str:
        return str(Kind(self.node.kind).label)

    @property
    def group_name(self) -> str:
        return self.names.groups.get(self.node.workgroup or "", "")

    @property
    def detail(self) -> FrozenDetail:
        return self.node.detail or NO_DETAIL

    @property
    def stage_name(self) -> str:
        return self.names.stages.get(self.detail.stage, self.detail.stage)

    def code_above(self, kind: str) -> str:
        """The code of the nearest element of a kind that it stands under, "" for none."""
        return next((node.code for node in reversed(self.above) if node.kind == kind), "")

    @property
    def goal_code(self) -> str:
        return self.code_above(Kind.GOAL)

    @property
    def task_code(self) -> str:
        return self.code_above(Kind.TASK)

    @property
    def money(self) -> list["MoneyRow"]:
        return [MoneyRow(self.node, one, self.names) for one in self.node.funding]

    @property
    def indicators(self) -> list["IndicatorRow"]:
        return [IndicatorRow(self.node, number, one) for number, one in enumerate(self.node.indicators, 1)]


@dataclass(frozen=True)
class MoneyRow:
    node: Node
    sum: FrozenSum
    names: Names

    @property
    def source_name(self) -> str:
        return self.names.sources.get(self.sum.source, self.sum.source)


@dataclass(frozen=True)
class IndicatorRow:
    """`number` counts the indicators of one element, from 1."""

    node: Node
    number: int
    figures: FrozenIndicator

    @property
    def uid(self) -> str | None:
        """The same in every edition; the oldest ones have none."""
        uid: str | None = self.node.content["indicators"][self.number - 1].get("uid")
        return uid


@dataclass(frozen=True)
class ObservationRow:
    """`status`, `source` and `note` only actual values have."""

    indicator: IndicatorRow
    role: str
    period: str
    value: Decimal | None
    status: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class ChangeRow:
    entry: Entry
    group_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def sorts(self) -> list[str]:
        return [sort.value for sort in self.entry.sorts]

    @property
    def words(self) -> list[str]:
        return [str(LABELS[sort]) for sort in self.entry.sorts]

    @property
    def reasons(self) -> list[str]:
        return [reason.text for reason in self.entry.reasons]

    @property
    def old(self) -> "Side":
        return Side(self.entry.old)

    @property
    def new(self) -> "Side":
        return Side(self.entry.new)


@dataclass(frozen=True)
class Side:
    """The element in one of the two editions; everything None where it does not stand."""

    node: Node | None

    @property
    def code(self) -> str | None:
        return self.node.code if self.node else None

    @property
    def title(self) -> str | None:
        return self.node.title if self.node else None

    @property
    def body(self) -> str | None:
        return self.node.body if self.node else None

    @property
    def amount(self) -> int | None:
        """The element's own money, in cents."""
        return sum(one.cents for one in self.node.funding) if self.node else None


def names_of(edition: Edition) -> Names:
    wish = "name_en" if get_language() == "en" else "name"

    def named(part: str, key: str) -> dict[str, str]:
        return {row[key]: row.get(wish) or row["name"] for row in edition.meta.get(part, [])}

    return Names(named("groups", "slug"), named("sources", "code"), named("stages", "code"))


def _listed(names: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"code": code, "name": name} for code, name in names.items()]


def element_rows(edition: Edition, asked: Asked, english: Mapping[str, English]) -> Iterator[ElementRow]:
    tree, names = load_tree(edition), names_of(edition)
    under = tree.by_uid.get(str(asked["under"])) if asked.get("under") else None
    for node, above in with_above(tree.roots):
        fits = _of_group(node, asked) and asked.get("kind", node.kind) == node.kind
        if fits and ("under" not in asked or any(one is under for one in above)):
            yield ElementRow(edition, node, above, names, english.get(node.uid, NO_ENGLISH))


def element_row(edition: Edition, uid: str, english: Mapping[str, English]) -> ElementRow | None:
    tree = load_tree(edition)
    node = tree.by_uid.get(uid)
    if node is None:
        return None
    above = tuple(one for one in tree.by_uid.values() if node.path.startswith(one.path) and one is not node)
    return ElementRow(edition, node, above, names_of(edition), english.get(uid, NO_ENGLISH))


def measure_rows(edition: Edition, asked: Asked, english: Mapping[str, English]) -> Iterator[ElementRow]:
    """As the page of the plan filters them."""
    tree, names, wanted = load_tree(edition), names_of(edition), wanted_of(asked)
    fitting = {node.uid for node in find(tree, wanted).hits} if wanted != Wanted() else None
    for node, above in with_above(tree.roots):
        if node.kind == Kind.MEASURE and (fitting is None or node.uid in fitting):
            yield ElementRow(edition, node, above, names, english.get(node.uid, NO_ENGLISH))


def wanted_of(asked: Asked) -> Wanted:
    low, high = asked.get("min_amount"), asked.get("max_amount")
    return Wanted(
        asked.get("group", ""), asked.get("stage", ""), asked.get("responsible", ""), asked.get("year"),
        asked.get("source", ""), None if low is None else to_cents(low), None if high is None else to_cents(high),
    )  # fmt: skip


def money_rows(edition: Edition, asked: Asked) -> Iterator[MoneyRow]:
    names = names_of(edition)
    for node in _nodes(load_tree(edition), asked):
        for one in node.funding:
            if asked.get("year", one.year) == one.year and asked.get("source", one.source) == one.source:
                yield MoneyRow(node, one, names)


def indicator_rows(edition: Edition, asked: Asked) -> Iterator[IndicatorRow]:
    for node in _nodes(load_tree(edition), asked):
        for number, one in enumerate(node.indicators, 1):
            yield IndicatorRow(node, number, one)


def observation_rows(edition: Edition, asked: Asked) -> Iterator[ObservationRow]:
    for indicator in indicator_rows(edition, asked):
        for row in _values(indicator):
            if asked.get("role", row.role) == row.role and row.period.startswith(str(asked.get("year", ""))):
                yield row


def change_rows(comparison: Comparison, asked: Asked) -> Iterator[ChangeRow]:
    sort = Sort(asked["sort"]) if "sort" in asked else None
    for entry in comparison.entries:
        fits = asked.get("kind", entry.kind) == entry.kind and asked.get("group", entry.area) == entry.area
        if fits and (sort is None or sort in entry.sorts):
            yield ChangeRow(entry, comparison.group_names)


def with_above(nodes: Iterable[Node], above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Every element in the order of the document, with those that lead to it."""
    for node in nodes:
        yield node, above
        yield from with_above(node.children, (*above, node))


def _nodes(tree: EditionTree, asked: Asked) -> Iterator[Node]:
    element = str(asked["element"]) if asked.get("element") else None
    for node in tree.walk():
        if element in (None, node.uid) and _of_group(node, asked) and asked.get("kind", node.kind) == node.kind:
            yield node


def _of_group(node: Node, asked: Asked) -> bool:
    return not asked.get("group") or node.workgroup == asked["group"]


def _values(indicator: IndicatorRow) -> Iterator[ObservationRow]:
    figures = indicator.figures

    def said(role: str, amounts: Iterable[Amount]) -> Iterator[ObservationRow]:
        return (ObservationRow(indicator, role, one.period, one.value) for one in amounts)

    yield from said("baseline", [figures.baseline] if figures.baseline else [])
    yield from said("target", figures.targets)
    for one in figures.observations:
        yield ObservationRow(indicator, "actual", one.period, one.value, one.status, one.source, one.note)
