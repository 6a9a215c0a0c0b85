"""The piece of a text that says most of what was asked, with the words marked. Everything else is escaped."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from publicity.search.asking import Question
from publicity.search.words import TOKEN, forms_of

LENGTH = 240  # signs of an extract
BEFORE = 60  # of them before the first marked word
MOST_WORDS = 60_000  # of a text that are looked at
SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class Hit:
    start: int
    end: int
    term: int


def marked(text: str, question: Question) -> SafeString:
    """The whole of a short text."""
    text = unicodedata.normalize("NFC", text)
    return _mark(text, _hits(text, question), 0, len(text))


def extract(text: str, question: Question) -> SafeString | None:
    """None when the text holds none of the words."""
    text = unicodedata.normalize("NFC", text)
    hits = _hits(text, question)
    if not hits:
        return None
    first = hits[_densest(hits)]
    start = 0 if first.start <= BEFORE else _after_space(text, first.start - BEFORE, first.start)
    return _piece(text, hits, start)


def beginning(text: str) -> SafeString:
    return _piece(unicodedata.normalize("NFC", text), [], 0)


def _piece(text: str, hits: list[Hit], start: int) -> SafeString:
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LENGTH // 2)
    # A piece neither begins nor ends with what only stands between two.
    start += len(text[start:end]) - len(text[start:end].lstrip(" ·"))
    end = start + len(text[start:end].rstrip(" ·"))
    piece = _mark(text, [hit for hit in hits if start <= hit.start and hit.end <= end], start, end)
    return mark_safe(f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}")


def _hits(text: str, question: Question) -> list[Hit]:
    """Ends early where a window with every word was found."""
    hits: list[Hit] = []
    for number, word in enumerate(TOKEN.finditer(text)):
        if number > MOST_WORDS:
            break
        forms = forms_of(word.group())
        for place, term in enumerate(question.terms):
            own = term.tokens
            if own.intersection(forms) or (term.begins and forms.fold.startswith(term.begins)):
                hits.append(Hit(word.start(), word.end(), place))
                break
        if hits and word.start() - hits[0].start > LENGTH and len({hit.term for hit in hits}) == len(question.terms):
            break
    return hits


def _densest(hits: list[Hit]) -> int:
    """The hit from which on the window holds most different words, then most words."""
    best, best_start, end = (0, 0), 0, 0
    inside: Counter[int] = Counter()
    for start, first in enumerate(hits):
        while end < len(hits) and hits[end].end - first.start <= LENGTH - BEFORE:
            inside[hits[end].term] += 1
            end += 1
        told = (len(+inside), min(inside.total(), 6))
        if told > best:
            best, best_start = told, start
        inside[first.term] -= 1
    return best_start


def _after_space(text: str, start: int, latest: int) -> int:
    space = SPACE.search(text, start, latest)
    return space.end() if space else start


def _mark(text: str, hits: list[Hit], start: int, end: int) -> SafeString:
    pieces = []
    for hit in hits:
        pieces.append(f"{escape(text[start : hit.start])}<mark>{escape(text[hit.start : hit.end])}</mark>")
        start = hit.end
    return mark_safe("".join(pieces) + escape(text[start:end]))
