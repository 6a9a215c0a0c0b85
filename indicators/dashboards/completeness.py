"""How far the draft is written: what of each kind of thing is there, and which elements lack it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from indicators.dashboards.scope import Scope
from indicators.models import Indicator, IndicatorValue, ValueKind
from plans.checks.texts import WRITTEN
from plans.hierarchy import Kind
from plans.models import Funding, State


@dataclass(frozen=True)
class Question:
    """One thing that elements of some kinds should have."""

    key: str
    label: Any
    kinds: tuple[Kind, ...]
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Gauge:
    """`lacking` are the elements without it, in the order of the database; of `total`."""

    key: str
    label: str
    total: int
    lacking: tuple[int, ...]

    @property
    def having(self) -> int:
        return self.total - len(self.lacking)

    @property
    def percent(self) -> int:
        """Rounded down: all is only when all is."""
        return self.having * 100 // self.total


MEASURE = (Kind.MEASURE,)
EMPTY = ("", "<p></p>")  # bodies without a word, as they are stored
QUESTIONS = (
    Question("tekstas", _("text written"), WRITTEN, lambda row: row["has_text"]),
    Question("vykdytojas", _("responsible body named"), MEASURE, lambda row: bool(row["detail__responsible"])),
    Question("pareigos", _("answerable office named"), MEASURE, lambda row: bool(row["detail__office"])),
    Question(
        "metai", _("years given"), MEASURE, lambda row: bool(row["detail__year_from"] and row["detail__year_to"])
    ),
    Question("lesos", _("money given"), MEASURE, lambda row: row["has_money"]),
    Question("rezultatas", _("expected result given"), MEASURE, lambda row: bool(row["detail__expected_result"])),
    Question("poveikis", _("impact indicator of the goal"), (Kind.GOAL,), lambda row: row["has_indicator"]),
    Question("rezultato-rodiklis", _("result indicator of the task"), (Kind.TASK,), lambda row: row["has_indicator"]),
    Question("produktas", _("output indicator of the measure"), MEASURE, lambda row: row["has_indicator"]),
    Question(
        "reiksmes", _("baseline and target of every indicator"), (Kind.VISION, Kind.GOAL, Kind.TASK, Kind.MEASURE),
        lambda row: not row["has_indicator"] or not row["has_half"],
    ),
    Question("priimta", _("accepted"), tuple(Kind), lambda row: row["state"] == State.ACCEPTED),
)  # fmt: skip


def completeness(scope: Scope) -> list[Gauge]:
    """A gauge for each question that an element of the scope can be asked: one query."""
    return gauges(facts_of(scope))


def facts_of(scope: Scope) -> list[dict[str, Any]]:
    """What the questions look at, of every element of the scope."""
    own = OuterRef("pk")
    indicators = Indicator.objects.filter(element=own)
    values = IndicatorValue.objects.filter(indicator=OuterRef("pk"))
    half = indicators.filter(
        ~Exists(values.filter(kind=ValueKind.BASELINE)) | ~Exists(values.filter(kind=ValueKind.TARGET))
    )
    rows = scope.elements().annotate(
        has_money=Exists(Funding.objects.filter(element=own)), has_indicator=Exists(indicators), has_half=Exists(half),
        has_text=ExpressionWrapper(~Q(body__in=EMPTY), output_field=BooleanField()),
    )  # fmt: skip
    facts: Any = (
        rows.order_by("position", "pk").values(
            "pk", "kind", "state", "workgroup_id", "detail__responsible", "detail__office", "detail__year_from",
            "detail__year_to", "detail__expected_result", "has_text", "has_money", "has_indicator", "has_half",
        )
    )  # fmt: skip
    return list(facts)


def gauges(rows: Iterable[dict[str, Any]]) -> list[Gauge]:
    listed = list(rows)
    found = []
    for question in QUESTIONS:
        asked = [row for row in listed if row["kind"] in question.kinds]
        if asked:
            lacking = tuple(row["pk"] for row in asked if not question.holds(row))
            found.append(Gauge(question.key, str(question.label), len(asked), lacking))
    return found
