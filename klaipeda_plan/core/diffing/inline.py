"""Pieces of text as HTML: each mark opened once for all neighbours that share it."""

from collections.abc import Iterable, Sequence

from django.utils.html import escape

from klaipeda_plan.core.diffing.text import Mark, Piece, Word, common, joined

VOID = frozenset({"img", "br"})


def words_html(words: Sequence[Word]) -> str:
    """The words with the spaces between them; the one after the last is left out."""
    return pieces_html(joined(words))


def pieces_html(pieces: Iterable[Piece]) -> str:
    parts: list[str] = []
    standing: tuple[Mark, ...] = ()
    for text, marks, atom in pieces:
        shared = common(standing, marks)
        parts += [f"</{mark.tag}>" for mark in reversed(standing[shared:])]
        parts += [_opening(mark) for mark in marks[shared:]]
        parts.append(_atom(atom, text) if atom else escape(text))
        standing = marks
    parts += [f"</{mark.tag}>" for mark in reversed(standing)]
    return "".join(parts)


def _atom(atom: Mark, text: str) -> str:
    return _opening(atom) if atom.tag in VOID else f"{_opening(atom)}{escape(text)}</{atom.tag}>"


def _opening(mark: Mark) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in mark.attributes)
    safe = ' rel="noopener noreferrer nofollow"' if mark.tag == "a" else ""
    return f"<{mark.tag}{attributes}{safe}>"
