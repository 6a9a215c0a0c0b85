"""Merging bodies."""

from klaipeda_plan.core.diffing.bodies import compare_bodies
from klaipeda_plan.core.diffing.model import Block
from klaipeda_plan.core.diffing.reading import read_body
from klaipeda_plan.core.merging.losses import Guarded, lost_words
from klaipeda_plan.core.merging.model import Conflict, MergedBody
from klaipeda_plan.core.merging.rows import merge_rows

ROUNDS = 4  # of guarding words that would be lost, before the whole body is left to a decision


def merge_bodies(base: str | None, mine: str, theirs: str) -> MergedBody:
    """Two cleaned bodies over one base. Without a base (None) whatever differs is one conflict."""
    if base is not None and mine == base:
        return MergedBody((), given=theirs)
    if theirs in (mine, base):
        return MergedBody((), given=mine)
    old, ours, stored = read_body(base or ""), read_body(mine), read_body(theirs)
    if _letters(ours) == _letters(stored) and compare_bodies(mine, theirs).is_empty:
        return MergedBody((), given=mine)
    guarded: Guarded = frozenset()
    for _ in range(ROUNDS if base is not None else 0):
        nodes = merge_rows(old, ours, stored, "", guarded)
        lost = lost_words(old, ours, stored, nodes)
        if not lost - guarded:
            return MergedBody(nodes) if not lost else _undivided(old, ours, stored)
        guarded |= lost
    return _undivided(old, ours, stored)


def _letters(blocks: tuple[Block, ...]) -> str:
    """All text without its spaces: where it differs, a reader sees a difference."""
    return "".join("".join(block.text for block in blocks).split())


def _undivided(base: tuple[Block, ...], mine: tuple[Block, ...], theirs: tuple[Block, ...]) -> MergedBody:
    return MergedBody((Conflict(base, mine, theirs, (*theirs, *mine)),))
