"""Words that a merge would lose though both authors kept them.

Words travel between blocks: one joins two paragraphs, so that a block is deleted and its words stand in the one
before. If the other deleted that one, deciding for the other would take the words away though nobody deleted
them. Such words are guarded, and the bodies merged again: then the deletion of their old place is decided, too.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from functools import reduce
from operator import and_

from klaipeda_plan.core.diffing.model import Block
from klaipeda_plan.core.merging.model import Node, side_of

Guarded = frozenset[Hashable]


def lost_words(base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block], nodes: Sequence[Node]) -> Guarded:
    """Words that stand on both sides and would be missing if every conflict were decided for one of them."""
    old, ours, stored, *results = (
        count_words(blocks)
        for blocks in _apart([base, mine, theirs, *(side_of(nodes, side) for side in ("mine", "theirs"))])
    )
    lost: set[Hashable] = set()
    for word in ours.keys() & stored.keys():
        least = min(ours[word], stored[word], ours[word] + stored[word] - old[word])
        if any(result[word] < least for result in results):
            lost.add(word)
    return frozenset(lost)


def removes(old: Sequence[Block], new: Sequence[Block], guarded: Guarded) -> bool:
    """Whether a guarded word stands in `old` more often than in `new`."""
    if not guarded:
        return False
    before, after = count_words(old), count_words(new)
    return any(before[word] > after[word] for word in guarded)


def _apart(bodies: Sequence[Sequence[Block]]) -> Iterator[list[Block]]:
    """The bodies without the blocks that all of them have: most of a long text, and nothing of it is lost."""
    shared = reduce(and_, (Counter(block.key for block in blocks) for blocks in bodies))
    for blocks in bodies:
        left = shared.copy()
        apart = []
        for block in blocks:
            if left[block.key] > 0:
                left[block.key] -= 1
            else:
                apart.append(block)
        yield apart


def count_words(blocks: Sequence[Block]) -> Counter[Hashable]:
    words: Counter[Hashable] = Counter()
    for block in blocks:
        words.update(word.key for word in block.words)
        words.update(count_words(block.children))
    return words
