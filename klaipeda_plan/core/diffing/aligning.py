"""Which blocks of two rows belong together: by their ids, then by what stands in them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from klaipeda_plan.core.diffing.matching import CLOSE, Pairs, gaps, landmarks, rising
from klaipeda_plan.core.diffing.model import ANONYMOUS, Block, Frame

ALIKE = 0.3  # from this share of common words on, two blocks are one block that was changed
HEAD = 40  # letters of a block that tell it from others in a very long row
LEAF_TAGS = frozenset({"p", "h3", "h4", "blockquote", ANONYMOUS})
LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})
WHOLES = LISTS | {"table", "figure"}
ONE_OF_A_KIND = frozenset({"thead", "tbody", "caption", "figcaption"})


def align(old: Sequence[Block], new: Sequence[Block]) -> Pairs:
    """Pairs (i, j), both rising, of blocks that are one block in two forms."""
    if _is_row(old, new):
        return [(i, i) for i in range(len(old))]
    pairs = _by_id(old, new)
    found = list(pairs)
    for low, high, left, right in gaps(pairs, (0, len(old)), (0, len(new))):
        found += _by_content(old, new, (low, high), (left, right))
    return sorted(found)


def comparable(old: Frame, new: Frame) -> bool:
    """Whether one may turn into the other; else it is a deletion and an insertion."""
    return old.tag == new.tag or any({old.tag, new.tag} <= tags for tags in (LEAF_TAGS, LISTS, CELLS))


def similarity(old: Block, new: Block) -> float:
    """0 … 1: equal, or the share of common words."""
    if old.key == new.key:
        return 1.0
    if not comparable(old.frame, new.frame):
        return 0.0
    if old.frame.tag in ONE_OF_A_KIND:
        return 0.9
    common, all_words = len(old.bag & new.bag), len(old.bag | new.bag)
    share = common / all_words if all_words else 1.0
    if old.frame.tag == "tr" and old.children and new.children and old.children[0].key == new.children[0].key:
        return max(share, 0.5)  # a row is known by its first cell
    if old.frame.tag in WHOLES:
        return max(share, ALIKE)  # better a table with changed cells than two tables
    return min(share, 0.99)


def _is_row(old: Sequence[Block], new: Sequence[Block]) -> bool:
    """Cells belong together by their places while their number stays."""
    return len(old) == len(new) and all(block.frame.tag in CELLS for block in (*old, *new))


def _by_id(old: Sequence[Block], new: Sequence[Block]) -> Pairs:
    old_counts = Counter(block.frame.id for block in old)
    new_counts = Counter(block.frame.id for block in new)
    places = {block.frame.id: j for j, block in enumerate(new) if new_counts[block.frame.id] == 1}
    pairs = [
        (i, places[block.frame.id], 1 + len(block.text))
        for i, block in enumerate(old)
        if block.frame.id and block.frame.id in places and old_counts[block.frame.id] == 1
        and comparable(block.frame, new[places[block.frame.id]].frame)
    ]  # fmt: skip
    return rising(pairs)


def _by_content(
    old: Sequence[Block], new: Sequence[Block], rows: tuple[int, int], columns: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Equal ends first, then the weighted alignment; a very long gap is cut at landmarks before."""
    (low, high), (left, right) = rows, columns
    while low < high and left < right and old[low].key == new[left].key:
        yield low, left
        low, left = low + 1, left + 1
    while low < high and left < right and old[high - 1].key == new[right - 1].key:
        high, right = high - 1, right - 1
        yield high, right
    if (high - low) * (right - left) <= CLOSE:
        yield from _weighted(old[low:high], new[left:right], low, left)
        return
    marks = _landmarks(old[low:high], new[left:right])
    if marks:
        pairs = [(low + i, left + j) for i, j in marks]
        yield from pairs
        for start, end, start_new, end_new in gaps(pairs, (low, high), (left, right)):
            yield from _by_content(old, new, (start, end), (start_new, end_new))


def _landmarks(old: Sequence[Block], new: Sequence[Block]) -> Pairs:
    """Equal blocks; where there are none, blocks that begin alike."""
    equal = landmarks([block.key for block in old], [block.key for block in new])
    return equal or landmarks([_head(block) for block in old], [_head(block) for block in new])


def _head(block: Block) -> tuple[str, str]:
    if block.frame.tag == "tr" and block.children:
        return "tr", block.children[0].text
    return block.frame.tag, block.text[:HEAD]


def _weighted(old: Sequence[Block], new: Sequence[Block], low: int, left: int) -> Iterator[tuple[int, int]]:
    """Needleman and Wunsch: the pairs with the greatest sum of likeness, long blocks counting more."""
    weights = [1 + len(block.text) ** 0.5 for block in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    paired = [[False] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, block in enumerate(old):
        for j, other in enumerate(new):
            alike = similarity(block, other)
            together = best[i][j] + alike * weights[i] if alike >= ALIKE else -1.0
            apart = max(best[i][j + 1], best[i + 1][j])
            paired[i + 1][j + 1] = together >= apart
            best[i + 1][j + 1] = max(together, apart)
    i, j = len(old), len(new)
    while i and j:
        if paired[i][j]:
            i, j = i - 1, j - 1
            yield low + i, left + j
        elif best[i - 1][j] >= best[i][j - 1]:
            i -= 1
        else:
            j -= 1
