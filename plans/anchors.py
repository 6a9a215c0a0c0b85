"""Where the words of a remark stand now: the selected words of a block, found again in a newer text.

Pure: text in, places out. Words are compared in a normal form: letters composed, runs of spaces (no-break ones
too) as one space, soft hyphens, zero-width signs and footnote signs left out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from lxml import html

from klaipeda_plan.core.bodies import BLOCKS, EDGED, INNER_BLOCKS

CONTEXT = 60  # letters kept before and after a quotation
LONGEST_QUOTE = 2000
BODY = "*"  # stands for a block where the words go over several: all of the body as one
TELLING = 12  # letters of context that are enough to know a place by
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True)
class Anchor:
    """Words of a block: the block's id, the exact quotation, and what stands before and after it there. Words that go
    over several blocks stand in the body as a whole: `BODY` is their block."""

    block: str
    quote: str
    prefix: str = ""
    suffix: str = ""


class Standing(Enum):
    STANDS = "stands"  # in the same block
    MOVED = "moved"  # the same words in another block
    CHANGED = "changed"  # the place is there, other words stand in it
    GONE = "gone"


@dataclass(frozen=True)
class Found:
    """Where an anchor stands in a body. `start` and `end` count letters of the normal form of the block's words.

    Where the words changed, `now` holds what stands in their place: words between the same neighbours, or, with
    `whole_block`, all of the block."""

    standing: Standing
    block: str = ""
    start: int = 0
    end: int = 0
    now: str = ""
    whole_block: bool = False


class Letters:
    """The words of a block in normal form, each letter with its place in the tree.

    `spots[i]` is (number of the chunk, first letter, letter after the last) of letter i; a chunk is a text of the
    tree: (element, "text" or "tail")."""

    def __init__(self, block: html.HtmlElement) -> None:
        self.chunks: list[tuple[html.HtmlElement, str]] = []
        letters: list[str] = []
        spots: list[tuple[int, int, int]] = []
        for cluster, spot in _clusters(self._signs(block)):
            if cluster.isspace():
                if not letters or letters[-1] == " ":
                    continue
                cluster = " "
            for letter in unicodedata.normalize("NFC", cluster):
                letters.append(letter)
                spots.append(spot)
        if letters and letters[-1] == " ":
            letters.pop()
            spots.pop()
        self.words = "".join(letters)
        self.spots = spots

    def _signs(self, element: html.HtmlElement) -> Iterator[tuple[str, int, int]]:
        """(sign, chunk, index); a space without a chunk where a block or a line begins or ends."""
        if element.tag == "br":
            yield " ", -1, 0
        elif element.get("data-note") is None:
            edge = element.tag in EDGED
            if edge:
                yield " ", -1, 0
            yield from self._chunk(element, "text")
            for child in element:
                yield from self._signs(child)
                yield from self._chunk(child, "tail")
            if edge:
                yield " ", -1, 0

    def _chunk(self, element: html.HtmlElement, name: str) -> Iterator[tuple[str, int, int]]:
        text: str | None = getattr(element, name)
        if text:
            self.chunks.append((element, name))
            for index, sign in enumerate(text):
                yield sign, len(self.chunks) - 1, index


@dataclass(frozen=True)
class Page:
    """A body that anchors are looked for in: its blocks by id, in the order of the text."""

    root: html.HtmlElement
    elements: dict[str, html.HtmlElement]
    _letters: dict[str, Letters] = field(default_factory=dict)

    @classmethod
    def read(cls, body: str) -> "Page":
        root = html.fragment_fromstring(body, create_parent="div")
        blocks = root.iter(*(BLOCKS | INNER_BLOCKS))
        return cls(root, {block.get("data-block"): block for block in blocks if block.get("data-block")})

    def letters(self, block: str) -> Letters:
        if block not in self._letters:
            self._letters[block] = Letters(self.root if block == BODY else self.elements[block])
        return self._letters[block]

    def words(self, block: str) -> str:
        """The words of a block, "" where there is no such block."""
        return self.letters(block).words if self.has(block) else ""

    def has(self, block: str) -> bool:
        return block == BODY or block in self.elements

    @cached_property
    def inner_first(self) -> list[str]:
        """Ids, a block in a block before the one around it."""
        depth = {one: sum(1 for _ in element.iterancestors()) for one, element in self.elements.items()}
        return sorted(depth, key=lambda one: -depth[one])


def normal(text: str) -> str:
    """`text` as words are compared: one space where there are several, letters composed."""
    shown = "".join(sign for sign in text if sign not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def settle(anchor: Anchor, body: str) -> Anchor:
    """The anchor as it is kept: in normal form, with the neighbours that the words have in `body`.

    What is not found there keeps what it came with."""
    page = Page.read(body)
    given = _tidy(anchor)
    quote = given.quote or page.words(given.block)[:LONGEST_QUOTE].rstrip()
    given = Anchor(given.block, quote, given.prefix, given.suffix)
    if not quote or not page.has(given.block):
        return given
    words = page.words(given.block)
    places = list(_occurrences(words, quote))
    if not places:
        return given
    start = max(places, key=lambda place: (_likeness(words, place, given), -place))
    end = start + len(quote)
    return Anchor(given.block, quote, words[max(0, start - CONTEXT) : start], words[end : end + CONTEXT])


def find(anchor: Anchor, page: Page) -> Found:
    """Where the anchored words stand on the page now."""
    if not anchor.quote:
        return Found(Standing.GONE)
    return _in_own_block(anchor, page) or _in_another(anchor, page) or _changed(anchor, page) or Found(Standing.GONE)


def _tidy(anchor: Anchor) -> Anchor:
    block = anchor.block if anchor.block == BODY or re.fullmatch(r"[a-z0-9]{8}", anchor.block) else ""
    sides = (_side(anchor.prefix)[-CONTEXT:], _side(anchor.suffix)[:CONTEXT])
    return Anchor(block, normal(anchor.quote)[:LONGEST_QUOTE].rstrip(), *sides)


def _side(text: str) -> str:
    """A neighbour in normal form that keeps the space by which it is parted from the quotation."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", "".join(sign for sign in text if sign not in UNSEEN)))


