"""The library: documents by kind, each with its editions, and the files themselves."""

from itertools import groupby

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klaipeda_plan.core.downloads import content_disposition
from publicity.answers import for_everybody, kept_shortly
from publicity.caching import public_page
from publicity.models import LibraryFile, LibraryKind
from publicity.permissions import can_see_hidden
from publicity.queries_content import public_documents, uid_range
from publicity.queries_histories import changes_of
from publicity.services.library import media_type_of
from publicity.stamps import events_stamp, library_stamp


@public_page(library_stamp)
def library(request: HttpRequest) -> HttpResponse:
    """Grouped by kind, kinds in their own order."""
    order = LibraryKind.values
    documents = sorted(public_documents(), key=lambda one: order.index(one.kind))
    kinds = [(LibraryKind(kind).label, list(some)) for kind, some in groupby(documents, key=lambda one: one.kind)]
    return render(request, "publicity/library.html", {"kinds": kinds})


@public_page(library_stamp, events_stamp)
def document(request: HttpRequest, short_uid: str) -> HttpResponse:
    found = get_object_or_404(public_documents(), uid__range=uid_range(short_uid))
    crumbs = [(_("Documents"), reverse("publicity:library"))]
    context = {"document": found, "events": found.events.public(), "crumbs": crumbs, "changes": changes_of(found)}
    return render(request, "publicity/document.html", context)


@for_everybody
@require_safe
def library_file(request: HttpRequest, short_uid: str, number: int) -> HttpResponseBase:
    """The bytes of one edition of a document. Who asks is looked at only where it is not public."""
    files = LibraryFile.objects.select_related("document").defer("text")
    file = get_object_or_404(files, document__uid__range=uid_range(short_uid), number=number)
    if not (file.document.is_public or can_see_hidden(request.user)):
        raise Http404
    etag = f'"{file.sha256[:32]}"'
    response = get_conditional_response(request, etag=etag) or _answer(file)
    if file.document.is_public:
        return kept_shortly(response, etag)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _answer(file: LibraryFile) -> HttpResponseBase:
    try:
        stored = default_storage.open(file.file, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(stored, content_type=media_type_of(file))
    response.headers["Content-Disposition"] = content_disposition(file.name)
    return response
