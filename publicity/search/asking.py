"""What somebody typed, as a question to the index. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from publicity.search.words import COMMON, TOKEN, Forms, fold, forms_of

MOST_SIGNS = 200
MOST_WORDS = 12
QUOTES = str.maketrans(dict.fromkeys("„“”«»‟", '"'))
PHRASE = re.compile(r'"([^"]*)"')
CODE = re.compile(r"[0-9A-Z][0-9A-Z.\-]{0,39}")


@dataclass(frozen=True)
class Term:
    """One word: whatever holds one of the tokens has it, or a token that begins with `begins`, if that is said."""

    word: str
    tokens: frozenset[str]
    begins: str = ""

    @property
    def is_plain(self) -> bool:
        """Typed without accents: it may stand for a word that has some."""
        return self.word == fold(self.word)


@dataclass(frozen=True)
class Question:
    """`terms` must all be there; each of `phrases` word by word, in one of its runs of tokens. `codes` are what may
    be the code of an element. `is_cut` says that more was typed than is asked."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    codes: frozenset[str] = frozenset()
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)


def read_question(typed: str, *, last_begins: bool = False) -> Question:
    """Any text gives a question, if only an empty one. With `last_begins` the last word may be unfinished."""
    text = " ".join("".join(" " if _unwritten(sign) else sign for sign in typed[: MOST_SIGNS + 1]).split())
    text = unicodedata.normalize("NFC", text)
    is_cut = len(typed) > MOST_SIGNS
    text = text[:MOST_SIGNS]
    plain = text.translate(QUOTES)
    phrases = [found for quoted in PHRASE.findall(plain) if len(found := TOKEN.findall(quoted)) > 1]
    words = list(dict.fromkeys(TOKEN.findall(plain)))
    telling = [word for word in words if word.lower() not in COMMON or last_begins] or words
    is_cut = is_cut or len(telling) > MOST_WORDS
    telling = telling[:MOST_WORDS]
    terms = [Term(word.lower(), tokens_of_word(word)) for word in telling]
    if last_begins and terms and not text.endswith('"'):
        last = terms[-1]
        terms[-1] = Term(last.word, last.tokens, begins=forms_of(last.word).fold if len(last.word) > 1 else "")
    return Question(text, tuple(terms), tuple(_runs(one) for one in phrases), _codes(plain), is_cut)


def tokens_of_word(word: str) -> frozenset[str]:
    forms = forms_of(word)
    return frozenset((forms.lithuanian, forms.plain, forms.english))


def _runs(words: list[str]) -> tuple[str, ...]:
    forms: list[Forms] = [forms_of(word) for word in words[:MOST_WORDS]]
    runs = (
        [one.lithuanian for one in forms], [one.plain for one in forms], [one.english for one in forms],
    )  # fmt: skip
    return tuple(dict.fromkeys(f" {' '.join(run)} " for run in runs))


def _codes(text: str) -> frozenset[str]:
    """`1.2.3`, `S2.1-PR1`; a lone `I` or `H`."""
    pieces = [piece.strip(".,;:").upper() for piece in text.replace('"', " ").split()]
    found = [piece for piece in pieces if CODE.fullmatch(piece)]
    return frozenset(piece for piece in found if len(pieces) == 1 or any(sign.isdigit() for sign in piece))


def _unwritten(sign: str) -> bool:
    """Signs of control, and halves of characters that no database takes."""
    return unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn")
