"""Differences of plain texts: titles and short fields."""

from klaipeda_plan.core.diffing.model import Run
from klaipeda_plan.core.diffing.text import Piece, split
from klaipeda_plan.core.diffing.words import compare_words


def compare_texts(old: str, new: str) -> tuple[Run, ...]:
    """Runs of words from one plain text to the other."""
    return compare_words(list(split([Piece(old, ())])), list(split([Piece(new, ())])))
