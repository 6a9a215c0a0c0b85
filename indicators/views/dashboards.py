"""Dashboards of the draft and the lists behind their numbers."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.charts import Bar, money_chart
from indicators.dashboards import Gauge, Scope, completeness, group_lines, measure_sums
from indicators.dashboards.completeness import QUESTIONS, facts_of, gauges
from indicators.evaluation import Verdict
from indicators.forms.dashboards import DashboardForm
from indicators.queries import Standing, standing_indicators
from plans.changes import draft_codes
from plans.checks import Severity, run_checks
from plans.guards import plan_of_the_room, readers_only
from plans.models import Element, FundingSource, State
from plans.queries import DraftTree, draft_tree
from plans.queries_organisations import MoneyTable, money_table
from workgroups.models import Workgroup
from workgroups.permissions import group_ids_of

ON_A_PAGE = 50


@require_safe
@readers_only
def dashboard(request: HttpRequest) -> HttpResponse:
    """Money, indicators and completeness of a group, a body or the whole draft; a member begins with the own group."""
    plan = plan_of_the_room()
    groups = list(Workgroup.objects.order_by("position", "pk"))
    form = _form(request, groups)
    scope = form.scope(plan)
    facts = facts_of(scope)
    indicators = _indicators(scope, draft_tree(plan))
    verdicts = Counter(one.evaluation.verdict for one in indicators)
    money = money_table(scope.money())
    context = {
        "form": form, "scope": scope, "money": money, "chart": _chart(scope, money), **_by_source(money),
        "states": _states(facts), "elements": len(facts), "gauges": gauges(facts),
        "indicators": len(indicators), "verdicts": [(one, verdicts[one]) for one in Verdict],
        "groups": group_lines(scope, facts, indicators, groups) if scope.is_whole else [],
        "severities": [] if scope.body else _severities(scope),
    }  # fmt: skip
    return render(request, "indicators/dashboard.html", context)


@require_safe
@readers_only
def money_list(request: HttpRequest) -> HttpResponse:
    """The measures that make a sum: of a year, of a source, of both, of neither."""
    plan = plan_of_the_room()
    scope = _form(request).scope(plan)
    year, code = request.GET.get("metai", ""), request.GET.get("saltinis", "")
    if year and not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise Http404
    source = get_object_or_404(FundingSource, code=code) if code else None
    sums = measure_sums(scope, draft_codes([plan.pk]), year=int(year) if year else None, source=code)
    context = {
        "scope": scope, "year": year, "source": source, "total": sum(one.cents for one in sums), "count": len(sums),
        "page": Paginator(sums, ON_A_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "indicators/dashboard_money.html", context)


@require_safe
@readers_only
def evaluated(request: HttpRequest) -> HttpResponse:
    """The indicators with one verdict, each with its reasoning."""
    plan = plan_of_the_room()
    scope = _form(request).scope(plan)
    asked = request.GET.get("vertinimas", "")
    if asked not in ("", *Verdict.values):
        raise Http404
    found = [one for one in _indicators(scope, draft_tree(plan)) if asked in ("", one.evaluation.verdict)]
    context = {
        "scope": scope, "verdict": Verdict(asked) if asked else None, "count": len(found),
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "indicators/dashboard_indicators.html", context)


@require_safe
@readers_only
def lacking(request: HttpRequest, key: str) -> HttpResponse:
    """The elements that lack one thing."""
    plan = plan_of_the_room()
    scope = _form(request).scope(plan)
    gauge = next((one for one in completeness(scope) if one.key == key), None) or _nobody_asked(key)
    codes = draft_codes([plan.pk])
    places = {pk: number for number, pk in enumerate(codes)}
    page = Paginator(sorted(gauge.lacking, key=lambda pk: places.get(pk, 0)), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = Element.objects.select_related("workgroup").defer("body").in_bulk(list(page))
    context = {
        "scope": scope, "gauge": gauge, "page": page, "rows": [(rows[pk], codes.get(pk, "")) for pk in page],
    }  # fmt: skip
    return render(request, "indicators/dashboard_lacking.html", context)


def _nobody_asked(key: str) -> Gauge:
    """The scope has no element that the question is put to."""
    label = next((question.label for question in QUESTIONS if question.key == key), None)
    if label is None:
        raise Http404
    return Gauge(key, str(label), 0, ())


def _form(request: HttpRequest, groups: list[Workgroup] | None = None) -> DashboardForm:
    listed = list(Workgroup.objects.order_by("position", "pk")) if groups is None else groups
    own = next((one for one in listed if one.pk in group_ids_of(request.user)), None)
    return DashboardForm(request.GET, groups=listed, own=own)


def _indicators(scope: Scope, tree: DraftTree) -> list[Standing]:
    where: dict[str, Any] = {} if scope.is_whole else {"element__in": scope.elements().order_by().values("pk")}
    return standing_indicators(scope.plan, tree, **where)


def _states(facts: list[dict[str, Any]]) -> list[tuple[State, int]]:
    counts = Counter(row["state"] for row in facts)
    return [(state, counts[state]) for state in State]


def _severities(scope: Scope) -> list[tuple[Severity, int]]:
    """How many things the plan checks find in the scope, by severity."""
    group = scope.group.pk if scope.group else None
    found = run_checks(scope.plan)
    if not scope.is_whole:
        found = [one for one in found if (one.element.workgroup_id if one.element else None) == group]
    counts = Counter(one.severity for one in found)
    return [(severity, counts[severity]) for severity in Severity]


def _by_source(table: MoneyTable | None) -> dict[str, Any]:
    """The cells of the table with the code of their source, which their addresses need."""
    if table is None:
        return {}
    return {
        "money_rows": [(row, list(zip(table.sources, row.cells, strict=True))) for row in table.rows],
        "money_totals": list(zip(table.sources, table.totals, strict=True)),
    }


def _chart(scope: Scope, table: MoneyTable | None) -> Any:
    if table is None:
        return None
    bars = [Bar(str(row.year), tuple(row.cells)) for row in table.rows]
    return money_chart(scope.title, list(table.sources.values()), bars)