def _in_own_block(anchor: Anchor, page: Page) -> Found | None:
    words = page.words(anchor.block)
    start = _best(words, anchor)
    return None if start is None else Found(Standing.STANDS, anchor.block, start, start + len(anchor.quote))


def _in_another(anchor: Anchor, page: Page) -> Found | None:
    """The words in the block that has the likest neighbours; few words without their neighbours are others."""
    best: tuple[int, Found] | None = None
    for block in page.inner_first:
        words = page.words(block)
        start = _best(words, anchor)
        if start is None or block == anchor.block:
            continue
        likeness = _likeness(words, start, anchor)
        found = Found(Standing.MOVED, block, start, start + len(anchor.quote))
        if best is None or likeness > best[0]:
            best = (likeness, found)
    if best is None:
        return None
    known_by = min(TELLING, len(anchor.prefix) + len(anchor.suffix))
    tells = best[0] >= known_by and known_by > 0
    tells_itself = len(anchor.quote) >= TELLING and " " in anchor.quote
    return best[1] if tells or tells_itself else None


def _changed(anchor: Anchor, page: Page) -> Found | None:
    """Other words between the same neighbours, in the own block or elsewhere; else all of the own block."""
    own = [anchor.block] if page.has(anchor.block) else []
    for block in [*own, *page.inner_first]:
        between = _between(page.words(block), anchor, at_home=block in own)
        if between:
            start, end = between
            return Found(Standing.CHANGED, block, start, end, page.words(block)[start:end].strip())
    if own and page.words(anchor.block):
        words = page.words(anchor.block)
        return Found(Standing.CHANGED, anchor.block, 0, len(words), words, whole_block=True)
    return None


def _between(words: str, anchor: Anchor, *, at_home: bool) -> tuple[int, int] | None:
    """The place between the nearest letters of both neighbours; at home the edge of the block is a neighbour too.

    None where nothing, or far more than the quotation, stands there."""
    before, after = anchor.prefix[-TELLING:], anchor.suffix[:TELLING]
    if (len(before) < TELLING and not at_home) or (len(after) < TELLING and not at_home):
        return None
    ends = [place + len(before) for place in _occurrences(words, before)] if before.strip() else [0]
    starts = list(_occurrences(words, after)) if after.strip() else [len(words)]
    pairs = [(end, start) for end in ends for start in starts if end < start and words[end:start].strip()]
    if not pairs or not (before.strip() or after.strip()):
        return None
    end, start = min(pairs, key=lambda pair: pair[1] - pair[0])
    return (end, start) if start - end <= 3 * len(anchor.quote) + CONTEXT else None


def _best(words: str, anchor: Anchor) -> int | None:
    """The occurrence with the likest neighbours. Where the quotation began or ended with a whole word, it does."""
    places = [place for place in _occurrences(words, anchor.quote) if _cut_alike(words, place, anchor)]
    return max(places, key=lambda place: (_likeness(words, place, anchor), -place)) if places else None


def _cut_alike(words: str, start: int, anchor: Anchor) -> bool:
    end = start + len(anchor.quote)
    cuts_before = _in_a_word(anchor.prefix[-1:], anchor.quote[:1])
    cuts_after = _in_a_word(anchor.quote[-1:], anchor.suffix[:1])
    return (cuts_before or not _in_a_word(words[max(0, start - 1) : start], words[start : start + 1])) and (
        cuts_after or not _in_a_word(words[end - 1 : end], words[end : end + 1])
    )


def _in_a_word(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()


def _occurrences(words: str, part: str) -> Iterator[int]:
    place = words.find(part) if part else -1
    while place >= 0:
        # A letter with a mark that has no composed form is one letter.
        if not unicodedata.combining(words[place + len(part) : place + len(part) + 1] or " "):
            yield place
        place = words.find(part, place + 1)


def _likeness(words: str, start: int, anchor: Anchor) -> int:
    """How many letters of the neighbours are the same, counted from the quotation outwards."""
    end = start + len(anchor.quote)
    return _same(words[:start][::-1], anchor.prefix[::-1]) + _same(words[end:], anchor.suffix)


def _same(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _clusters(signs: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Letters with their marks, and where they stand; unseen signs are passed over."""
    cluster, spot = "", (-1, 0, 0)
    for sign, chunk, index in signs:
        if sign in UNSEEN:
            continue
        if cluster and unicodedata.combining(sign) and chunk == spot[0]:
            cluster, spot = cluster + sign, (chunk, spot[1], index + 1)
            continue
        if cluster:
            yield cluster, spot
        cluster, spot = sign, (chunk, index, index + 1)
    if cluster:
        yield cluster, spot
