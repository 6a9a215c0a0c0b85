"""Comparing two rows of words."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from klaipeda_plan.core.diffing.matching import Pairs, match
from klaipeda_plan.core.diffing.model import Change, Run
from klaipeda_plan.core.diffing.text import Word


def compare_words(old: Sequence[Word], new: Sequence[Word]) -> tuple[Run, ...]:
    """The runs that lead from `old` to `new`, deletions before insertions."""
    return tuple(
        Run(change, tuple(w for _, w, _ in steps if w), tuple(w for _, _, w in steps if w))
        for change, group in groupby(_steps(old, new), key=lambda step: step[0])
        for steps in [list(group)]
    )


def _steps(old: Sequence[Word], new: Sequence[Word]) -> Iterator[tuple[Change, Word | None, Word | None]]:
    pairs = match([word.key for word in old], [word.key for word in new])
    end = (len(old), len(new))
    low = left = 0
    for i, j in [*without_crumbs(pairs, old, end), end]:
        yield from ((Change.DELETED, word, None) for word in old[low:i])
        yield from ((Change.INSERTED, None, word) for word in new[left:j])
        if (i, j) != end:
            change = Change.SAME if old[i].marks == new[j].marks else Change.FORMATTED
            yield change, old[i], new[j]
        low, left = i + 1, j + 1


def without_crumbs(pairs: Pairs, old: Sequence[Word], end: tuple[int, int]) -> Pairs:
    """Drop a lone sign that stayed between two changes: „a, b“ → „c, d“ reads better as one change."""
    kept: Pairs = []
    for place, (i, j) in enumerate(pairs):
        before = kept[-1] if kept else (-1, -1)
        after = pairs[place + 1] if place + 1 < len(pairs) else end
        replaced_before = i - before[0] > 1 and j - before[1] > 1
        replaced_after = after[0] - i > 1 and after[1] - j > 1
        if not (replaced_before and replaced_after and is_sign(old[i])):
            kept.append((i, j))
    return kept


def is_sign(word: Word) -> bool:
    return word.atom is None and not any(letter.isalnum() for letter in word.text)
