"""A difference as HTML: `<del>` and `<ins>`, notes for what neither can say, words for screen readers.

Classes: diff-ins, diff-del, diff-moved-from, diff-moved-to on blocks, diff-format on words, diff-note on notes.
Everything is escaped here, so the result is safe whatever the bodies hold.
"""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from klaipeda_plan.core.diffing.inline import pieces_html, words_html
from klaipeda_plan.core.diffing.model import (
    ANONYMOUS,
    ID,
    Block,
    BlockChange,
    BodyDifference,
    Change,
    Changed,
    Deleted,
    Equal,
    Frame,
    Inserted,
    MovedAway,
    MovedHere,
    Run,
)
from klaipeda_plan.core.diffing.text import Word
from klaipeda_plan.core.showing import without_empty_headings

# Where a note may stand inside a container; elsewhere it stands for itself.
HOLDERS = {"ul": "<li>{}</li>", "ol": "<li>{}</li>", "table": "", "thead": "", "tbody": "", "tr": ""}


def render_body(difference: BodyDifference, *, spoken: bool = True) -> SafeString:
    """All blocks with their marks; `spoken=False` (paper) leaves the words for screen readers out."""
    return mark_safe(without_empty_headings("".join(_change(change, spoken) for change in difference.blocks)))


def render_runs(runs: Sequence[Run], *, spoken: bool = True) -> SafeString:
    """Words of a title or a block with their marks."""
    return mark_safe(_runs(runs, spoken))


def render_blocks(blocks: Sequence[Block]) -> SafeString:
    """Blocks without marks."""
    return mark_safe(without_empty_headings("".join(_block(block, "", "") for block in blocks)))


def _change(change: BlockChange, spoken: bool) -> str:
    match change:
        case Equal(_, block):
            return _block(block, "", "")
        case Inserted(block):
            return _block(block, "ins", "diff-ins", _spoken(_("inserted:"), spoken))
        case Deleted(block):
            return _block(block, "del", "diff-del", _spoken(_("deleted:"), spoken))
        case MovedAway(block, number):
            return _block(block, "del", "diff-moved-from", _note(_("Moved from here (%d):") % number))
        case MovedHere(Equal(_, block), number):
            return _block(block, "ins", "diff-moved-to", _note(_("Moved here (%d):") % number))
        case MovedHere(Changed() as inner, number):
            return _changed(inner, spoken, "diff-moved-to", _note(_("Moved here (%d):") % number))
        case Changed():
            return _changed(change, spoken)
    raise TypeError(change)


def _changed(change: Changed, spoken: bool, css: str = "", note: str = "") -> str:
    note += _frame_note(change.old, change.new)
    if not change.children:
        return _wrapped(change.new, note + _runs(change.runs, spoken), css)
    inner = [_change(child, spoken) for child in change.children]
    return _wrapped(change.new, _with_note(change.new, note) + "".join(inner), css)


def _block(block: Block, tag: str, css: str, note: str = "") -> str:
    """A block whose leaves all stand in `tag` ("": in none); the note goes before the first words."""
    if block.children:
        return _wrapped(block.frame, _inner(block.children, tag, note), css)
    words = pieces_html(block.pieces)
    return _wrapped(block.frame, note + (f"<{tag}>{words}</{tag}>" if tag and words else words), css)


def _inner(children: Sequence[Block], tag: str, note: str) -> str:
    return "".join(_block(child, tag, "", "" if place else note) for place, child in enumerate(children))


def _with_note(frame: Frame, note: str) -> str:
    """A note inside a container, where its kind of container may hold one."""
    return HOLDERS.get(frame.tag, "{}").format(note) if note else ""


def _frame_note(old: Frame, new: Frame) -> str:
    """Words for a block that became a block of another kind."""
    if old.looks == new.looks or ANONYMOUS in (old.tag, new.tag):
        return ""
    return _note(_("[the kind of the paragraph, list or cell was changed]"))


def _wrapped(frame: Frame, inner: str, css: str) -> str:
    if frame.tag == ANONYMOUS:
        return inner
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in frame.attributes if name != ID)
    marked = f' class="{css}"' if css else ""
    return f"<{frame.tag}{attributes}{marked}>{inner}</{frame.tag}>"


def _runs(runs: Sequence[Run], spoken: bool) -> str:
    parts: list[str] = []
    for run, following in pairwise([*runs, None]):
        assert run is not None  # only the last one, never the first of a pair
        parts.append(_run(run, spoken) + _space_after(run, following))
    return "".join(parts)


def _run(run: Run, spoken: bool) -> str:
    match run.change:
        case Change.DELETED:
            inner = words_html(run.old) + _footnotes(run.old)
            start, end = _spoken(_("deleted:"), spoken), _spoken(_("end of deletion"), spoken)
            return f"<del>{start}{inner}{end}</del>"
        case Change.INSERTED:
            inner = words_html(run.new) + _footnotes(run.new)
            start, end = _spoken(_("inserted:"), spoken), _spoken(_("end of insertion"), spoken)
            return f"<ins>{start}{inner}{end}</ins>"
        case Change.FORMATTED:
            return f'<span class="diff-format">{words_html(run.new)}</span>{_links_note(run, spoken)}'
        case Change.SAME:
            return words_html(run.new)


def _space_after(run: Run, following: Run | None) -> str:
    """The space after a run stands outside its mark; a deletion never sticks to its insertion."""
    if following is None:
        return ""
    space = (run.new or run.old)[-1].space
    if following.change is Change.DELETED and run.old:
        space = space or run.old[-1].space
    if run.change is Change.DELETED and following.change is Change.INSERTED:
        space = space or " "
    return space


def _footnotes(words: Sequence[Word]) -> str:
    """The text of footnotes that came or went: it stands in an attribute and would not be seen."""
    notes = [dict(word.atom.attributes).get("data-note", "") for word in words if word.atom]
    return "".join(" " + _note(_("[footnote: %s]") % escape(note)).rstrip() for note in notes if note)


def _links_note(run: Run, spoken: bool) -> str:
    old, new = _addresses(run.old), _addresses(run.new)
    if old == new:
        return _spoken(_("[other formatting]"), spoken)
    names = [", ".join(escape(address) for address in side) or _("none") for side in (old, new)]
    text = _("[address of the link: %(old)s → %(new)s]") % {"old": names[0], "new": names[1]}
    return " " + _note(text).rstrip()


def _addresses(words: Sequence[Word]) -> list[str]:
    marks = (mark for word in words for piece in word.pieces for mark in piece.marks)
    return list(dict.fromkeys(dict(mark.attributes).get("href", "") for mark in marks if mark.tag == "a"))


def _note(text: str) -> str:
    return f'<small class="diff-note">{text}</small> '


def _spoken(text: str, spoken: bool) -> str:
    return f'<span class="visually-hidden"> {text} </span>' if spoken else ""
