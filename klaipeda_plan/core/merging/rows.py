"""Three rows of blocks into one.

The base's blocks keep their order; what a side moved or inserted stands behind the block of the base that it
follows on that side. What stands there from both is kept, theirs first, equal ones once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from klaipeda_plan.core.diffing.aligning import align
from klaipeda_plan.core.diffing.matching import match
from klaipeda_plan.core.diffing.model import ANONYMOUS, ID, Block, Frame
from klaipeda_plan.core.diffing.moves import can_move, pair_moved
from klaipeda_plan.core.diffing.text import joined
from klaipeda_plan.core.merging.losses import Guarded, removes
from klaipeda_plan.core.merging.model import Conflict, Held, Node, Pieced, Settled, side_of
from klaipeda_plan.core.merging.pieces import divided
from klaipeda_plan.core.merging.words import Span, has_overlap, merge_words, words_of

UNDIVIDED = frozenset({"tr", "figure"})  # decided as a whole: a cell alone says nothing, and two would break the row
START = -1

Item = int | Block  # a moved block of the base by its place, or an inserted one


@dataclass
class _Side:
    """What one side made of a row: its form of the blocks it kept, those it moved, and what follows what."""

    kept: dict[int, Block] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    runs: dict[int, list[Item]] = field(default_factory=dict)


def merge_rows(
    base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block], home: str, guarded: Guarded = frozenset()
) -> tuple[Node, ...]:
    """Rows of `home`. A deletion of a guarded word by one side alone is a conflict, too: see `losses`."""
    ours, stored = _side(base, mine), _side(base, theirs)
    nodes: list[Node] = []
    for place in range(START, len(base)):
        if place != START and place not in ours.moved | stored.moved:
            nodes += _node(base, ours, stored, place, home, guarded)
        for item in _joined(ours, stored, place):
            if isinstance(item, Block):
                nodes.append(Settled(item))
            else:
                nodes += _node(base, ours, stored, item, home, guarded)
    return tuple(nodes)


def _side(base: Sequence[Block], side: Sequence[Block]) -> _Side:
    pairs = align(base, side)
    found = _Side({i: side[j] for i, j in pairs})
    standing = {j: i for i, j in pairs}
    places = {id(block): i for i, block in enumerate(base)}
    gone = [block for i, block in enumerate(base) if i not in found.kept and can_move(block)]
    new = [block for j, block in enumerate(side) if j not in standing and can_move(block)]
    moves = pair_moved(gone, new)
    after = START
    for j, block in enumerate(side):
        if j in standing:
            after = standing[j]
            continue
        item: Item = block
        if id(block) in moves.here:
            item = places[id(moves.here[id(block)][1])]
            found.kept[item] = block
            found.moved.add(item)
        found.runs.setdefault(after, []).append(item)
    return found


def _joined(ours: _Side, stored: _Side, place: int) -> Iterable[Item]:
    """What stands behind `place` from both. A block that both moved stands where they put it."""
    theirs = stored.runs.get(place, [])
    mine = [item for item in ours.runs.get(place, []) if item not in stored.moved or item in theirs]
    low = left = 0
    for i, j in [*match(_keys(theirs), _keys(mine)), (len(theirs), len(mine))]:
        yield from theirs[low:i]
        yield from mine[left:j]
        yield from theirs[i : i + 1]
        low, left = i + 1, j + 1


def _keys(items: Sequence[Item]) -> list[object]:
    return [("moved", item) if isinstance(item, int) else item.key for item in items]


def _node(base: Sequence[Block], ours: _Side, stored: _Side, place: int, home: str, guarded: Guarded) -> Iterable[Node]:
    """A block of the base as it is now: nothing where it was deleted."""
    block, mine, theirs = base[place], ours.kept.get(place), stored.kept.get(place)
    if mine is not None and theirs is not None:
        yield _merge_block(block, mine, theirs, home, guarded)
        return
    left = mine or theirs
    moved = place in ours.moved | stored.moved
    if left is not None and (moved or left.key != block.key or removes((block,), (), guarded)):
        sides = [(one,) if one is not None else () for one in (mine, theirs)]
        yield Conflict((block,), sides[0], sides[1], (left,), home)


def _merge_block(base: Block, mine: Block, theirs: Block, home: str, guarded: Guarded) -> Node:
    whole = _settled(base, mine, theirs, guarded)
    if whole is not None:
        return Settled(whole)
    looks = _looks(base.frame, mine.frame, theirs.frame)
    if looks is None or _columns_differ(base, mine, theirs):
        return Conflict((base,), (mine,), (theirs,), (theirs, mine), home)
    frame = _frame(looks, base.frame.id or theirs.frame.id or mine.frame.id)
    if base.children or mine.children or theirs.children:
        return _merge_container(frame, base, mine, theirs, home, guarded)
    spans = merge_words(base.words, mine.words, theirs.words, guarded)
    if not has_overlap(spans):
        return Settled(_leaf(frame, spans, "mine"))
    return _leaf_conflict(frame, spans, home)


def _leaf_conflict(frame: Frame, spans: Sequence[Span], home: str) -> Node:
    """Each place where both changed the same words is decided by itself."""
    parts = tuple(_conflict(partial(_leaf, frame, part), home) for part in divided(spans))
    return parts[0] if len(parts) == 1 else Pieced(Block(frame), parts)


def _merge_container(frame: Frame, base: Block, mine: Block, theirs: Block, home: str, guarded: Guarded) -> Node:
    nodes = merge_rows(_inside(base), _inside(mine), _inside(theirs), frame.tag, guarded)
    if all(isinstance(node, Settled) for node in nodes):
        return Settled(Block(frame, children=side_of(nodes, "mine")))
    if frame.tag not in UNDIVIDED:
        return Held(frame, nodes)
    return _conflict(lambda side: Block(frame, children=side_of(nodes, side)), home)


def _conflict(form: Callable[[str], Block], home: str) -> Conflict:
    """A conflict about one block; `form` gives it as each side has it."""
    return Conflict((form("base"),), (form("mine"),), (form("theirs"),), (form("both"),), home)


def _settled(base: Block, mine: Block, theirs: Block, guarded: Guarded) -> Block | None:
    """The block where at most one side changed it, or both alike."""
    if mine.key == base.key or mine.key == theirs.key:
        changed = theirs
    elif theirs.key == base.key:
        changed = mine
    else:
        return None
    if mine.key != theirs.key and removes((base,), (changed,), guarded):
        return None
    if not base.frame.id or changed.frame.id == base.frame.id:
        return changed
    return Block(_frame(changed.frame.looks, base.frame.id), changed.pieces, changed.children)


def _looks(base: Frame, mine: Frame, theirs: Frame) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Tag and attributes of whoever changed them; None where both did."""
    if mine.looks in (base.looks, theirs.looks):
        return theirs.looks
    return mine.looks if theirs.looks == base.looks else None


def _frame(looks: tuple[str, tuple[tuple[str, str], ...]], block_id: str) -> Frame:
    tag, attributes = looks
    return Frame(tag, ((ID, block_id), *attributes) if block_id and tag != ANONYMOUS else attributes)


def _leaf(frame: Frame, spans: Sequence[Span], side: str) -> Block:
    return Block(frame, tuple(joined(words_of(spans, side))))


def _inside(block: Block) -> tuple[Block, ...]:
    return block.children or ((Block(Frame(ANONYMOUS), block.pieces),) if block.pieces else ())


def _columns_differ(base: Block, mine: Block, theirs: Block) -> bool:
    """A side changed the columns of a table, and the other its columns or rows: cells would not meet."""
    if base.frame.tag != "table":
        return False
    old, ours, stored = (_row_lengths(block) for block in (base, mine, theirs))
    reshaped = [set(lengths) != set(old) for lengths in (ours, stored)]
    return all(reshaped) or (any(reshaped) and len({len(old), len(ours), len(stored)}) > 1)


def _row_lengths(block: Block) -> list[int]:
    if block.frame.tag == "tr":
        return [len(block.children)]
    return [length for child in block.children for length in _row_lengths(child)]
