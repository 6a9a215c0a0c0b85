"""Word forms for the copy's own search: stems are made here, and the script stems what is asked by the same tables.

A word is kept under two stems: of the word as it is written, and of the word without accents, for readers who type
so; both without accents. The tables of endings are the stemmer's own and travel with the index, so that the script
is one small function and the two cannot drift apart (a test in a browser compares them word by word).
"""

import re
import unicodedata
from functools import cache
from typing import Any

from snowballstemmer.lithuanian_stemmer import LithuanianStemmer

WORD = re.compile(r"[^\W_]+")
VOWELS = "aeiouyąėęįūų"


def words_of(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def fold(text: str) -> str:
    """Without accents: `ąžuolų` → `azuolu`."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


@cache
def stems_of(word: str) -> tuple[str, ...]:
    """One or two; `word` in small letters."""
    stemmer = LithuanianStemmer()
    return tuple(sorted({fold(stemmer.stemWord(word)), fold(stemmer.stemWord(fold(word)))}))


def tables() -> dict[str, Any]:
    """What the script needs to stem as Python does."""
    stemmer = LithuanianStemmer
    return {
        "vowels": VOWELS,
        "first": _endings(stemmer.a_0),
        "second": _endings(stemmer.a_1),
        "conflicts": {one.s: stemmer.as_2[one.result - 1] for one in stemmer.a_2},
        "softened": {one.s: stemmer.as_3[one.result - 1] for one in stemmer.a_3},
    }


def _endings(among: Any) -> list[str]:
    return sorted(one.s for one in among)
