"""A change of a block taken apart: its fate, what it is now and was before, its words, what stands in it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from editions.documents.docx.inline import Bit, bits_of_pieces, bits_of_runs
from editions.documents.docx.sides import Fate
from klaipeda_plan.core.diffing import BodyDifference, Side, blocks_of
from klaipeda_plan.core.diffing.model import (
    Block,
    BlockChange,
    Changed,
    Deleted,
    Equal,
    Frame,
    Inserted,
    MovedAway,
    MovedHere,
)

LISTS = ("ul", "ol")
SECTIONS_OF_TABLES = ("thead", "tbody")


@dataclass(frozen=True)
class Part:
    """`former` is the frame on the side before, the same where it stayed. A leaf has bits, a container children."""

    fate: Fate
    frame: Frame
    former: Frame
    bits: tuple[Bit, ...]
    children: tuple["Part", ...]
    remark: str = ""

    @property
    def tag(self) -> str:
        return self.frame.tag

    def attribute(self, name: str) -> str:
        return dict(self.frame.attributes).get(name, "")

    @property
    def is_container(self) -> bool:
        return bool(self.children) or self.tag in (*LISTS, "table", "figure")


def part_of(change: BlockChange) -> Part:
    match change:
        case Equal(_old, block):
            return _whole(block, Fate.KEPT)
        case Inserted(block):
            return _whole(block, Fate.INSERTED)
        case Deleted(block):
            return _whole(block, Fate.DELETED)
        case MovedAway(block, number):
            words = _("Moved from here (%d): see the same number at the new place.")
            return _whole(block, Fate.DELETED, words % number)
        case MovedHere(inner, number):
            return _moved_here(inner, number)
        case Changed(old, new, runs, children):
            return Part(Fate.KEPT, new, old, tuple(bits_of_runs(runs)), tuple(map(part_of, children)))
    raise TypeError(change)


def sides_of(change: BlockChange) -> tuple[Part, Part]:
    """A changed block as two: the former one taken out, the new one put in."""
    whole = BodyDifference((change,))
    (old,), (new,) = blocks_of(whole, Side.OLD), blocks_of(whole, Side.NEW)
    return _whole(old, Fate.DELETED), _whole(new, Fate.INSERTED)


def _moved_here(inner: Equal | Changed, number: int) -> Part:
    (block,) = blocks_of(BodyDifference((inner,)), Side.NEW)
    words = _("Moved here (%d).") if isinstance(inner, Equal) else _("Moved here (%d) and changed on the way.")
    return _whole(block, Fate.INSERTED, words % number)


def _whole(block: Block, fate: Fate, remark: str = "") -> Part:
    children = tuple(_whole(child, fate) for child in block.children)
    return Part(fate, block.frame, block.frame, tuple(bits_of_pieces(block.pieces, fate)), children, remark)
