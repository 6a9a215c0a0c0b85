"""Sections of a file: the cover, upright and landscape pages, with their heads and feet."""

from dataclasses import dataclass
from enum import Enum

from editions.documents.docx.paragraphs import PPR, Shape, fate_of, new_paragraph
from editions.documents.docx.sides import Fate
from editions.documents.docx.story import LANDSCAPE_ROOM, PORTRAIT_ROOM, Story
from editions.documents.docx.xml import NAMED, Element, field, text_run, w

SHORT, LONG = 11906, 16838  # A4 in twips


class Page(Enum):
    COVER = "cover"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True)
class Sheet:
    """Size, margins and the width between them, in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def room(self) -> int:
        return self.width - self.left - self.right


UPRIGHT = Sheet(SHORT, LONG, 1531, SHORT - 1418 - PORTRAIT_ROOM, 1361, 1418)
WIDE = Sheet(LONG, SHORT, 1361, 850, 1134, LONG - 850 - LANDSCAPE_ROOM)
SHEETS = {Page.COVER: UPRIGHT, Page.PORTRAIT: UPRIGHT, Page.LANDSCAPE: WIDE}


class Pages:
    """Knows which page is being written and closes sections. Heads and feet of a kind are made once."""

    def __init__(self, story: Story, page: Page) -> None:
        self.story, self.page = story, page
        story.room = SHEETS[page].room
        self._margins: dict[Page, list[Element]] = {}

    def close(self, body: Element, following: Page) -> None:
        """End the section: its last paragraph carries how its pages look, if its end is no change."""
        last = body[-1] if len(body) else None
        if last is None or last.tag != NAMED("w:p") or fate_of(last) is not Fate.KEPT:
            last = new_paragraph(Shape("SectionEnd"))
            body.append(last)
        properties = last.find(PPR)
        assert properties is not None  # every paragraph here has a style
        change = properties.find(NAMED("w:pPrChange"))
        section = self.section()
        properties.append(section) if change is None else change.addprevious(section)
        self.page = following
        self.story.room = SHEETS[following].room

    def section(self) -> Element:
        sheet = SHEETS[self.page]
        size = w("pgSz", w=sheet.width, h=sheet.height)
        if self.page is Page.LANDSCAPE:
            size.set(NAMED("w:orient"), "landscape")
        margins = w("pgMar", top=sheet.top, right=sheet.right, bottom=sheet.bottom, left=sheet.left, header=624,
                    footer=510, gutter=0)  # fmt: skip
        return w("sectPr", *self._references(), w("type", val="nextPage"), size, margins)

    def _references(self) -> list[Element]:
        """Each section names its head and foot anew: what is not named would be inherited."""
        if self.page not in self._margins:
            self._margins[self.page] = self._new_margins(SHEETS[self.page].room)
        return [_copied(one) for one in self._margins[self.page]]

    def _new_margins(self, room: int) -> list[Element]:
        package, facts = self.story.package, self.story.package.facts
        head_id, head = package.head_part()
        foot_id, foot = package.foot_part()
        if facts.mark or self.page is Page.COVER:
            head.append(self.story.paragraph(facts.mark, "HeaderMark"))
        if self.page is Page.COVER:
            foot.append(self.story.paragraph("", "Footer"))
        else:
            head.append(self.story.paragraph(facts.running or facts.title, "Header"))
            foot.append(self._foot(room))
            running = self.story.paragraph("", "Footer")
            running.extend(field(r"STYLEREF 1"))
            foot.append(running)
        return [_reference("headerReference", head_id), _reference("footerReference", foot_id)]

    def _foot(self, room: int) -> Element:
        """The edition on the left, the number of the page on the right."""
        paragraph = self.story.paragraph(self.story.package.facts.footing, "Footer")
        properties = paragraph.find(PPR)
        assert properties is not None  # every paragraph here has a style
        properties.append(w("tabs", w("tab", val="right", pos=room)))
        paragraph.append(text_run("\t"))
        paragraph.extend(field("PAGE", text_run("1")))
        paragraph.append(text_run(" / "))
        paragraph.extend(field("NUMPAGES", text_run("1")))
        return paragraph


def _reference(tag: str, relation: str) -> Element:
    reference = w(tag, type="default")
    reference.set(NAMED("r:id"), relation)
    return reference


def _copied(reference: Element) -> Element:
    return _reference(reference.tag.rpartition("}")[2], str(reference.get(NAMED("r:id"))))
