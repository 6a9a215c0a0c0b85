"""The council's room: the secretary builds documents, councillors read them. Others do not see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from council import permissions
from council.names import file_name
from council.queries import comparable_editions, editions_for, files_of
from editions.comparison.presenting import chosen_basis
from editions.documents.formats import ARCHIVE
from editions.models import Edition, IssuedFile
from editions.services.files import request_document
from klaipeda_plan.core.downloads import content_disposition
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.jobs.models import Job

CONTENT_TYPES = {
    "pdf": "application/pdf", "pdfa": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


@require_GET
@login_required
def edition_list(request: HttpRequest) -> HttpResponse:
    _enter(request)
    context = {"editions": editions_for(request.user), "can_build": permissions.can_build(request.user)}
    return render(request, "council/edition_list.html", context)


@require_GET
@login_required
def edition(request: HttpRequest, number: int) -> HttpResponse:
    found = _edition_for(request, number)
    context = {
        "edition": found, "files": files_of(found), "can_build": permissions.can_build(request.user),
        "others": comparable_editions(request.user, found),
    }  # fmt: skip
    return render(request, "council/edition.html", context)


@require_POST
@login_required
def build_pdf(request: HttpRequest, number: int) -> HttpResponse:
    found = _edition_for(request, number)
    return _build(request, found)


@require_POST
@login_required
def build_archive(request: HttpRequest, number: int) -> HttpResponse:
    found = _edition_for(request, number)
    return _build(request, found, format=ARCHIVE)


@require_POST
@login_required
def build_docx(request: HttpRequest, number: int) -> HttpResponse:
    found = _edition_for(request, number)
    return _build(request, found, format="docx")


@require_POST
@login_required
def build_comparison(request: HttpRequest, number: int, format: str = "pdf") -> HttpResponse:
    """The comparison with the edition that was chosen."""
    found = _edition_for(request, number)
    chosen = chosen_basis(request.POST, comparable_editions(request.user, found))
    if chosen is None and permissions.can_build(request.user):
        messages.error(request, _("Choose the edition with which to compare."))
        return redirect("council:edition", number=number)
    basis = None if chosen is None else Edition.objects.get(number=chosen)
    return _build(request, found, "comparison", basis, format)


@require_GET
@login_required
@never_cache
def download(request: HttpRequest, sha256: str) -> FileResponse:
    file = IssuedFile.objects.select_related("edition", "basis").filter(sha256=sha256).first()
    if file is None or not permissions.can_download(request.user, file):
        raise Http404
    if not default_storage.exists(file.file):
        raise Http404
    response = FileResponse(default_storage.open(file.file, "rb"), content_type=CONTENT_TYPES[file.format])
    response.headers["Content-Disposition"] = content_disposition(file_name(file))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _build(
    request: HttpRequest, edition: Edition, document: str = "plan", basis: Edition | None = None, format: str = "pdf"
) -> HttpResponse:
    try:
        outcome = request_document(edition, document, format, by=request.user, basis=basis)
    except NotAllowed as refusal:
        raise PermissionDenied(refusal.who_may) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("council:edition", number=edition.number)
    if isinstance(outcome, Job):
        return redirect("jobs:detail", pk=outcome.pk)
    messages.success(request, _("This very document was issued already: it stands in the list."))
    return redirect("council:edition", number=edition.number)


def _enter(request: HttpRequest) -> None:
    if not permissions.can_enter(request.user):
        raise Http404


def _edition_for(request: HttpRequest, number: int) -> Edition:
    """An edition of the room with its state; it does not exist for who may not read it here."""
    found = editions_for(request.user).filter(number=number).first()
    if found is None:
        raise Http404
    return found
