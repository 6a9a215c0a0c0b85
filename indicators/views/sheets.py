"""The draft as sheets: taken along, brought in step by step."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import permissions
from indicators.forms.sheets import ApplyForm, ExportForm, SheetForm, UploadForm
from indicators.models import ImportState, SheetExport, SheetImport
from indicators.services import sheets as services
from indicators.sheets.contents import draft_contents
from indicators.sheets.layout import BY_SLUG
from indicators.sheets.planning import What
from indicators.sheets.template import write_template
from indicators.sheets.xlsx import MEDIA_TYPE
from klaipeda_plan.core.downloads import content_disposition
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from klaipeda_plan.jobs.models import ACTIVE, Job
from plans.guards import plan_of_the_room, readers_only

NEWEST = 20
PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def export(request: HttpRequest) -> HttpResponse:
    """What may be taken along; a POST answers with the file."""
    plan = plan_of_the_room()
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        with not_allowed_as_403():
            made = services.export_draft(
                plan, by=request.user, format=given["format"], slugs=given["sheets"], group=given["group"]
            )
        return _file(made.content, made.name, made.media_type)
    taken = SheetExport.objects.filter(plan=plan).select_related("by")
    if not permissions.can_see_exports(request.user):
        taken = taken.filter(by=request.user.pk)
    context = {
        "form": form, "plan": plan, "taken": [(one, _named(one)) for one in taken[:NEWEST]],
        "may_import": permissions.can_import(request.user), "sees_all": permissions.can_see_exports(request.user),
    }  # fmt: skip
    return render(request, "indicators/sheets/export.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def imports(request: HttpRequest) -> HttpResponse:
    """The own files that wait, and a form for another one."""
    plan = plan_of_the_room()
    _importers_only(request.user)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            imported = services.begin_import(plan, file.read(), file.name, by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return _next_step(request, imported)
    own = SheetImport.objects.filter(plan=plan, by=request.user.pk)[:NEWEST]
    context = {"form": form, "plan": plan, "own": own}
    return render(request, "indicators/sheets/imports.html", context, status=422 if form.is_bound else 200)


@require_safe
@readers_only
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook with its explanations."""
    plan = plan_of_the_room()
    _importers_only(request.user)
    return _file(write_template(draft_contents(plan), plan.title), _("plan-template.xlsx"), MEDIA_TYPE)


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def columns(request: HttpRequest, uid: str) -> HttpResponse:
    """Which column is which; a POST keeps it and checks the rows."""
    imported = _own_import(request.user, uid)
    try:
        raws = services.sheets_of(imported)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("sheets:imports")
    data = request.POST if request.method == "POST" else None
    matches = {match.name: match for match in services.matches_of(imported)}
    forms = [
        SheetForm(raw, matches[raw.name], imported.plan, data, prefix=f"s{number}")
        for number, raw in enumerate(raws) if raw.name in matches
    ]  # fmt: skip
    problem = ""
    if data is not None and all([form.is_valid() for form in forms]):
        matched = [form.matched() for form in forms]
        try:
            services.match_import(imported, matched, by=request.user)
            if all(match.is_sure for match in matched):
                return _next_step(request, imported)
            return redirect("sheets:columns", uid=uid)
        except Refused as refusal:
            problem = str(refusal)
    context = {"imported": imported, "plan": imported.plan, "forms": forms, "problem": problem}
    return render(request, "indicators/sheets/columns.html", context, status=422 if data is not None else 200)


@require_safe
@readers_only
def detail(request: HttpRequest, uid: str) -> HttpResponse:
    """The dry run, page by page, and the form that takes it over; afterwards what was done."""
    return _detail(request, _own_import(request.user, uid), ApplyForm())


@require_POST
@readers_only
def check(request: HttpRequest, uid: str) -> HttpResponse:
    return _next_step(request, _own_import(request.user, uid))


@require_POST
@readers_only
def apply(request: HttpRequest, uid: str) -> HttpResponse:
    """All rows or none."""
    imported = _own_import(request.user, uid)
    form = ApplyForm(request.POST)
    if form.is_valid():
        try:
            job = services.request_apply(imported, form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if job is not None:
                return redirect("jobs:detail", pk=job.pk)
            imported.refresh_from_db()
            text = ngettext("%(count)d element was written.", "%(count)d elements were written.", imported.written)
            messages.success(request, text % {"count": imported.written})
            return redirect("sheets:import", uid=uid)
    return _detail(request, imported, form, status=422)


@require_POST
@readers_only
def drop(request: HttpRequest, uid: str) -> HttpResponse:
    services.drop_import(_own_import(request.user, uid), by=request.user)
    messages.success(request, _("The file is forgotten."))
    return redirect("sheets:imports")


def _detail(request: HttpRequest, imported: SheetImport, form: ApplyForm, *, status: int = 200) -> HttpResponse:
    lines = services.report_of(imported)
    what = request.GET.get("rodyti", "")
    shown = [line for line in lines if what in ("", line["what"])]
    shown.sort(key=lambda line: line["what"] != What.REFUSED)  # what has to be mended comes first
    job = Job.objects.filter(args__pk=imported.pk, kind__in=(services.CHECK_JOB, services.APPLY_JOB)).order_by("-pk")
    context = {
        "imported": imported, "plan": imported.plan, "form": form, "what": what, "counts": _counts(imported),
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")), "states": ImportState,
        "running": job.filter(state__in=ACTIVE).first(),
        "may_apply": imported.state == ImportState.CHECKED and not imported.counts.get("refused")
        and bool(imported.counts.get("added") or imported.counts.get("changed")),
    }  # fmt: skip
    return render(request, "indicators/sheets/import.html", context, status=status)


def _counts(imported: SheetImport) -> list[tuple[str, str, int]]:
    words = [
        ("added", _("to be added")), ("changed", _("to be changed")), ("refused", _("refused")),
        ("unchanged", _("as they are")),
    ]  # fmt: skip
    return [(key, word, imported.counts.get(key, 0)) for key, word in words]


def _next_step(request: HttpRequest, imported: SheetImport) -> HttpResponse:
    """To the columns where somebody must look at them, else to the dry run."""
    if not services.is_matched(imported):
        return redirect("sheets:columns", uid=imported.uid)
    try:
        job = services.request_check(imported, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("sheets:columns", uid=imported.uid)
    return redirect("jobs:detail", pk=job.pk) if job else redirect("sheets:import", uid=imported.uid)


def _importers_only(user: Any) -> None:
    if not permissions.can_import(user):
        raise PermissionDenied(_("Members of the groups and the coordinator."))


def _own_import(user: Any, uid: str) -> SheetImport:
    """The own file; for everybody else it does not exist."""
    imported = get_object_or_404(SheetImport.objects.select_related("plan"), uid=uid)
    if not permissions.is_own_import(user, imported):
        raise Http404
    return imported


def _named(taken: SheetExport) -> str:
    return ", ".join(str(BY_SLUG[slug].name) for slug in taken.sheets if slug in BY_SLUG)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition(name), "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)
