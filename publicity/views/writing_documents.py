"""Keeping the library: documents, their editions, publishing."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from publicity.forms.content import PublishForm
from publicity.forms.library import DocumentForm, LibraryFileForm
from publicity.models import LibraryDocument
from publicity.services import library as service
from publicity.services import writing
from publicity.views._guards import editors_only

PAGE = "publicity/workspace/document.html"


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def add_document(request: HttpRequest) -> HttpResponse:
    form = DocumentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        document = service.add_document(form.facts(), by=request.user)
        messages.success(request, _("Saved. Now add its file."))
        return redirect("publishing:document", uid=document.uid)
    return render(request, PAGE, {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def edit_document(request: HttpRequest, uid: UUID) -> HttpResponse:
    document = _document(uid)
    form = DocumentForm(request.POST if request.method == "POST" else None, item=document)
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            service.save_document(
                document, form.facts(), base_version=form.cleaned_data["version"], by=request.user
            )  # fmt: skip
        except writing.StaleContent as error:
            form.open_on(error.current.version)
            stale = error
        else:
            messages.success(request, _("Saved."))
            return redirect("publishing:document", uid=uid)
    status = 409 if stale else 422 if form.is_bound else 200
    return _page(request, document, form=form, stale=stale, status=status)


@require_POST
@editors_only
def add_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    document = _document(uid)
    form = LibraryFileForm(request.POST, request.FILES)
    if form.is_valid():
        file, data = form.cleaned_data["file"], form.cleaned_data
        try:
            service.add_file(document, file.read(), file.name, date=data["date"], note=data["note"], by=request.user)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _("The file is added as the newest edition."))
            return redirect("publishing:document", uid=uid)
    return _page(request, document, files_form=form, status=422)


@require_POST
@editors_only
def publish_document(request: HttpRequest, uid: UUID) -> HttpResponse:
    document = _document(uid)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, document, publishing=form, status=422)
    document = writing.publish(document, by=request.user, at=form.cleaned_data["at"])
    if not document.files.exists():
        messages.warning(request, _("It shows as soon as it has a file."))
    messages.success(request, _("Scheduled.") if document.is_scheduled else _("Published."))
    return redirect("publishing:document", uid=uid)


@require_POST
@editors_only
def withdraw_document(request: HttpRequest, uid: UUID) -> HttpResponse:
    writing.withdraw(_document(uid), by=request.user)
    messages.success(request, _("Withdrawn: it is a draft again."))
    return redirect("publishing:document", uid=uid)


def _document(uid: UUID) -> LibraryDocument:
    return get_object_or_404(LibraryDocument.objects.select_related("changed_by"), uid=uid)


def _page(request: HttpRequest, document: LibraryDocument, *, status: int, **shown: object) -> HttpResponse:
    context = {
        "item": document, "form": DocumentForm(item=document), "files_form": LibraryFileForm(),
        "publishing": PublishForm(initial={"at": document.published_at if document.is_scheduled else None}),
        "files": document.files.defer("text"),
    }  # fmt: skip
    return render(request, PAGE, context | shown, status=status)
