"""Writing news and events: the form, the preview in the public layout, publishing and withdrawing, the history."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publicity.content_pages import sources_of
from publicity.forms.content import PublicationForm, PublishForm
from publicity.models import Event, PublicPicture
from publicity.services import writing as service
from publicity.services.pictures import keep_picture
from publicity.views._guards import editors_only, media_of
from publicity.views._kinds import ContentKind, item_of, kind_of


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def add_content(request: HttpRequest, kind: str) -> HttpResponse:
    return _write(request, kind_of(kind), None)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def edit_content(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    of = kind_of(kind)
    return _write(request, of, item_of(of, uid))


@require_safe
@editors_only
def preview_content(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """What everybody will see, in the same layout."""
    of = kind_of(kind)
    item = item_of(of, uid)
    context = of.about(item) | {"preview": True, "back": reverse("publishing:edit", args=[kind, uid])}
    response = render(request, of.template, context)
    if isinstance(item, Event) and (sources := sources_of(item)):
        response._csp_update = {"frame-src": sources}  # type: ignore[attr-defined]
    return response


@require_POST
@editors_only
def publish_content(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    of = kind_of(kind)
    item = item_of(of, uid)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, of, item, of.form(item=item), publishing=form, status=422)
    item = service.publish(item, by=request.user, at=form.cleaned_data["at"])
    if item.is_scheduled:
        when = timezone.localtime(item.published_at)
        messages.success(request, _("It will be published on %(at)s.") % {"at": f"{when:%Y-%m-%d %H:%M}"})
    else:
        messages.success(request, _("Published: everybody sees it now."))
    return redirect("publishing:edit", kind=kind, uid=uid)


@require_POST
@editors_only
def withdraw_content(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    of = kind_of(kind)
    service.withdraw(item_of(of, uid), by=request.user)
    messages.success(request, _("Withdrawn: it is a draft again."))
    return redirect("publishing:edit", kind=kind, uid=uid)


@require_POST
@editors_only
def confirm_translation(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    of = kind_of(kind)
    item = item_of(of, uid)
    service.confirm_translation(item, base_version=item.version, by=request.user)
    messages.success(request, _("Noted: the English text fits the Lithuanian one."))
    return redirect("publishing:edit", kind=kind, uid=uid)


@require_safe
@editors_only
def history_of_content(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """Who changed what and when, the newest first."""
    of = kind_of(kind)
    item = item_of(of, uid)
    rows = list(item.history.select_related("history_user").order_by("-history_date", "-history_id")[:100])
    return render(request, "publicity/workspace/history.html", {"kind": of, "item": item, "rows": rows})


def _write(request: HttpRequest, of: ContentKind, item: Any) -> HttpResponse:
    if request.method != "POST":
        return _page(request, of, item, of.form(item=item))
    form = of.form(request.POST, request.FILES, item=item)
    valid = form.is_valid()
    picture = _picture(request, form)
    if not valid or form.errors:
        return _page(request, of, item, form, status=422)
    facts = form.facts(picture)
    try:
        if item is None:
            item = service.add_publication(of.model, facts, by=request.user)
        else:
            item = service.save_publication(
                item, facts, base_version=form.cleaned_data["version"], by=request.user
            )  # fmt: skip
    except service.StaleContent as stale:
        form.open_on(stale.current.version)
        return _page(request, of, item, form, stale=stale, status=409)
    messages.success(request, _("Saved."))
    to = "publishing:preview" if request.POST.get("do") == "preview" else "publishing:edit"
    return redirect(to, kind=of.word, uid=item.uid)


def _picture(request: HttpRequest, form: PublicationForm) -> PublicPicture | None:
    """The picture that was brought now, or with an earlier try; it waits under its digest while the form is mended."""
    file = form.cleaned_data.get("picture_file")
    if not file:
        return form.kept_picture()
    try:
        picture, remark = keep_picture(file.read(), file.name, by=request.user)
    except ValidationError as error:
        form.add_error("picture_file", error)
        return None
    if remark:
        messages.info(request, remark)
    form.keep(picture)
    return picture


def _page(
    request: HttpRequest, of: ContentKind, item: Any, form: PublicationForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    publishing = more.pop("publishing", None) or PublishForm(initial={"at": _planned(item)})
    context = {"kind": of, "item": item, "form": form, "publishing": publishing, "media": media_of(request, form)}
    return render(request, "publicity/workspace/edit.html", context | more, status=status)


def _planned(item: Any) -> Any:
    return item.published_at if item is not None and item.is_scheduled else None
