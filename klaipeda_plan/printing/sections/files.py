"""A section that is laid out, as one file: its facts, then its PDF. Pure: children use it too."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

# Page (from 0), and the point on it from its lower left corner.
Place = tuple[int, float, float]


@dataclass(frozen=True)
class SetSection:
    """A section that is laid out. `pages`: width and height of each in points; `bookmarks`: level, words, page, x, y;
    `fonts`: {name in the PDF: {"face": digest of the typeface's file, "widths", "words" by glyph}}."""

    content: bytes
    pages: list[tuple[float, float]]
    anchors: dict[str, Place]
    bookmarks: list[tuple[int, str, int, float, float]]
    fonts: dict[str, dict[str, Any]]

    @property
    def faces(self) -> set[str]:
        return {font["face"] for font in self.fonts.values() if font["face"]}


def pack(facts: dict[str, Any], content: bytes) -> bytes:
    """`facts`: all fields of `SetSection` but its content."""
    digest = hashlib.sha256(content).hexdigest()
    return json.dumps({**facts, "sha256": digest}, sort_keys=True).encode() + b"\n" + content


def unpack(packed: bytes) -> SetSection:
    """Raises ValueError for anything but what `pack` made."""
    head, _line, content = packed.partition(b"\n")
    facts = json.loads(head)
    if not isinstance(facts, dict) or facts.pop("sha256", "") != hashlib.sha256(content).hexdigest():
        raise ValueError("not a whole section")
    return SetSection(content=content, **facts)
