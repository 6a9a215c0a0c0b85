"""Bodies as paragraphs, real lists, tables and pictures, with what changed in them as tracked changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from editions.documents.docx.body_tables import body_table, is_steady
from editions.documents.docx.paragraphs import P, Shape
from editions.documents.docx.parting import LISTS, Part, part_of, sides_of
from editions.documents.docx.sides import Fate, Sides
from editions.documents.docx.story import Story
from editions.documents.docx.xml import Element
from klaipeda_plan.core.diffing import compare_bodies
from klaipeda_plan.core.diffing.model import BlockChange, Changed, Deleted, Equal, Frame, Inserted
from klaipeda_plan.core.diffing.reading import read_body

HEADINGS = {"h3": 1, "h4": 2}  # how far below the heading of the element
LOWEST = 6
DEEPEST_LIST = 8
INDENT = {"ul": 360, "ol": 400}  # of a level, as in parts/numbering.xml
CELL = "TableText"
BULLET_LIST = 1  # id of the one list of bullets


@dataclass(frozen=True)
class Place:
    """Where blocks stand: under a heading of `level` (None: in a cell), in `depth` lists. `shape` is that of plain
    paragraphs here, `former` what it was before."""

    level: int | None
    shape: Shape
    former: Shape
    depth: int = 0


def write_body(story: Story, html: Sides[str], level: int | None, *, style: str = "") -> list[Element]:
    """A body, or its two sides compared. In a table cell (`level` None) headings are strong paragraphs."""
    shape = Shape(style or ("BodyText" if level is not None else CELL))
    return write_changes(story, changes_of(html), Place(level, shape, shape))


def changes_of(html: Sides[str]) -> tuple[BlockChange, ...]:
    if html.is_nothing:
        return ()
    if html.is_still or html.old == html.new:
        return tuple(Equal(block, block) for block in read_body(html.any))
    if html.old is None:
        return tuple(Inserted(block) for block in read_body(html.any))
    if html.new is None:
        return tuple(Deleted(block) for block in read_body(html.any))
    return compare_bodies(html.old, html.new).blocks


def write_changes(story: Story, changes: Iterable[BlockChange], place: Place) -> list[Element]:
    writer = _BodyWriter(story)
    return [element for change in changes for element in writer.change(change, place)]


class _BodyWriter:
    def __init__(self, story: Story) -> None:
        self.story = story

    def change(self, change: BlockChange, place: Place) -> list[Element]:
        part = part_of(change)
        if isinstance(change, Changed) and part.tag == "table" and not is_steady(part):
            return [element for side in sides_of(change) for element in self.part(side, place)]
        return self.part(part, place)

    def part(self, part: Part, place: Place) -> list[Element]:
        made = self._part(part, place)
        first = next((paragraph for element in made for paragraph in element.iter(P)), None)
        if part.remark and first is not None:
            self.story.remark(first, part.remark)
        return made

    def _part(self, part: Part, place: Place) -> list[Element]:
        if part.tag in LISTS:
            return self._list(part, place)
        if part.tag == "table":
            return body_table(self.story, part, self._cell)
        if part.tag == "figure":
            figure = place if place.level is None else _at(place, Shape("Figure"))
            return self._all(part.children, figure)
        former = self._shape(part.former, place, place.former)
        shape = self._shape(part.frame, place, place.shape)
        if part.children:
            return self._all(part.children, replace(place, shape=shape, former=former))
        if not part.bits:
            return []
        if part.fate is Fate.DELETED:
            shape = former
        changed = former if part.fate is Fate.KEPT else None
        return [self.story.paragraph(part.bits, shape, fate=part.fate, former=changed)]

    def _all(self, parts: Iterable[Part], place: Place) -> list[Element]:
        return [element for part in parts for element in self.part(part, place)]

    def _shape(self, frame: Frame, place: Place, plain: Shape) -> Shape:
        if frame.tag in HEADINGS:
            below = HEADINGS[frame.tag]
            return Shape("TableStrong" if place.level is None else f"InnerHeading{min(place.level + below, LOWEST)}")
        if frame.tag == "blockquote" and place.level is not None:
            return Shape("Quote")
        if frame.tag in ("figcaption", "caption"):
            return Shape("TableNote" if place.level is None else "FigureCaption")
        return plain

    def _list(self, part: Part, place: Place) -> list[Element]:
        level = min(place.depth, DEEPEST_LIST)
        shapes = [self._item_shape(frame, place, level) for frame in (part.former, part.frame)]
        if part.former.tag == part.frame.tag:
            shapes[0] = shapes[1]
        elements: list[Element] = []
        for item in part.children:
            elements += self._item(item, replace(place, former=shapes[0], shape=shapes[1], depth=place.depth + 1))
        return elements

    def _item_shape(self, frame: Frame, place: Place, level: int) -> Shape:
        start = dict(frame.attributes).get("start", "")
        number = BULLET_LIST
        if frame.tag == "ol":
            number = self.story.package.numbered_list(int(start) if start.isdigit() else 1, level)
        style = CELL if place.level is None else "ListNumber" if frame.tag == "ol" else "ListBullet"
        return Shape(style, number, level)

    def _item(self, item: Part, place: Place) -> list[Element]:
        """The first paragraph of each side has the number; what follows stands under its words."""
        if item.tag != "li" or not item.children:
            return self.part(item, place)
        style = CELL if place.level is None else "ListContinue"
        below = Shape(style, indent=INDENT["ul"] * place.depth)
        numbered: set[Fate] = set()
        made: list[Element] = []
        for child in item.children:
            is_first = child.fate not in numbered and Fate.KEPT not in numbered
            numbered.add(child.fate)
            made += self.part(child, place if is_first else _at(place, below))
        return made

    def _cell(self, cell: Part, style: str, former: str) -> list[Element]:
        place = Place(None, Shape(style), Shape(former))
        if cell.children:
            return self._all(cell.children, place)
        before = place.former if cell.fate is Fate.KEPT else None
        return [self.story.paragraph(cell.bits, place.shape, fate=cell.fate, former=before)]


def _at(place: Place, shape: Shape) -> Place:
    return replace(place, shape=shape, former=shape)


def paragraphs_of(story: Story, text: str, style: str) -> list[Element]:
    """Plain text of several lines: a paragraph for each."""
    return [story.paragraph(line.strip(), style) for line in text.splitlines() if line.strip()]
