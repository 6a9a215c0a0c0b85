"""Money of many measures in one table: read and written like a spreadsheet, or as a plain form."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klaipeda_plan.core.cells import EURO, THOUSAND_EUROS
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.forms.grid import ReadCells, read_cells, typed_cells
from plans.guards import element_to_edit, plan_of_the_room, readers_only, require_right
from plans.hierarchy import Kind
from plans.models import Element, FundingSource, MeasureDetail
from plans.money_grid import Grid, Line
from plans.money_grid import money_grid as grid_of
from plans.services.measures import Years
from plans.services.money import Written, write_cells

MEASURES_OF_A_FORM = 20


@require_safe
@readers_only
def money_grid(request: HttpRequest) -> HttpResponse:
    """The table; scripts make its cells writable."""
    plan = plan_of_the_room()
    return render(request, "plans/money_grid.html", {"plan": plan, "grid": grid_of(plan, request.GET, request.user)})


@require_POST
@readers_only
def save_cells(request: HttpRequest, uid: str) -> HttpResponse:
    """Cells of one measure and one source: what could be read is written as one version over `base`. Answers what
    stands in the row now, what was refused beside which cell, and what somebody else wrote meanwhile. The status is
    200 when every cell was taken, else 422."""
    element = element_to_edit(request.user, uid)
    source = _source(request.POST.get("source", ""))
    unit = THOUSAND_EUROS if request.POST.get("unit") == str(THOUSAND_EUROS) else EURO
    read = read_cells(typed_cells(request.POST), unit, _years_of(element))
    base = request.POST.get("base", "")
    number = int(base) if base.isdecimal() and len(base) < 10 else 0
    try:
        with not_allowed_as_403():
            cells = {(year, source.code): cents for year, cents in read.taken.items()}
            written = write_cells(element, cells, base_number=number, by=request.user)
    except Refused as error:
        return JsonResponse({"message": str(error)}, status=422)
    return _told(written, source, read)


@require_http_methods(["GET", "POST"])
@readers_only
def money_form(request: HttpRequest) -> HttpResponse:
    """The same measures as plain fields, a few on a page; whoever writes nothing has no use of it."""
    plan = plan_of_the_room()
    require_right(permissions.can_write_money(request.user), _("Members of the working groups and the coordinator."))
    grid = grid_of(plan, request.GET, request.user)
    if grid.source is None:
        raise Http404
    lines = [line for line in grid.measures if line.may_edit]
    page = Paginator(lines, MEASURES_OF_A_FORM).get_page(request.GET.get("puslapis"))
    forms = [MeasureCells(line, grid, request.POST if request.method == "POST" else None) for line in page]
    if request.method == "POST" and _save_all(request, forms, grid):
        here = f"{reverse('plans:money_form')}?{grid.asked.query()}&puslapis={page.number}&issaugota=1"
        return redirect(here)
    wrong = sum(1 for one in forms if one.is_wrong)
    context = {"plan": plan, "grid": grid, "forms": forms, "page": page, "wrong": wrong, "told": _news(request, wrong)}
    return render(request, "plans/money_form.html", context, status=422 if wrong else 200)


class MeasureCells:
    """The fields of one measure in the plain form: what is shown, what was typed, what is wrong with it."""

    def __init__(self, line: Line, grid: Grid, data: Any) -> None:
        self.line, self.base, self.message = line, line.number, ""
        years = [year for year in grid.years if line.takes(year)]
        stored = dict(zip(grid.years, line.cells, strict=True))
        self.texts = {year: grid.spelling.exact(stored[year]) if stored[year] else "" for year in years}
        self.errors: dict[int, str] = {}
        if data is not None:
            base = data.get(f"base-{line.element.pk}", "")
            self.base = int(base) if base.isdecimal() and len(base) < 10 else 0
            typed = typed_cells(data, f"c-{line.element.pk}-")
            self.texts |= {year: text for year, text in typed.items() if year in self.texts}

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or self.message)

    def fields(self) -> list[tuple[int, str, str]]:
        return [(year, text, self.errors.get(year, "")) for year, text in self.texts.items()]

    def save(self, grid: Grid, *, by: Any) -> None:
        assert grid.source is not None
        read = read_cells(self.texts, grid.asked.unit, (self.line.first, self.line.last))
        self.errors = dict(read.refused)
        cells = {(year, grid.source.code): cents for year, cents in read.taken.items()}
        try:
            written = write_cells(self.line.element, cells, base_number=self.base, by=by)
        except Refused as error:
            self.message = str(error)
            return
        self.base = written.version.number
        for (year, _code), cents in written.clashes.items():
            self.errors[year] = _clash(written, grid.spelling.shown(cents) or "0")


def _save_all(request: HttpRequest, forms: list[MeasureCells], grid: Grid) -> bool:
    """Each measure by itself: what is wrong in one does not keep the others. Whether nothing is wrong."""
    for one in forms:
        one.save(grid, by=request.user)
    return not any(one.is_wrong for one in forms)


def _news(request: HttpRequest, wrong: int) -> str:
    if wrong:
        text = ngettext(
            "%(count)d measure has cells that could not be saved; the rest is saved.",
            "%(count)d measures have cells that could not be saved; the rest is saved.", wrong,
        )  # fmt: skip
        return text % {"count": wrong}
    return _("Saved.") if "issaugota" in request.GET else ""


def _clash(written: Written, theirs: str) -> str:
    text = _("%(name)s wrote %(sum)s here meanwhile. Save again to put your sum in its place.")
    return text % {"name": written.others or _("Somebody"), "sum": theirs}


def _told(written: Written, source: FundingSource, read: ReadCells) -> JsonResponse:
    own = {year: cents for (year, code), cents in written.sums.items() if code == source.code}
    answer = {
        "number": written.version.number, "cells": own, "total": sum(own.values()),
        "others": {year: _others(written, source, year) for year, _code in written.sums},
        "refused": read.refused, "who": written.others,
        "clashes": {year: cents for (year, _code), cents in written.clashes.items()},
    }  # fmt: skip
    return JsonResponse(answer, status=422 if read.refused or written.clashes else 200)


def _others(written: Written, source: FundingSource, year: int) -> int:
    return sum(cents for (one, code), cents in written.sums.items() if one == year and code != source.code)


def _source(code: str) -> FundingSource:
    source = FundingSource.objects.filter(code=code).first()
    if source is None:
        raise Http404
    return source


def _years_of(element: Element) -> Years:
    if element.kind != Kind.MEASURE:
        raise Http404
    row = MeasureDetail.objects.filter(element=element).values_list("year_from", "year_to").first()
    return row or (None, None)
