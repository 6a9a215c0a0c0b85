"""What differs between two bodies or two titles, as data.

`compare_bodies` and `compare_texts` give a typed result (`model`); `html` renders it for a page, and other
renderers (PDF, DOCX) read the same result. `sides` gives either side back.
"""

from klaipeda_plan.core.diffing.bodies import compare_bodies
from klaipeda_plan.core.diffing.html import render_blocks, render_body, render_runs
from klaipeda_plan.core.diffing.measuring import Size, size_of
from klaipeda_plan.core.diffing.model import BodyDifference, Side
from klaipeda_plan.core.diffing.sides import blocks_of
from klaipeda_plan.core.diffing.texts import compare_texts

__all__ = [
    "BodyDifference",
    "Side",
    "Size",
    "blocks_of",
    "compare_bodies",
    "compare_texts",
    "render_blocks",
    "render_body",
    "render_runs",
    "size_of",
]
