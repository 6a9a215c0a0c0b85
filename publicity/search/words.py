"""Words as the search compares them: stems without accents, the same on every database. Pure functions.

A word has three tokens: the Lithuanian stem without accents (`gatvėje` → `gatv`), the stem of the word typed without
accents (`gatveje` → `gatvej`), and the English stem. Both what is searched and what is asked go through here; a token
holds only `0-9a-z`, so that no database can read it in its own way.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

# A number with points is one word: `1.2.3`, `2,5`, `S2.1`.
TOKEN = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+)*")
LONGEST_WORD = 40
LONGEST_TOKENS = 900_000  # signs: a tsvector of PostgreSQL holds a megabyte
BREAK = "."  # between runs of tokens: no phrase goes across
# Said in every text and asked in every question: left out where other words remain.
COMMON = frozenset(
    "ir o bei ar kad su į iš per prie dėl apie kaip yra be ant po nuo iki i is del "
    "the of and in on for to a an at by is are with".split()
)

_lithuanian = snowballstemmer.stemmer("lithuanian")
_english = snowballstemmer.stemmer("english")
_one_at_a_time = threading.Lock()  # a stemmer keeps the word that it works on


class Forms(NamedTuple):
    lithuanian: str
    plain: str
    english: str
    fold: str


@lru_cache(maxsize=100_000)
def forms_of(word: str) -> Forms:
    """Tokens of one word as it is written."""
    lower = word.lower()[:LONGEST_WORD]
    plain = fold(lower)
    if any(sign.isdigit() for sign in plain):
        number = _token(plain.replace(".", "x").replace(",", "x"))
        return Forms(number, number, number, number)
    with _one_at_a_time:
        own, without, english = (
            _lithuanian.stemWord(lower), _lithuanian.stemWord(plain), _english.stemWord(plain),
        )  # fmt: skip
    return Forms(_token(fold(own)), _token(fold(without)), _token(english), _token(plain))


def fold(text: str) -> str:
    """Without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    return TOKEN.findall(unicodedata.normalize("NFC", text))


def tokens_of(lithuanian: Iterable[str], english: Iterable[str] = (), *, typed: bool = False) -> str:
    """The tokens of texts, in runs for phrases; `typed` adds the words themselves, for beginnings of words."""
    runs: list[list[str]] = []
    for text in lithuanian:
        forms = [forms_of(word) for word in words_of(text)]
        own, plain = [one.lithuanian for one in forms], [one.plain for one in forms]
        runs += [own] if own == plain else [own, plain]
        runs += [[one.fold for one in forms]] if typed else []
    for text in english:
        forms = [forms_of(word) for word in words_of(text)]
        runs.append([one.english for one in forms])
        runs += [[one.fold for one in forms]] if typed else []
    line = f" {BREAK} ".join(" ".join(run) for run in runs if run)
    if len(line) > LONGEST_TOKENS:
        line = line[:LONGEST_TOKENS].rpartition(" ")[0]
    return f" {line} " if line else ""


def _token(text: str) -> str:
    """Other scripts by their bytes: beginnings stay beginnings."""
    return text if text.isascii() else "x" + text.encode().hex()
