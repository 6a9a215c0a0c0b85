"""What changed, counted: by sort, by level, by area, and the money before and after."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from editions.comparison.model import Comparison, Entry, Sort
from editions.reading import EditionTree
from plans.hierarchy import Kind


@dataclass(frozen=True)
class MoneyLine:
    """Cents before and after of a year or a source; `label` is what it is called."""

    label: str
    old: int
    new: int

    @property
    def delta(self) -> int:
        return self.new - self.old


@dataclass(frozen=True)
class MoneyChange:
    """All money of both editions, by year and by source; only where something of it differs."""

    years: tuple[MoneyLine, ...]
    sources: tuple[MoneyLine, ...]
    total: MoneyLine


@dataclass(frozen=True)
class Level:
    """How many elements of a kind came, went, moved, or changed where they stand; one may have moved and changed."""

    kind: str
    added: int
    removed: int
    moved: int
    changed: int


@dataclass(frozen=True)
class Summary:
    """`sorts` counts entries of each sort (an entry may have several), `areas` those of each area by slug."""

    sorts: Counter[Sort]
    levels: tuple[Level, ...]
    areas: Counter[str]
    renumbered: int
    unchanged: int
    money: MoneyChange | None


def summarize(comparison: Comparison, sources: Sequence[tuple[str, str]]) -> Summary:
    """`sources`: codes and names of the sources of money, in their order."""
    changes = comparison.changes
    return Summary(
        sorts=Counter(sort for entry in changes for sort in entry.sorts),
        levels=tuple(_level(kind, changes) for kind in Kind if any(entry.kind == kind for entry in changes)),
        areas=Counter(entry.area for entry in changes), renumbered=len(comparison.renumbered),
        unchanged=sum(line.entry is None for line in comparison.lines), money=money_change(comparison, sources),
    )  # fmt: skip


def _level(kind: str, entries: Sequence[Entry]) -> Level:
    own = [set(entry.sorts) for entry in entries if entry.kind == kind]
    apart = (Sort.ADDED, Sort.REMOVED, Sort.MOVED)
    added, removed, moved = (sum(sort in sorts for sorts in own) for sort in apart)
    return Level(kind, added, removed, moved, changed=sum(bool(sorts - set(apart)) for sorts in own))


def money_change(comparison: Comparison, sources: Sequence[tuple[str, str]]) -> MoneyChange | None:
    old, new = _sums(comparison.old), _sums(comparison.new)
    if old == new:
        return None
    years = sorted({year for year, _source in [*old, *new]})
    named = dict(sources)
    codes = [*named, *sorted({source for _year, source in [*old, *new]} - named.keys())]
    by_year = [MoneyLine(str(year), *(_total(side, year=year) for side in (old, new))) for year in years]
    by_source = [MoneyLine(named.get(one, one), *(_total(side, source=one) for side in (old, new))) for one in codes]
    return MoneyChange(
        tuple(by_year), tuple(line for line in by_source if line.old or line.new),
        MoneyLine("", old.total(), new.total()),
    )  # fmt: skip


def chosen(entries: Iterable[Entry], sort: Sort | None, area: str | None) -> list[Entry]:
    """Those of one sort and of one area; None for all."""
    return [one for one in entries if (sort is None or sort in one.sorts) and (area is None or one.area == area)]


def _sums(tree: EditionTree) -> Counter[tuple[int, str]]:
    sums: Counter[tuple[int, str]] = Counter()
    for node in tree.walk():
        for one in node.funding:
            sums[one.year, one.source] += one.cents
    return sums


def _total(sums: Counter[tuple[int, str]], *, year: int | None = None, source: str | None = None) -> int:
    return sum(cents for (y, s), cents in sums.items() if year in (None, y) and source in (None, s))
