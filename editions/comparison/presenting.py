"""A comparison as a page shows it: what the reader asked to see of it, the choices, the counts in words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from editions.comparison.model import SHARED, Comparison, Entry, Line, Sort
from editions.comparison.parts import Page, Part, page_holding, page_of, parts_of
from editions.comparison.summary import Summary, chosen, summarize
from editions.models import Edition
from plans.hierarchy import Kind

LABELS = {
    Sort.ADDED: pgettext_lazy("comparison", "added"), Sort.REMOVED: pgettext_lazy("comparison", "removed"),
    Sort.MOVED: gettext_lazy("moved"),
    Sort.REWORDED: gettext_lazy("text changed"), Sort.MONEY: gettext_lazy("money changed"),
    Sort.YEARS: gettext_lazy("years changed"), Sort.BODIES: gettext_lazy("bodies changed"),
    Sort.STAGE: gettext_lazy("stage changed"), Sort.RESULT: gettext_lazy("expected result changed"),
    Sort.RESOURCES: gettext_lazy("resources changed"), Sort.INDICATORS: gettext_lazy("indicators changed"),
    Sort.TARGETS: gettext_lazy("values of indicators changed"), Sort.LINKS: gettext_lazy("links changed"),
    Sort.OWNER: gettext_lazy("group or kind changed"), Sort.RENUMBERED: gettext_lazy("only renumbered"),
}  # fmt: skip
# Words of the address (Lithuanian, as all of them) and of the forms.
SORT_PARAMETER, AREA_PARAMETER, PART_PARAMETER, VIEW_PARAMETER = "pokytis", "sritis", "dalis", "rodyti"
PAGE_PARAMETER, ELEMENT_PARAMETER = "puslapis", "elementas"
BASIS_PARAMETER = "su"
PARAMETERS = (SORT_PARAMETER, AREA_PARAMETER, PART_PARAMETER, VIEW_PARAMETER, PAGE_PARAMETER, ELEMENT_PARAMETER)
SHARED_WORD = "bendra"
SORT_WORDS = {
    Sort.ADDED: "irasyta", Sort.REMOVED: "isbraukta", Sort.MOVED: "perkelta", Sort.REWORDED: "tekstas",
    Sort.MONEY: "lesos", Sort.YEARS: "metai", Sort.BODIES: "vykdytojai", Sort.STAGE: "etapas",
    Sort.RESULT: "rezultatas", Sort.RESOURCES: "istekliai", Sort.INDICATORS: "rodikliai", Sort.TARGETS: "reiksmes",
    Sort.LINKS: "sasajos", Sort.OWNER: "priklausymas",
}  # fmt: skip
PLAIN_NUMBER = re.compile(r"[1-9][0-9]{0,4}")  # one spelling of each: every spelling is a page that is kept
FEW_CODES = 30  # so many renumbered elements stand under the changes; more have pages of their own


class View(StrEnum):
    """What of the comparison stands on the page."""

    CHANGES = "pakeitimai"
    WHOLE = "visas"
    CODES = "kodai"  # what was only renumbered


@dataclass(frozen=True)
class Choice:
    """One of a list of choices, with how many entries it has."""

    word: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for: changes of one sort, of one area, of one part (None: all), or another view. The
    page is the one of this number, or the one on which an element (its short uid) stands."""

    sort: Sort | None = None
    area: str | None = None
    part: str | None = None
    view: View = View.CHANGES
    page: int = 1
    element: str = ""

    @property
    def whole(self) -> bool:
        return self.view == View.WHOLE

    @property
    def is_narrowed(self) -> bool:
        return self.sort is not None or self.area is not None or self.part is not None


