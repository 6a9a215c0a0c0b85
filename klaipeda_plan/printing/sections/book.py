"""What a room gives to have a long document set: sections in their order, contents, margins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from klaipeda_plan.printing.pictures import Pictures


@dataclass(frozen=True)
class Section:
    """A piece that begins on a page of its own, as the inside of a page of HTML.

    `running` is what the margins of its pages call it; None leaves them empty. `notes` counts its footnotes.
    """

    body: str
    running: str | None
    notes: int = 0
    head: str = ""  # what a page of HTML says of itself: only of the first section, for the whole document


@dataclass(frozen=True)
class Margin:
    """The margins of all pages of one size and one running title."""

    running: str
    is_wide: bool


@dataclass(frozen=True)
class Book:
    """A document in sections.

    `contents(numbers)` is the table of contents for {anchor: number of its page}, the second section: it must take as
    many pages whatever the numbers. `margins(margins)` is a document with one page for each, without anything but its
    margins, where `margins.PATTERN` stands in the place of the number.
    """

    language: str
    sheets: tuple[str, ...]
    section_sheet: str  # over the sheets, for sections: it leaves the margins empty
    margin_sheet: str  # over the sheets, for the document of the margins
    sections: tuple[Section, ...]  # without the contents
    contents: Callable[[Mapping[str, int]], Section]
    margins: Callable[[Sequence[Margin]], str]
    titles: Mapping[str, str]  # anchor: words, for links
    pictures: Pictures | None = None
