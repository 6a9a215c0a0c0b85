"""Which elements of an edition a reader asks for: by group, stage, body, year and money.

Pure: works on the tree of an edition. Stage, body, year and money are questions about measures.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from editions.reading import EditionTree, FrozenDetail, Node
from plans.hierarchy import Kind

NO_DETAIL = FrozenDetail(responsible="", partners="", year_from=None, year_to=None, other_resources="")


@dataclass(frozen=True)
class Wanted:
    """What is asked; an empty value asks nothing. `low` and `high` bound the money of a measure, in cents: what it
    has of that source in that year where those are asked, else all it has."""

    group: str = ""
    stage: str = ""
    body: str = ""
    year: int | None = None
    source: str = ""
    low: int | None = None
    high: int | None = None

    @property
    def about_measures(self) -> bool:
        return bool(self.stage or self.body or self.year or self.about_money)

    @property
    def about_money(self) -> bool:
        return bool(self.source) or self.low is not None or self.high is not None


@dataclass(frozen=True)
class Found:
    """The elements that fit, in the order of the document, and the uids of all that lead to them."""

    hits: list[Node]
    shown: frozenset[str]


def find(tree: EditionTree, wanted: Wanted) -> Found:
    hits: list[Node] = []
    shown: set[str] = set()
    for line in _lines(tree.roots, []):
        if _fits(line[-1], wanted):
            hits.append(line[-1])
            shown.update(node.uid for node in line)
    return Found(hits, frozenset(shown))


def bodies_of(tree: EditionTree) -> list[str]:
    """Everybody who answers for a measure, each once."""
    return list(
        dict.fromkeys(node.detail.responsible for node in tree.walk() if node.detail and node.detail.responsible)
    )


def years_of(tree: EditionTree) -> list[int]:
    """From the first year that a measure runs or has money in to the last."""
    years = {year for node in tree.walk() for year in _bounds(node)}
    return list(range(min(years), max(years) + 1)) if years else []


def _lines(nodes: list[Node], above: list[Node]) -> Iterator[list[Node]]:
    """Every element with the way that leads to it."""
    for node in nodes:
        line = [*above, node]
        yield line
        yield from _lines(node.children, line)


def _fits(node: Node, wanted: Wanted) -> bool:
    if wanted.group and node.workgroup != wanted.group:
        return False
    if not wanted.about_measures:
        return bool(wanted.group)
    detail = node.detail or NO_DETAIL
    return (
        node.kind == Kind.MEASURE
        and wanted.stage in ("", detail.stage)
        and wanted.body in ("", detail.responsible)
        and (wanted.year is None or _runs_in(node, wanted.year))
        and (not wanted.about_money or _money_fits(node, wanted))
    )


def _runs_in(node: Node, year: int) -> bool:
    """A measure with one year alone runs from it, or until it."""
    detail = node.detail or NO_DETAIL
    first, last = detail.year_from, detail.year_to
    within = (first or last) is not None and (first or year) <= year <= (last or year)
    return within or any(one.year == year for one in node.funding)


def money_asked(node: Node, wanted: Wanted) -> int:
    """The element's own money of the source and in the year that are asked, in cents."""
    asked = (one for one in node.funding if wanted.source in ("", one.source) and wanted.year in (None, one.year))
    return sum(one.cents for one in asked)


def _money_fits(node: Node, wanted: Wanted) -> bool:
    cents = money_asked(node, wanted)
    if wanted.source and not cents:
        return False
    return (wanted.low is None or cents >= wanted.low) and (wanted.high is None or cents <= wanted.high)


def _bounds(node: Node) -> Iterator[int]:
    if node.detail:
        yield from (year for year in (node.detail.year_from, node.detail.year_to) if year)
    yield from (one.year for one in node.funding)
