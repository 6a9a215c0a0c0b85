"""Two texts that grew out of one, joined: what only one of them changed is taken, what both changed is a conflict.

`merge_bodies` works by block and, inside a block, by words; `merge_texts` by words. Both give a typed result
(`model`, `texts`): `settled` when nothing overlaps, else conflicts that somebody decides one by one.
"""

from klaipeda_plan.core.merging.bodies import merge_bodies
from klaipeda_plan.core.merging.model import Choice, Conflict, MergedBody, Take, Undecided
from klaipeda_plan.core.merging.texts import MergedText, merge_texts

__all__ = [
    "Choice",
    "Conflict",
    "MergedBody",
    "MergedText",
    "Take",
    "Undecided",
    "merge_bodies",
    "merge_texts",
]
