"""Finding our sheets and columns in a file: by the hidden keys, by the headings, by what others call them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import translation

from indicators.sheets.layout import BY_SLUG, SHEETS, YEAR_KEY, Column, Sheet
from indicators.sheets.raw import RawRow, RawSheet
from indicators.sheets.xlsx import ABOUT, KEY_SIGN

HEAD_ROWS = 15  # headings stand among the first rows with something in them
NEAR = 0.8  # how alike two headings are that mean the same
WORDS = re.compile(r"[\W_]+")
KEY = re.compile(rf"{KEY_SIGN}([a-z]+)\.([a-z_:0-9]+)")
YEAR = re.compile(r"(?:lėšos |suma |)((?:19|20)\d\d)(?: m| metai| metais|)(?: eur| €|)")
SYNONYMS = Path(__file__).with_name("synonyms.yaml")


@dataclass
class Match:
    """Which of our sheets a sheet of the file is (none: it is left out), where its headings stand and which column
    is which, {column from 0: key}. `is_sure`: nobody needs to look at it."""

    name: str
    slug: str = ""
    heading_row: int = 0
    columns: dict[int, str] = field(default_factory=dict)
    is_sure: bool = False

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "columns": {str(index): key for index, key in self.columns.items()}}

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> "Match":
        return cls(**{**data, "columns": {int(index): key for index, key in data["columns"].items()}})


def match_sheets(sheets: list[RawSheet]) -> list[Match]:
    """The best guess for every sheet; each of our sheets is meant once."""
    matches = [match_sheet(sheet) for sheet in sheets]
    taken: set[str] = set()
    for match in sorted(matches, key=lambda one: (not one.is_sure, -len(one.columns))):
        if match.slug in taken:
            match.slug, match.columns, match.is_sure = "", {}, False
        taken.add(match.slug or match.name)
    return matches


def match_sheet(sheet: RawSheet) -> Match:
    if settled(sheet.name) in _names_of_about():
        return Match(sheet.name, is_sure=True)
    by_keys = _by_keys(sheet)
    if by_keys:
        return by_keys
    named = _named(sheet)
    guesses = [_by_headings(sheet, BY_SLUG[slug]) for slug in ([named] if named else BY_SLUG)]
    best = max(guesses, key=_weight)
    if not named:  # goals, tasks and sections have the same columns: somebody must say which they are
        best.is_sure = False
        if not _is_enough(best):
            return Match(sheet.name, heading_row=sheet.rows[0].number)
    return best


def guess_columns(sheet: RawSheet, slug: str, heading_row: int) -> dict[int, str]:
    """Which column is which, when somebody has said what the sheet is and where its headings stand."""
    row = next((one for one in sheet.rows if one.number == heading_row), None)
    return _columns(row, BY_SLUG[slug])[0] if row else {}


def lacking(match: Match) -> list[str]:
    """Headings without which nothing can be made of the sheet."""
    mapped = set(match.columns.values())
    sheet = BY_SLUG[match.slug]
    groups: tuple[tuple[str, ...], ...] = {
        "lesos": (("uid", "code"), ("source",)),
        "rodikliai": (("uid", "title"), ("uid", "element_uid", "element")),
        "reiksmes": (("uid", "title"), ("kind",), ("period",), ("value", "status")),
        "etapai": (("code",),),
        "rysiai": (("uid", "code"), ("kind",), ("target_uid", "target")),
    }.get(match.slug, (("uid", "title"),))
    return [sheet.column(keys[-1]).title for keys in groups if mapped.isdisjoint(keys)]


def settled(text: str) -> str:
    """A heading without case, punctuation and remarks in brackets."""
    return WORDS.sub(" ", re.sub(r"\([^)]*\)", " ", text.casefold())).strip()


def _by_keys(sheet: RawSheet) -> Match | None:
    """Our own files say in a hidden row which column is which, whatever sheet and headings are called now."""
    for number, row in enumerate(sheet.rows[:HEAD_ROWS]):
        found = {index: KEY.fullmatch(str(cell.value)) for index, cell in row.cells.items()}
        keys = {index: match[2] for index, match in found.items() if match and _has(match[1], match[2])}
        slugs = {match[1] for match in found.values() if match}
        if len(keys) > 1 and len(slugs) == 1:
            heading = sheet.rows[number + 1].number if number + 1 < len(sheet.rows) else row.number
            return Match(sheet.name, slugs.pop(), heading, keys, is_sure=True)
    return None


def _by_headings(sheet: RawSheet, ours: Sheet) -> Match:
    best = Match(sheet.name, ours.slug, sheet.rows[0].number)
    for row in sheet.rows[:HEAD_ROWS]:
        columns, is_sure = _columns(row, ours)
        if len(columns) > len(best.columns):
            best = Match(sheet.name, ours.slug, row.number, columns, is_sure)
    return best


def _weight(match: Match) -> int:
    """How much speaks for it: what only this sheet has counts more than what all have."""
    common = {"uid", "code", "title", "body", "parent_uid", "parent", "group", "state"}
    return sum(1 if key in common or key.startswith(YEAR_KEY) else 3 for key in match.columns.values()) + 3 * sum(
        key.startswith(YEAR_KEY) for key in list(match.columns.values())[:1]
    )


def _is_enough(match: Match) -> bool:
    required = {one.key for one in BY_SLUG[match.slug].columns if one.required}
    return required <= set(match.columns.values())


def _columns(row: RawRow, ours: Sheet) -> tuple[dict[int, str], bool]:
    """{column: key} and whether every heading of the row is exactly one of ours."""
    headings = {index: settled(str(cell.value)) for index, cell in row.cells.items()}
    found: dict[int, str] = {}
    exact = {name: one.key for one in ours.columns for name in _exact_names(one)}
    for index, heading in headings.items():
        key = exact.get(heading) or _year_key(heading, ours)
        if key and key not in found.values():
            found[index] = key
    is_sure = len(found) == len(headings)
    for index, heading in headings.items():
        if index not in found and (key := _near(heading, ours, set(found.values()))):
            found[index] = key
    return dict(sorted(found.items())), is_sure


def _near(heading: str, ours: Sheet, taken: set[str]) -> str:
    """The free column whose name, or one of whose other names, is most like the heading."""
    likeness = [
        (SequenceMatcher(None, heading, name).ratio(), one.key)
        for one in ours.columns
        if one.key not in taken and not one.read_only
        for name in (*_exact_names(one), *_other_names(one))
    ]
    best = max(likeness, default=(0.0, ""))
    return best[1] if best[0] >= NEAR else ""


def _year_key(heading: str, ours: Sheet) -> str:
    match = YEAR.fullmatch(heading) if ours.has_years else None
    return f"{YEAR_KEY}{match[1]}" if match else ""


def _has(slug: str, key: str) -> bool:
    sheet = BY_SLUG.get(slug)
    if sheet is None:
        return False
    if key.startswith(YEAR_KEY):
        return sheet.has_years and key.removeprefix(YEAR_KEY).isdigit()
    return any(one.key == key for one in sheet.columns)


def _exact_names(column: Column) -> set[str]:
    with translation.override("en"):
        english = str(column.heading)
    return {settled(column.title), settled(english)}


def _other_names(column: Column) -> list[str]:
    return [settled(name) for name in _synonyms()["columns"].get(column.key, ())]


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _sheet_names() -> dict[str, set[str]]:
    """{slug: names}, the slug itself too: a CSV of ours is called so."""
    names = _synonyms()["sheets"]
    return {one.slug: {one.slug, settled(one.title), *map(settled, names.get(one.slug, ()))} for one in SHEETS}


def _named(sheet: RawSheet) -> str:
    """The sheet of ours that the name of the sheet, or of the CSV, begins with."""
    name = settled(sheet.name) + " "
    known = [(len(one), slug) for slug, names in _sheet_names().items() for one in names if name.startswith(f"{one} ")]
    return max(known, default=(0, ""))[1]


def _names_of_about() -> set[str]:
    names = {"instrukcija"}
    for language in ("lt", "en"):
        with translation.override(language):
            names.add(settled(str(ABOUT)))
    return names
