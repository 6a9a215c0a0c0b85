"""Which items of two rows belong together. Linear while little differs, never worse than its limits."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

CLOSE = 40_000  # up to this product of lengths the closest look is taken
FAR = 250_000  # beyond it rows without a common landmark count as replaced

Pairs = list[tuple[int, int]]


def match(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """Pairs (i, j) of equal items, both rising."""
    pairs: Pairs = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        low, high, left, right = waiting.pop()
        while low < high and left < right and old[low] == new[left]:
            pairs.append((low, left))
            low, left = low + 1, left + 1
        while low < high and left < right and old[high - 1] == new[right - 1]:
            high, right = high - 1, right - 1
            pairs.append((high, right))
        product = (high - low) * (right - left)
        marks = landmarks(old[low:high], new[left:right]) if product > CLOSE else []
        if marks:
            found = [(low + i, left + j) for i, j in marks]
            pairs += found
            waiting += gaps(found, (low, high), (left, right))
        elif 0 < product <= FAR:
            matcher = SequenceMatcher(None, old[low:high], new[left:right], autojunk=False)
            for i, j, length in matcher.get_matching_blocks():
                pairs += [(low + i + step, left + j + step) for step in range(length)]
    return sorted(pairs)


def landmarks(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """Items that stand exactly once on each side, as many as keep one order."""
    old_counts, new_counts = Counter(old), Counter(new)
    places = {item: j for j, item in enumerate(new) if new_counts[item] == 1}
    return rising([(i, places[item], 1) for i, item in enumerate(old) if old_counts[item] == 1 and item in places])


def rising(pairs: Sequence[tuple[int, int, int]]) -> Pairs:
    """Of (i, j, weight) with rising i, the heaviest choice whose j rise, too: what is left over has moved."""
    ranks = {j: rank for rank, j in enumerate(sorted({j for _, j, _ in pairs}), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)  # a Fenwick tree of (weight, index of a pair)
    previous: list[int] = []
    for index, (_, j, weight) in enumerate(pairs):
        rank = ranks[j]
        below = max(_prefix(best, rank - 1), default=(0, -1))
        previous.append(below[1])
        while rank < len(best):
            best[rank] = max(best[rank], (below[0] + weight, index))
            rank += rank & -rank
    index = max(best)[1]
    chosen: Pairs = []
    while index >= 0:
        chosen.append(pairs[index][:2])
        index = previous[index]
    return chosen[::-1]


def gaps(pairs: Pairs, old: tuple[int, int], new: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """What stands before, between and after `pairs`: (low, high, left, right)."""
    low, left = old[0], new[0]
    for i, j in [*pairs, (old[1], new[1])]:
        if low < i or left < j:
            yield low, i, left, j
        low, left = i + 1, j + 1


def _prefix(tree: list[tuple[int, int]], rank: int) -> Iterator[tuple[int, int]]:
    while rank > 0:
        yield tree[rank]
        rank -= rank & -rank
