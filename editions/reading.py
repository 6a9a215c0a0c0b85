"""The typed read model of an edition: what documents, public pages, comparison and the API read.

Nothing here looks at the draft. A tree is read once and kept by the edition's digest: it cannot change.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from editions.composing import PATH_DIGITS
from editions.models import Edition, EditionElement, EditionTranslation
from indicators.figures import Amount, Figures, Observation, figures_of
from plans.resources import resource_rows


@dataclass(frozen=True)
class FrozenSum:
    year: int
    source: str
    cents: int


FrozenNumber = Amount  # a baseline or a target
FrozenObservation = Observation  # without a number where its status says so
FrozenIndicator = Figures


@dataclass(frozen=True)
class FrozenDetail:
    responsible: str
    partners: str
    year_from: int | None
    year_to: int | None
    other_resources: str
    office: str = ""
    expected_result: str = ""
    stage: str = ""  # code, of the stages in the edition's record
    people: str = ""  # decimal texts
    premises: str = ""
    land: str = ""

    @property
    def resources(self) -> list[tuple[str, str]]:
        """Label and quantity of what is known in numbers."""
        return resource_rows({"people": self.people, "premises": self.premises, "land": self.land})


@dataclass(frozen=True)
class English:
    """An element's text for who does not read Lithuanian; stale when it translates an earlier wording."""

    title: str
    summary: str
    is_stale: bool


@dataclass
class Node:
    """One element of an edition. `total` is the money of the element and all under it, in cents."""

    uid: str
    path: str
    depth: int
    code: str
    kind: str
    title: str
    body: str
    is_horizontal: bool
    workgroup: str | None
    detail: FrozenDetail | None
    funding: tuple[FrozenSum, ...]
    indicators: tuple[FrozenIndicator, ...]
    links: tuple[dict[str, str], ...]
    digest: str
    content: dict[str, Any]  # the fragment as it is stored, for exports
    total: int = 0
    children: list["Node"] = field(default_factory=list)

    @property
    def short_uid(self) -> str:
        return self.uid.replace("-", "")[:12]

    def walk(self) -> Iterator["Node"]:
        """The node itself, then all under it in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class EditionTree:
    roots: list[Node]
    by_uid: dict[str, Node]
    by_code: dict[str, Node]

    def walk(self) -> Iterator[Node]:
        for root in self.roots:
            yield from root.walk()

    def counts(self) -> Counter[str]:
        """How many elements of each kind."""
        return Counter(node.kind for node in self.walk())

    @property
    def total(self) -> int:
        """All money of the edition, in cents."""
        return sum(root.total for root in self.roots)


@dataclass
class Place:
    """One element with its surroundings, read without the rest of the tree: ancestors and children."""

    node: Node
    ancestors: list[Node]


def load_tree(edition: Edition) -> EditionTree:
    """The whole edition: one query the first time, none after."""
    return _tree(edition.pk, edition.digest)


def load_place(edition: Edition, row: EditionElement) -> Place:
    """The element, its ancestors and its children, three queries at any size of the plan."""
    steps = range(PATH_DIGITS, len(row.path) + 1, PATH_DIGITS)
    rows = EditionElement.objects.filter(edition=edition)
    line = _nodes(rows.filter(path__in=[row.path[:step] for step in steps]))
    node = line[-1]
    node.children = _nodes(subtree(rows, row.path).filter(depth=row.depth + 1))
    node.total = subtree(rows, row.path, itself=True).aggregate(sum=Sum("cents"))["sum"] or 0
    return Place(node, line[:-1])


def load_nodes(edition: Edition, uids: Iterable[str]) -> list[Node]:
    """Some elements of the edition, in its order, without what stands under them: one query."""
    return _nodes(EditionElement.objects.filter(edition=edition, uid__in=list(uids)))


def load_paths(edition: Edition, paths: Iterable[str]) -> list[Node]:
    """What stands at some places of the edition, in its order, without what stands under it: one query."""
    return _nodes(EditionElement.objects.filter(edition=edition, path__in=list(paths)))


def load_translations(edition: Edition, language: str = "en") -> dict[str, English]:
    """{uid: the newest translation that the edition took along}, one query."""
    rows = EditionTranslation.objects.filter(edition=edition, language=language).order_by("number")
    columns = rows.values_list("uid", "title", "summary", "is_stale")
    newest = {str(uid): English(title, summary, is_stale) for uid, title, summary, is_stale in columns}
    return {uid: words for uid, words in newest.items() if words.title}


def subtree(rows: Any, path: str, *, itself: bool = False) -> Any:
    """Rows under `path`: a range, since paths are digits of fixed width."""
    after = str(int(path) + 1).zfill(len(path))
    return rows.filter(path__lt=after, **{"path__gte" if itself else "path__gt": path})


@lru_cache(maxsize=8)
def _tree(edition_pk: int, digest: str) -> EditionTree:
    by_path: dict[str, Node] = {}
    roots: list[Node] = []
    for node in _nodes(EditionElement.objects.filter(edition=edition_pk)):
        by_path[node.path] = node
        parent = by_path.get(node.path[:-PATH_DIGITS])
        (parent.children if parent else roots).append(node)
    for path in sorted(by_path, reverse=True):
        node = by_path[path]
        node.total += sum(one.cents for one in node.funding)
        parent = by_path.get(path[:-PATH_DIGITS])
        if parent:
            parent.total += node.total
    nodes = list(by_path.values())
    return EditionTree(roots, {node.uid: node for node in nodes}, {node.code: node for node in nodes})


def _nodes(rows: QuerySet[EditionElement]) -> list[Node]:
    """Rows as nodes, in the order of the document: one query, and no model objects on the way."""
    columns = rows.order_by("path").values_list("uid", "path", "depth", "code", "fragment_id", "fragment__content")
    return [node_of(*row) for row in columns]


def node_of(uid: UUID | str, path: str, depth: int, code: str, digest: str, content: str) -> Node:
    data = json.loads(content)
    detail = data.get("detail")
    return Node(
        uid=str(uid),
        path=path,
        depth=depth,
        code=code,
        kind=data["kind"],
        title=data["title"],
        body=data["body"],
        is_horizontal=data.get("horizontal", False),
        workgroup=data.get("workgroup"),
        detail=FrozenDetail(**detail) if detail else None,
        funding=tuple([FrozenSum(**one) for one in data.get("funding", [])]),
        indicators=tuple([figures_of(one) for one in data.get("indicators", [])]),
        links=tuple(data.get("links", [])),
        digest=digest,
        content=data,
    )
