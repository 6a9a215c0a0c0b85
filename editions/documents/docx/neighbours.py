"""Changes that stand beside each other across a kept end of a paragraph, kept apart.

LibreOffice makes one change of two that follow each other, are of one kind, one author and one minute, even when the
end of a paragraph stands between them; rejecting would then join the two paragraphs. Such a neighbour is dated two
minutes later; every other change has the date of the edition.
"""

import datetime

from editions.documents.docx.paragraphs import CHANGES, PPR, P, fate_of
from editions.documents.docx.sides import Fate
from editions.documents.docx.xml import NAMED, Element

DATE = NAMED("w:date")
LATER = datetime.timedelta(minutes=2)
FORM = "%Y-%m-%dT%H:%M:%SZ"
MARKS = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
NO_WORDS = {PPR, *(NAMED(f"w:{name}") for name in MARKS)}
COMMENT = NAMED("w:commentReference")


def part_neighbours(body: Element) -> None:
    """Of the whole text, cells too."""
    is_later = False
    for paragraph in body.iter(P):
        before = paragraph.getprevious()
        if before is None or before.tag != P or fate_of(before) is not Fate.KEPT:
            is_later = False
            continue
        edge = _edge(paragraph, 0)
        is_later = edge is not None and edge is _edge(before, -1) and not is_later
        if is_later:
            _redate(paragraph)


def _edge(paragraph: Element, place: int) -> Fate | None:
    """The fate of the first (0) or last (-1) words, None where they stayed; of an empty paragraph that of its end."""
    held = [child for child in paragraph if child.tag not in NO_WORDS and child.find(COMMENT) is None]
    if not held:
        fate = fate_of(paragraph)
        return None if fate is Fate.KEPT else fate
    found = held[place]
    while found.tag == NAMED("w:hyperlink") and len(found):
        found = found[place]
    return CHANGES.get(found.tag)


def _redate(paragraph: Element) -> None:
    for change in paragraph.iter(*CHANGES):
        later = datetime.datetime.strptime(str(change.get(DATE)), FORM) + LATER
        change.set(DATE, later.strftime(FORM))
