"""Paragraphs and their marks of change."""

from dataclasses import dataclass

from editions.documents.docx.sides import Fate
from editions.documents.docx.xml import NAMED, Element, w

P, PPR, RPR = NAMED("w:p"), NAMED("w:pPr"), NAMED("w:rPr")
CHANGES = {NAMED("w:ins"): Fate.INSERTED, NAMED("w:del"): Fate.DELETED}
FORMER = NAMED("w:pPrChange")


@dataclass(frozen=True)
class Shape:
    """How a paragraph looks: style, list with level, indent of what stands under a list's item in twips."""

    style: str = "BodyText"
    number: int = 0  # id of a list; 0 for none
    level: int = 0
    indent: int = 0

    def properties(self) -> list[Element]:
        """In the order that the schema wants."""
        found = [w("pStyle", val=self.style)]
        if self.number:
            found.append(w("numPr", w("ilvl", val=self.level), w("numId", val=self.number)))
        if self.indent:
            found.append(w("ind", left=self.indent))
        return found


def new_paragraph(shape: Shape, *, keeps: bool = False) -> Element:
    """`keeps`: it stands on the page of what follows."""
    properties = w("pPr", *shape.properties())
    if keeps:
        properties.insert(1, w("keepNext"))
    return w("p", properties)


def mark_paragraph(paragraph: Element, change: Element) -> None:
    """Its end was put in or taken out: `change` is a signed w:ins or w:del."""
    properties = paragraph.find(PPR)
    assert properties is not None  # every paragraph here has a style
    look = properties.find(RPR)
    if look is None:
        look = w("rPr")
        before = properties.find(NAMED("w:sectPr"))
        properties.append(look) if before is None else before.addprevious(look)
    look.insert(0, change)


def shape_change(paragraph: Element, former: Shape, change: Element) -> None:
    """The paragraph looked like `former` before; `change` is a signed w:pPrChange."""
    change.append(w("pPr", *former.properties()))
    properties = paragraph.find(PPR)
    assert properties is not None  # every paragraph here has a style
    properties.append(change)


def fate_of(paragraph: Element) -> Fate:
    """Of the paragraph's end."""
    change = change_of(paragraph)
    return Fate.KEPT if change is None else CHANGES[change.tag]


def change_of(paragraph: Element) -> Element | None:
    """The mark of its end, if that was put in or taken out."""
    look = paragraph.find(f"{PPR}/{RPR}")
    return None if look is None else next((child for child in look if child.tag in CHANGES), None)


def take_change(paragraph: Element) -> Element | None:
    """The mark of its end, no longer there."""
    change = change_of(paragraph)
    if change is not None:
        look = change.getparent()
        assert look is not None  # it was found there
        look.remove(change)
        if not len(look):
            paragraph.find(PPR).remove(look)  # type: ignore[union-attr]
    return change
