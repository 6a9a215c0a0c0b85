"""Which sheets a plan has, and their columns: one definition for export, import and template."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models import Direction, ValueKind, ValueStatus
from plans.hierarchy import ANALYSIS, Kind
from plans.models import LinkKind

LANGUAGE = "lt"  # a sheet is Lithuanian whatever the language of the page: its headings are what an import knows
YEAR_KEY = "year:"


class Type(Enum):
    """What a cell of a column holds."""

    UID = "uid"
    LINE = "line"  # text in one line
    TEXT = "text"  # text with line breaks
    BODY = "body"
    REFERENCE = "reference"  # code or title of an element
    YEAR = "year"
    PERIOD = "period"
    MONEY = "money"
    NUMBER = "number"
    CHOICE = "choice"
    YES = "yes"
    GROUP = "group"
    SOURCE = "source"
    STAGE = "stage"


@dataclass(frozen=True)
class Column:
    """`choices` maps what is stored to what is shown. `read_only`: shown, never read. `drafts_only`: an edition has
    no such thing. Nothing longer than `longest` fits; `decimals` and `whole` bound a number."""

    key: str
    heading: Any
    type: Type = Type.LINE
    width: int = 16
    required: bool = False
    longest: int = 0
    decimals: int = 0
    choices: Callable[[], dict[str, Any]] | None = None
    read_only: bool = False
    drafts_only: bool = False

    @property
    def title(self) -> str:
        return lithuanian(self.heading)


@dataclass(frozen=True)
class Sheet:
    """`slug` names it in addresses and files. `kinds` are the levels whose elements are its rows."""

    slug: str
    name: Any
    columns: tuple[Column, ...]
    kinds: tuple[Kind, ...] = ()
    has_years: bool = False

    @property
    def title(self) -> str:
        return lithuanian(self.name)

    def column(self, key: str) -> Column:
        if key.startswith(YEAR_KEY):
            return year_column(int(key.removeprefix(YEAR_KEY)))
        return next(one for one in self.columns if one.key == key)

    def columns_for(self, years: Iterable[int], *, drafts: bool = True) -> list[Column]:
        """With a column for each year, where the sheet has years."""
        fixed = [one for one in self.columns if drafts or not one.drafts_only]
        return [*fixed, *(year_column(year) for year in years)] if self.has_years else fixed


def lithuanian(text: Any) -> str:
    with translation.override(LANGUAGE):
        return str(text)


def year_column(year: int) -> Column:
    return Column(f"{YEAR_KEY}{year}", str(year), Type.MONEY, 14)


def labels(choices: Iterable[tuple[str, Any]]) -> Callable[[], dict[str, Any]]:
    return lambda: dict(choices)


UID = Column("uid", _("UID (do not change)"), Type.UID, 12)
CODE = Column("code", pgettext_lazy("sheet", "Code"), Type.LINE, 10)
KIND = Column("kind", pgettext_lazy("sheet", "Kind"), Type.CHOICE, 16, required=True)
PARENT_UID = Column("parent_uid", _("UID of the element above"), Type.UID, 12)
PARENT = Column("parent", _("Code or title of the element above"), Type.REFERENCE, 18)
TITLE = Column("title", pgettext_lazy("sheet", "Title"), Type.LINE, 50, required=True, longest=500)
BODY = Column("body", pgettext_lazy("sheet", "Text"), Type.BODY, 60)
GROUP = Column("group", _("Working group"), Type.GROUP, 24)
STATE = Column("state", pgettext_lazy("sheet", "State"), Type.LINE, 12, read_only=True, drafts_only=True)
SHOWN_TITLE = Column("title", _("Title (only shown)"), Type.LINE, 40, read_only=True)


def kind_column(kinds: Iterable[Kind]) -> Column:
    return replace(KIND, choices=labels([(kind.value, kind.label) for kind in kinds]))


def level(slug: str, name: Any, kinds: tuple[Kind, ...], *more: Column) -> Sheet:
    """The sheet of one level of the tree."""
    kind = (kind_column(kinds),) if len(kinds) > 1 else ()
    return Sheet(slug, name, (UID, CODE, *kind, PARENT_UID, PARENT, TITLE, BODY, *more, GROUP, STATE), kinds)


DETAIL = (
    Column("year_from", _("From year"), Type.YEAR, 9),
    Column("year_to", _("To year"), Type.YEAR, 9),
    Column("responsible", _("Responsible body"), Type.LINE, 30, longest=200),
    Column("office", _("Answerable office"), Type.LINE, 24, longest=200),
    Column("partners", _("Partners"), Type.LINE, 30, longest=500),
    Column("stage", _("Stage"), Type.STAGE, 10),
    Column("expected_result", _("Expected result"), Type.TEXT, 40),
    Column("other_resources", _("Other resources"), Type.TEXT, 30),
    Column("people", _("People (full-time equivalents)"), Type.NUMBER, 12, decimals=2),
    Column("premises", _("Premises, m²"), Type.NUMBER, 12, decimals=2),
    Column("land", _("Land, ha"), Type.NUMBER, 12, decimals=4),
)
SHEETS: tuple[Sheet, ...] = (
    level("vizija", _("Vision and aspects"), (Kind.VISION, Kind.ASPECT)),
    level("prioritetai", _("Priorities"), (Kind.PRIORITY,), Column("horizontal", _("Horizontal"), Type.YES, 10)),
    level("tikslai", _("Goals"), (Kind.GOAL,)),
    level("uzdaviniai", _("Tasks"), (Kind.TASK,)),
    level("priemones", _("Measures"), (Kind.MEASURE,), *DETAIL),
    Sheet(
        "lesos", _("Money"),
        (
            replace(UID, heading=_("UID of the measure")), replace(CODE, heading=_("Measure (code or title)")),
            SHOWN_TITLE, Column("source", _("Funding source"), Type.SOURCE, 10, required=True),
            Column("source_name", _("Name of the source (only shown)"), Type.LINE, 24, read_only=True),
        ),
        has_years=True,
    ),
    Sheet(
        "rodikliai", _("Indicators"),
        (
            replace(UID, heading=_("UID of the indicator")),
            replace(PARENT_UID, key="element_uid", heading=_("UID of the element")),
            Column("element", _("Element (code or title)"), Type.REFERENCE, 14),
            Column("title", _("Indicator"), Type.LINE, 50, required=True, longest=300),
            Column("unit", _("Unit"), Type.LINE, 12, required=True, longest=40),
            Column("decimals", _("Decimals"), Type.NUMBER, 9),
            Column("direction", _("Direction"), Type.CHOICE, 18, choices=labels(Direction.choices)),
            Column("source", _("Source of data"), Type.LINE, 30, longest=300),
            Column("method", _("Method"), Type.TEXT, 30),
            Column("responsible", _("Responsible"), Type.LINE, 24, longest=200),
        ),
    ),
    Sheet(
        "reiksmes", _("Values of indicators"),
        (
            replace(UID, heading=_("UID of the indicator")),
            Column("element", _("Element (code or title)"), Type.REFERENCE, 14),
            Column("title", _("Indicator"), Type.LINE, 50),
            Column("kind", _("Kind of value"), Type.CHOICE, 16, required=True, choices=labels(ValueKind.choices)),
            Column("period", _("Period"), Type.PERIOD, 10, required=True),
            Column("value", _("Value"), Type.NUMBER, 14, decimals=6),
            Column("status", _("Status"), Type.CHOICE, 14, choices=labels(ValueStatus.choices)),
            Column("source", _("Source of the value"), Type.LINE, 30, longest=200),
            Column("note", _("Note"), Type.LINE, 30, longest=300),
        ),
    ),
    Sheet(
        "etapai", _("Stages"),
        (
            Column("code", pgettext_lazy("sheet", "Code"), Type.LINE, 10, longest=8),
            Column("name", pgettext_lazy("sheet", "Name"), Type.LINE, 40, required=True, longest=200),
            Column("name_en", _("Name in English"), Type.LINE, 40, longest=200),
            Column("year_from", _("From year"), Type.YEAR, 9, required=True),
            Column("year_to", _("To year"), Type.YEAR, 9, required=True),
        ),
    ),
    level("skyriai", _("Sections"), (Kind.SECTION,)),
    level("analize", _("Analysis"), ANALYSIS),
    Sheet(
        "rysiai", _("Links"),
        (
            replace(UID, heading=_("UID of the element")), replace(CODE, heading=_("Element (code or title)")),
            SHOWN_TITLE,
            Column("kind", _("Kind of link"), Type.CHOICE, 30, required=True, choices=labels(LinkKind.choices)),
            Column("target_uid", _("UID of the linked element"), Type.UID, 12),
            Column("target", _("Linked element (code or title)"), Type.REFERENCE, 16),
            Column("reason", _("Reason of the link"), Type.LINE, 40, longest=300),
        ),
    ),
)  # fmt: skip
BY_SLUG = {sheet.slug: sheet for sheet in SHEETS}


def sheet_of_kind(kind: str) -> Sheet:
    return next(sheet for sheet in SHEETS if kind in sheet.kinds)
