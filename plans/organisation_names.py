"""Names of organisations as people write them: which spellings are one, and which may be. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

LONGEST_KEY = 200
QUOTES = re.compile(r"[\"'„“”«»‚‘’]")
DASHES = re.compile(r"[‐‑‒–—]")
BETWEEN_NAMES = re.compile(r"[;,\n]")
WORD = re.compile(r"\w+")
DIGITS = re.compile(r"\d+")
# What an abbreviation stands for, and the words that tell no two bodies of the city apart.
FULL = {"m": "miesto", "r": "rajono", "sav": "savivaldybės", "adm": "administracija", "dep": "departamentas",
        "sk": "skyrius", "univ": "universitetas"}  # fmt: skip
LEGAL_FORMS = ("uždaroji akcinė bendrovė", "viešoji įstaiga", "biudžetinė įstaiga", "akcinė bendrovė")
NEEDLESS = frozenset(
    {"všį", "vši", "vsi", "vį", "bį", "sį", "uab", "ab", "mb", "ii", "klaipėdos", "miesto", "lietuvos"}
)
LIKENESS = 0.8
ALPHABET = str.maketrans({"ą": "a", "ę": "e", "ė": "e", "į": "i", "y": "i", "ų": "u", "ū": "u",
                          "č": "c~", "š": "s~", "ž": "z~"})  # fmt: skip


def key_of(name: str) -> str:
    """Equal for two spellings that differ in case, quotation marks, dashes or spaces alone."""
    return " ".join(DASHES.sub("-", QUOTES.sub("", name)).casefold().split())[:LONGEST_KEY].rstrip()


def names_in(text: str) -> Iterator[str]:
    """The names of a list that a person wrote; a comma inside quotation marks or brackets belongs to its name."""
    depth, name, begun = 0, "", 0
    for place, sign in enumerate(text):
        depth = max(0, depth + (sign in "(„«") - (sign in ")“»"))
        if depth == 0 and BETWEEN_NAMES.fullmatch(sign):
            yield from filter(None, [name.strip()])
            name, begun = "", place + 1
        else:
            name += sign
    # Where a mark was opened and never closed, commas part the names after all.
    rest = BETWEEN_NAMES.split(text[begun:]) if depth else [name]
    yield from filter(None, (one.strip() for one in rest))


def bare_words(name: str) -> tuple[str, ...]:
    """The words that tell a body apart: abbreviations in full, without its legal form and the city's name."""
    whole = text = key_of(name)
    for form in LEGAL_FORMS:
        text = text.replace(form, " ")
    # “savivaldybės viešoji įstaiga” is a name, not a form before one.
    words = [FULL.get(word, word) for word in WORD.findall(text if len(text.split()) > 1 else whole)]
    return tuple(word for word in words if word not in NEEDLESS) or tuple(words)


def are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of bare words may be one name: word by word the same or nearly so; numbers must agree."""
    return len(one) == len(other) and all(map(_words_alike, one, other))


def alike_pairs(names: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Pairs of keys whose names may mean one body; grows with the number of names, not with its square."""
    by_signs: dict[tuple[str, ...], list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    short: dict[str, list[int]] = defaultdict(list)
    for key, name in names:
        words = bare_words(name)
        by_signs[tuple(word[0] for word in words)].append((key, words))
        if name.isupper() and name.isalpha() and 2 <= len(name) <= 7:
            short[name.casefold()].append(key)
        elif len(all_words := WORD.findall(key_of(name))) > 1:
            short["".join(word[0] for word in all_words)].append(-key)
    pairs = {
        (min(one, other), max(one, other))
        for row in by_signs.values()
        for place, (one, words) in enumerate(row)
        for other, others in row[place + 1 :]
        if one != other and are_alike(words, others)
    }
    for keys in short.values():
        capitals, whole = [key for key in keys if key > 0], [-key for key in keys if key < 0]
        pairs |= {(min(one, other), max(one, other)) for one in capitals for other in whole if one != other}
    return sorted(pairs)


def _words_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or DIGITS.findall(one) != DIGITS.findall(other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= LIKENESS and matcher.ratio() >= LIKENESS


def in_alphabet(name: str) -> tuple[str, str]:
    """Key that puts names in the order of the Lithuanian alphabet: ą with a, y with i, č after c."""
    return key_of(name).translate(ALPHABET), name
