"""What stands in a table cell, so that changes at its end can be accepted and rejected.

The end of a cell's last paragraph is the end of the cell: it can be neither put in nor taken out. A paragraph that was
put in behind another one takes over its end, and the end before is what was put in.
"""

from collections.abc import Sequence
from copy import deepcopy

from editions.documents.docx.paragraphs import FORMER, PPR, RPR, P, fate_of, mark_paragraph, take_change
from editions.documents.docx.sides import Fate
from editions.documents.docx.story import Story
from editions.documents.docx.xml import Element

Look = list[Element]
Looks = dict[Fate, Look]  # by what is gone: DELETED when all is accepted, INSERTED when all is rejected
ANSWERS = (Fate.DELETED, Fate.INSERTED)


def settle_cell(story: Story, cell: Sequence[Element]) -> list[Element]:
    """The same paragraphs and tables, the last end neither put in nor taken out."""
    held = list(cell)
    begin = len(held) - 1
    while begin >= 0 and held[begin].tag == P and fate_of(held[begin]) is not Fate.KEPT:
        begin -= 1
    if begin == len(held) - 1:
        return held
    if begin >= 0 and held[begin].tag == P:
        _shift(story, held[begin:], [_looks(paragraph) for paragraph in held[begin:]])
        return held
    return held[: begin + 1] + _all_changed(story, held[begin + 1 :])


def _all_changed(story: Story, held: list[Element]) -> list[Element]:
    """Two neighbours of which one was taken out and one put in become one paragraph; of paragraphs with one fate the
    last end stays, as that of the empty cell."""
    looks = [_looks(paragraph) for paragraph in held]
    fates = [fate_of(paragraph) for paragraph in held]
    for at in range(len(held) - 1):
        if fates[at] is not fates[at + 1]:
            first, second = held[at], held.pop(at + 1)
            first.extend([child for child in second if child.tag != PPR])
            old, new = (at, at + 1) if fates[at] is Fate.DELETED else (at + 1, at)
            joined = {Fate.DELETED: looks[new][Fate.DELETED], Fate.INSERTED: looks[old][Fate.INSERTED]}
            looks[at : at + 2] = [joined]
            take_change(first)
            _shift(story, held[at:], looks[at:])
            return held
    take_change(held[-1])
    return held


def _shift(story: Story, held: Sequence[Element], looks: Sequence[Looks]) -> None:
    """Each change of an end goes to the end before; the first of `held` has none. Looks go with the words."""
    before = [fate_of(paragraph) for paragraph in held]
    changes = [take_change(paragraph) for paragraph in held]
    after = [*before[1:], Fate.KEPT]
    for paragraph, change in zip(held, changes[1:], strict=False):
        if change is not None:
            mark_paragraph(paragraph, change)
    wanted: list[Looks] = [{} for _ in held]
    for gone in ANSWERS:
        words = [at for at, fate in enumerate(before) if fate is not gone]
        ends = [at for at, fate in enumerate(after) if fate is not gone]
        for said, ended in zip(words, ends, strict=True):
            wanted[ended][gone] = looks[said][gone]
    for paragraph, look in zip(held, wanted, strict=True):
        _dress(story, paragraph, look)


def _looks(paragraph: Element) -> Looks:
    properties = paragraph.find(PPR)
    assert properties is not None  # every paragraph here has a style
    change = properties.find(FORMER)
    now = _copied(properties)
    return {Fate.DELETED: now, Fate.INSERTED: now if change is None else _copied(change[0])}


def _copied(properties: Element) -> Look:
    return [deepcopy(child) for child in properties if child.tag not in (RPR, FORMER)]


def _dress(story: Story, paragraph: Element, looks: Looks) -> None:
    """How it looks when all is accepted and when all is rejected; where it goes for one answer, as for the other."""
    new = looks.get(Fate.DELETED, looks.get(Fate.INSERTED, []))
    old = looks.get(Fate.INSERTED, new)
    properties = paragraph.find(PPR)
    assert properties is not None  # every paragraph here has a style
    marks = [child for child in properties if child.tag == RPR]
    for child in list(properties):
        properties.remove(child)
    properties.extend([*(deepcopy(child) for child in new), *marks])
    if _said(old) != _said(new):
        change = story.package.signed("pPrChange")
        change.append(paragraph.makeelement(PPR))
        change[0].extend([deepcopy(child) for child in old])
        properties.append(change)


def _said(look: Look) -> list[object]:
    return [(part.tag, *sorted(part.attrib.items())) for one in look for part in one.iter()]
