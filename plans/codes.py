"""Codes of elements, computed from their places: `I`, `H`, `1.1`, `1.1.1.1`, `S1.2`, `S2.1-PR1`, `V`, `A1`."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from plans.hierarchy import ANALYSIS, Kind

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# Letters of the analysis: Lithuanian words, as in the document.
LETTERS: dict[str, str] = {
    Kind.AREA_VISION: "VI", Kind.STRENGTH: "ST", Kind.WEAKNESS: "SI", Kind.OPPORTUNITY: "GA",
    Kind.THREAT: "GR", Kind.PROBLEM: "PR",
}  # fmt: skip


class Place(NamedTuple):
    """An element as far as its code goes."""

    key: Hashable
    parent: Hashable | None
    kind: str
    is_horizontal: bool = False


def roman(number: int) -> str:
    """1–39 in Roman numerals."""
    text = ""
    for value, letters in ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def codes_of(places: Iterable[Place]) -> dict[Hashable, str]:
    """{key: code} of elements in the order of the document (a parent before its children)."""
    stems: dict[Hashable | None, str] = {None: ""}  # what the children's codes begin with
    counts: Counter[tuple[Hashable | None, str]] = Counter()
    codes: dict[Hashable, str] = {}
    for place in places:
        if not place.is_horizontal:
            counts[place.parent, place.kind] += 1
        number = counts[place.parent, place.kind]
        codes[place.key], stems[place.key] = _code(place, stems.get(place.parent, ""), number)
    return codes


def sort_key(code: str) -> tuple[tuple[int, str], ...]:
    """Sorts codes as people do: 1.2 before 1.10."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.split(r"[.\-]", code))


def _code(place: Place, stem: str, number: int) -> tuple[str, str]:
    """The element's own code, and the beginning of its children's."""
    if place.kind == Kind.SECTION:
        code = f"{stem}.{number}" if stem else f"S{number}"
        return code, code
    if place.kind in ANALYSIS:
        return f"{stem}-{LETTERS[place.kind]}{number}", ""
    if place.kind == Kind.VISION:
        return "V", ""
    if place.kind == Kind.ASPECT:
        return f"A{number}", ""
    if place.kind == Kind.PRIORITY:
        return ("H", "H") if place.is_horizontal else (roman(number), str(number))
    code = f"{stem}.{number}"
    return code, code
