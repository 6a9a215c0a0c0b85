"""A comparison as a page shows it: what the reader asked to see of it, the choices, the counts in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from editions.comparison.model import SHARED, Comparison, Entry, Line, Sort
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
SORT_PARAMETER, AREA_PARAMETER, VIEW_PARAMETER = "pokytis", "sritis", "rodyti"
BASIS_PARAMETER = "su"
PARAMETERS = (SORT_PARAMETER, AREA_PARAMETER, VIEW_PARAMETER)
WHOLE, SHARED_WORD = "visas", "bendra"
SORT_WORDS = {
    Sort.ADDED: "irasyta", Sort.REMOVED: "isbraukta", Sort.MOVED: "perkelta", Sort.REWORDED: "tekstas",
    Sort.MONEY: "lesos", Sort.YEARS: "metai", Sort.BODIES: "vykdytojai", Sort.STAGE: "etapas",
    Sort.RESULT: "rezultatas", Sort.RESOURCES: "istekliai", Sort.INDICATORS: "rodikliai", Sort.TARGETS: "reiksmes",
    Sort.LINKS: "sasajos", Sort.OWNER: "priklausymas",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One of a list of choices, with how many entries it has."""

    word: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for: changes of one sort, of one area (None: all), or the whole text with them."""

    sort: Sort | None = None
    area: str | None = None
    whole: bool = False


@dataclass(frozen=True)
class Shown:
    """A comparison as far as it was asked for."""

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
    def entries(self) -> list[Entry]:
        return chosen(self.comparison.changes, self.wanted.sort, self.wanted.area)

    @cached_property
    def lines(self) -> list[Line]:
        """The whole text in order, or the wanted changes alone."""
        if self.wanted.whole:
            return list(self.comparison.lines)
        uids = {entry.uid for entry in self.entries}
        return [line for line in self.comparison.lines if line.node.uid in uids]


def read_wanted(query: Mapping[str, str], comparison: Comparison) -> Wanted | None:
    """What the address asks for; None for words that are none of the choices."""
    sorts = {"": None} | {word: sort for sort, word in SORT_WORDS.items()}
    areas = {"": None} | {slug or SHARED_WORD: slug for slug in area_names(comparison)}
    views = {"": False, "pakeitimai": False, WHOLE: True}
    given = [query.get(name, "") for name in PARAMETERS]
    if given[0] not in sorts or given[1] not in areas or given[2] not in views:
        return None
    return Wanted(sorts[given[0]], areas[given[1]], views[given[2]])


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