@dataclass(frozen=True)
class Shown:
    """A comparison as far as it was asked for. Counts are of the whole comparison, whatever is shown of it."""

    comparison: Comparison
    wanted: Wanted

    @cached_property
    def summary(self) -> Summary:
        return summarize(self.comparison, source_names(self.comparison))

    @cached_property
    def levels(self) -> list[tuple[str, Any]]:
        """(name of the level, its counts)."""
        return [(str(Kind(level.kind).label), level) for level in self.summary.levels]

    @cached_property
    def sorts(self) -> list[Choice]:
        counts = self.summary.sorts
        given = [sort for sort in SORT_WORDS if counts[sort]]
        return [Choice(SORT_WORDS[s], str(LABELS[s]), counts[s], s == self.wanted.sort) for s in given]

    @cached_property
    def areas(self) -> list[Choice]:
        names, counts = area_names(self.comparison), self.summary.areas
        given = [slug for slug in names if counts[slug]]
        return [Choice(slug or SHARED_WORD, names[slug], counts[slug], slug == self.wanted.area) for slug in given]

    @cached_property
    def parts(self) -> list[Choice]:
        """Parts of the document in which something differs."""
        given = [part for part in self._parts if part.changes]
        return [Choice(part.word, part.name, len(part.changes), part.word == self.wanted.part) for part in given]

    @cached_property
    def entries(self) -> list[Entry]:
        return chosen(self.comparison.changes, self.wanted.sort, self.wanted.area)

    @cached_property
    def lines(self) -> list[Line]:
        """All that was asked for, in the order of the document: the whole text, or the wanted changes alone."""
        part = next((part for part in self._parts if part.word == self.wanted.part), None)
        lines = part.lines if part else self.comparison.lines
        if self.wanted.view == View.CODES:
            return [line for line in lines if line.entry and line.entry.is_folded]
        if self.wanted.whole and self.wanted.sort is None and self.wanted.area is None:
            return list(lines)
        uids = {entry.uid for entry in self.entries}
        return [line for line in lines if line.node.uid in uids]

    @cached_property
    def page(self) -> Page:
        held = page_of(self.lines, self.wanted.page)
        assert held is not None  # `show` has looked
        return held

    @cached_property
    def groups(self) -> list[tuple[Part, list[Line]]]:
        """The lines of the page under the parts to which they belong."""
        part_of = {line.node.uid: part for part in self._parts for line in part.lines}
        groups: list[tuple[Part, list[Line]]] = []
        for line in self.page.lines:
            part = part_of[line.node.uid]
            if not groups or groups[-1][0] is not part:
                groups.append((part, []))
            groups[-1][1].append(line)
        return groups

    @property
    def has_few_codes(self) -> bool:
        return len(self.comparison.renumbered) <= FEW_CODES

    @cached_property
    def pages(self) -> list[tuple[int, str]]:
        """Number and query of each page of what was asked for."""
        return [(number, self._query(puslapis=str(number))) for number in range(1, self.page.total + 1)]

    @property
    def codes_query(self) -> str:
        return "?" + urlencode({VIEW_PARAMETER: View.CODES.value})

    def _query(self, **more: str) -> str:
        """What was asked for, as an address says it. Nothing else of the reader's address: pages are kept."""
        wanted = self.wanted
        given = {
            SORT_PARAMETER: SORT_WORDS[wanted.sort] if wanted.sort else "",
            AREA_PARAMETER: "" if wanted.area is None else wanted.area or SHARED_WORD,
            PART_PARAMETER: wanted.part or "",
            VIEW_PARAMETER: "" if wanted.view == View.CHANGES else wanted.view.value, **more,
        }  # fmt: skip
        return "?" + urlencode({name: word for name, word in given.items() if word})

    @cached_property
    def _parts(self) -> list[Part]:
        return list(parts_of(self.comparison))


def show(query: Mapping[str, str], comparison: Comparison) -> Shown | None:
    """What the address asks for; None for words that are none of the choices, and for a page that is not there."""
    wanted = _read_choices(query, comparison)
    if wanted is None:
        return None
    lines = Shown(comparison, wanted).lines
    number: int | None = 1
    if wanted.element:
        number = page_holding(lines, wanted.element) or (1 if _is_known(wanted.element, comparison) else None)
    elif given := query.get(PAGE_PARAMETER, ""):
        number = int(given) if PLAIN_NUMBER.fullmatch(given) else None
    if number is None or page_of(lines, number) is None:
        return None
    return Shown(comparison, replace(wanted, page=number))


def _is_known(short_uid: str, comparison: Comparison) -> bool:
    return any(line.node.short_uid == short_uid for line in comparison.lines)


def _read_choices(query: Mapping[str, str], comparison: Comparison) -> Wanted | None:
    sorts = {"": None} | {word: sort for sort, word in SORT_WORDS.items()}
    areas = {"": None} | {slug or SHARED_WORD: slug for slug in area_names(comparison)}
    parts = {"": None} | {part.word: part.word for part in parts_of(comparison)}
    views = {"": View.CHANGES} | {view.value: view for view in View}
    given = [query.get(name, "") for name in PARAMETERS]
    if given[0] not in sorts or given[1] not in areas or given[2] not in parts or given[3] not in views:
        return None
    return Wanted(sorts[given[0]], areas[given[1]], parts[given[2]], views[given[3]], element=given[5])


def chosen_basis(query: Mapping[str, str], others: Iterable[Edition]) -> int | None:
    """The number of the edition that a form chose from `others`; None before, and for what is none of them."""
    number = query.get(BASIS_PARAMETER, "")
    return next((other.number for other in others if str(other.number) == number), None)


def area_names(comparison: Comparison) -> dict[str, str]:
    """Slug and name of the working groups, what no group owns last."""
    return {**comparison.group_names, SHARED: _("what no group owns")}


def source_names(comparison: Comparison) -> list[tuple[str, str]]:
    """Codes and names of the sources of money, in the order of the newer table."""
    wish = "name_en" if get_language() == "en" else "name"
    metas = (comparison.edition.meta, comparison.basis.meta)
    rows = [row for meta in metas for row in meta.get("sources", [])]
    names = {row["code"]: row.get(wish) or row["name"] for row in reversed(rows)}
    return [(code, names[code]) for code in dict.fromkeys(row["code"] for row in rows)]
