"""The draft as its reviewers read it: which elements stand on a page, in which order, and where the changes are.

Pure: it works on a tree that was read, and on lines that the caller names.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from plans.hierarchy import Kind
from plans.models import Element
from plans.queries import Branch

AT_ONCE = 100  # elements of a page; a longer document is cut before sections, priorities and goals
CUTS = frozenset({Kind.SECTION, Kind.VISION, Kind.PRIORITY, Kind.GOAL})


@dataclass(frozen=True)
class Line:
    """An element at its place in a document, with the title that it has there.

    `is_context` lines stand there only to say what the others are under."""

    element: Element
    code: str
    depth: int
    title: str
    is_context: bool = False
    page: int = 1

    @property
    def anchor(self) -> str:
        return f"e-{self.element.pk}"


@dataclass(frozen=True)
class Step:
    """Where “next” or “previous” leads: the anchor of a line, and its page."""

    anchor: str
    page: int


Ways = tuple[Step | None, Step | None]  # to the change before and to the change after


def draft_lines(branches: Iterable[Branch], *, with_removals: bool = False) -> list[Line]:
    """What stands in the draft; `with_removals` with what was accepted and is taken out of the draft now."""
    return [
        Line(branch.element, branch.code, branch.depth, branch.element.title)
        for branch in branches
        if not branch.element.is_removed or (with_removals and removal_waits(branch.element))
    ]


def removal_waits(element: Element) -> bool:
    return element.is_removed and element.accepted_version_id is not None and element.waits_for_acceptance


def pick(lines: Sequence[Line], wanted: Callable[[Element], bool]) -> list[Line]:
    """The wanted lines, and as context the lines that they stand under (`lines` is in the order of the document)."""
    picked: list[Line] = []
    above: list[Line] = []  # from the root down to the line before
    shown = 0  # so many of `above` are on the list
    for line in lines:
        del above[next((i for i, one in enumerate(above) if one.depth >= line.depth), len(above)) :]
        shown = min(shown, len(above))
        if wanted(line.element):
            picked += [replace(one, is_context=True) for one in above[shown:]]
            picked.append(line)
            shown = len(above) + 1
        above.append(line)
    return picked


def cut_pages(lines: Sequence[Line], at_once: int = AT_ONCE) -> list[Line]:
    """The same lines with their page; each page but the first begins with the context that it stands under."""
    chunks: list[list[Line]] = []
    for line in lines:
        if not chunks or (line.element.kind in CUTS and line.depth <= _level(chunks[-1])):
            chunks.append([])
        chunks[-1].append(line)
    paged: list[Line] = []
    page = size = 0
    for chunk in _smaller(chunks, at_once):
        if not paged or size + len(chunk) > at_once:
            page, size = page + 1, 0
            paged += [replace(one, is_context=True, page=page) for one in _above(paged, chunk[0])]
        paged += [replace(line, page=page) for line in chunk]
        size += len(chunk)
    return paged


def _level(chunk: Sequence[Line]) -> int:
    return chunk[0].depth


def _smaller(chunks: Iterable[list[Line]], at_once: int) -> Iterable[list[Line]]:
    """Chunks that are too long are cut before each section, priority and goal in them."""
    for chunk in chunks:
        if len(chunk) <= at_once:
            yield chunk
            continue
        start = 0
        for end in range(1, len(chunk) + 1):
            if end == len(chunk) or chunk[end].element.kind in CUTS:
                yield chunk[start:end]
                start = end


def _above(paged: Sequence[Line], line: Line) -> list[Line]:
    """The lines of earlier pages that `line` stands under, from the root down."""
    found: list[Line] = []
    depth = line.depth
    for one in reversed(paged):
        if one.depth < depth:
            found.insert(0, one)
            depth = one.depth
    return found


def steps_between(lines: Sequence[Line], is_change: Callable[[Element], bool]) -> dict[int, Ways]:
    """{element pk: (previous change, next change)} over all pages."""
    changes = [line for line in lines if not line.is_context and is_change(line.element)]
    places = [Step(line.anchor, line.page) for line in changes]
    before, after = [None, *places], [*places[1:], None]
    return {line.element.pk: (before[i], after[i]) for i, line in enumerate(changes)}
