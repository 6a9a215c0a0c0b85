"""The surface with which documents are written: headings, texts, bodies, tables, pages.

    writer = Writer(Facts(title="…", author="…", language="lt", date=edition.frozen_at, mark="Projektas"))
    writer.heading("Sprendimo projektas", 1)
    writer.paragraph("Klaipėdos miesto savivaldybės taryba n u s p r e n d ž i a:")
    writer.body("<ol><li>Pritarti …</li></ol>", level=1)
    writer.table([["1", "Planas", "12 psl."]], head=["Nr.", "Dokumentas", "Apimtis"], widths=[1, 6, 2])
    content = writer.finish()

A `Text` is plain text, its two sides, or bits; styles are those of `parts/styles.xml`. Equal calls give equal bytes.
"""

from collections.abc import Collection, Iterable, Sequence

from editions.documents.docx.bodies import BULLET_LIST, write_body
from editions.documents.docx.inline import Text
from editions.documents.docx.neighbours import part_neighbours
from editions.documents.docx.package import Facts
from editions.documents.docx.pages import Page, Pages
from editions.documents.docx.paragraphs import Shape
from editions.documents.docx.sides import Fate, Sides, both
from editions.documents.docx.story import Story, bookmark_name
from editions.documents.docx.tables import Cell, Row, shared_widths, table_of
from editions.documents.docx.xml import Element, field, text_run, w
from klaipeda_plan.printing.pictures import Pictures

__all__ = ["Facts", "Fate", "Page", "Sides", "Text", "Writer"]
LOWEST_HEADING = 6


class Writer:
    """One document from its first to its last paragraph. `anchors` are the places to which its own links may lead."""

    def __init__(
        self, facts: Facts, *, pictures: Pictures | None = None, anchors: Collection[str] = (),
        page: Page = Page.PORTRAIT,
    ) -> None:  # fmt: skip
        self.story = Story(facts, pictures, anchors)
        self.pages = Pages(self.story, page)
        self._body = self.story.package.body

    # --- Text -------------------------------------------------------------------------------------------------------

    def add(self, elements: Iterable[Element]) -> None:
        """What the functions of this package have made."""
        self._body.extend(list(elements))

    def heading(
        self, text: Text, level: int, *, anchor: str = "", fate: Fate = Fate.KEPT, remark: str = ""
    ) -> None:  # fmt: skip
        """A heading of level 1 begins a page."""
        style = f"Heading{min(level, LOWEST_HEADING)}"
        self._body.append(self.story.paragraph(text, style, fate=fate, anchor=anchor, remark=remark))

    def paragraph(
        self, text: Text, style: str = "BodyText", *, fate: Fate = Fate.KEPT, anchor: str = "", remark: str = "",
        keeps: bool = False,
    ) -> None:  # fmt: skip
        self._body.append(
            self.story.paragraph(text, style, fate=fate, anchor=anchor, remark=remark, keeps=keeps)
        )  # fmt: skip

    def lines(self, text: str, style: str = "BodyText") -> None:
        """Plain text of several lines, a paragraph for each that is not empty."""
        for line in filter(None, map(str.strip, text.splitlines())):
            self.paragraph(line, style)

    def body(self, html: str | Sides[str], level: int | None = 1) -> None:
        """A cleaned body under a heading of `level`, with its headings, lists, tables, footnotes and pictures."""
        self.add(write_body(self.story, both(html or None) if isinstance(html, str) else html, level))

    def bullets(self, items: Iterable[Text]) -> None:
        for item in items:
            self.add([self.story.paragraph(item, Shape("ListBullet", BULLET_LIST))])

    def numbered(self, items: Iterable[Text], *, start: int = 1) -> None:
        number = self.story.package.numbered_list(start)
        for item in items:
            self.add([self.story.paragraph(item, Shape("ListNumber", number))])

    def picture(self, content: bytes, alternative: str, *, width: int | None = None, caption: str = "") -> None:
        """A picture in a paragraph of its own; of a broken one nothing. `width` in twips."""
        run = self.story.picture(content, alternative, width=width)
        if run is not None:
            paragraph = self.story.paragraph("", "Figure")
            paragraph.append(run)
            self.add([paragraph])
            if caption:
                self.paragraph(caption, "FigureCaption")

    # --- Tables -----------------------------------------------------------------------------------------------------

    def table(
        self, rows: Sequence[Sequence[Text]], *, head: Sequence[Text] = (), widths: Sequence[float] = (),
        caption: str = "", numbers: Collection[int] = (),
    ) -> None:  # fmt: skip
        """A table of plain cells. The head repeats on each page. `widths` are shares of the room; columns of which
        the number stands in `numbers` are set to the right."""
        if caption:
            self.paragraph(caption, "Caption")
        made = [self._row(head, numbers, is_head=True)] if head else []
        made += [self._row(row, numbers) for row in rows]
        columns = max((len(row.cells) for row in made), default=0)
        shares = [*widths, *[1.0] * (columns - len(widths))]
        self.add(table_of(self.story, made, shared_widths(shares, self.story.room)))

    def facts(self, rows: Iterable[tuple[Text, Text]], *, share: float = 0.3) -> None:
        """Names and values side by side, without lines."""
        made = [Row([Cell([self.story.paragraph(text, "FactText")]) for text in row]) for row in rows]
        widths = shared_widths([share, 1 - share], self.story.room)
        self.add(table_of(self.story, made, widths, style="FactTable"))

    def _row(self, cells: Sequence[Text], numbers: Collection[int], *, is_head: bool = False) -> Row:
        made = []
        for at, text in enumerate(cells):
            style = ("TableHead" if is_head else "Table") + ("Number" if at in numbers else "" if is_head else "Text")
            made.append(Cell([self.story.paragraph(text, style)]))
        return Row(made, is_head=is_head)

    # --- Pages ------------------------------------------------------------------------------------------------------

    def turn(self, page: Page) -> None:
        """Go on with a page of this kind; nothing where it is one already."""
        if page is not self.pages.page:
            self.pages.close(self._body, page)

    def contents(self, title: str, lines: Sequence[tuple[int, str, str]]) -> None:
        """A table of contents as a field, filled with (level, anchor, text) until the program computes it: page
        numbers are known only then."""
        if not lines:
            return
        deepest = max(level for level, _anchor, _text in lines)
        begin, end = _halves(field(rf'TOC \o "1-{min(deepest, LOWEST_HEADING)}" \h \z'))
        paragraphs = [self.story.paragraph(title, "TOCHeading")]
        for level, anchor, text in lines:
            paragraph = self.story.paragraph("", f"TOC{min(level, LOWEST_HEADING)}")
            paragraph.append(w("hyperlink", text_run(text), anchor=bookmark_name(anchor), history=1))
            paragraphs.append(paragraph)
        for at, run in enumerate(begin):
            paragraphs[1].insert(1 + at, run)
        paragraphs[-1].extend(end)
        gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
        self.add([w("sdt", w("sdtPr", gallery), w("sdtContent", *paragraphs))])

    def finish(self) -> bytes:
        """The file. Nothing can be written afterwards."""
        part_neighbours(self._body)
        self._body.append(self.pages.section())
        return self.story.package.finish()


def _halves(runs: list[Element]) -> tuple[list[Element], list[Element]]:
    """What stands before the shown text of a field, and what after it."""
    return runs[:3], runs[3:]
