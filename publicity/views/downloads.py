"""Files of published editions for everybody: the issued documents and the whole edition as JSON."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editions.models import Edition, IssuedFile
from editions.record import record_etag, record_of
from editions.services.public_files import public_files
from klaipeda_plan.core.downloads import content_disposition
from publicity.answers import for_everybody, kept_shortly
from publicity.queries import get_published
from publicity.views._context import about

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
RETRY_SECONDS = "60"


@for_everybody
@require_safe
def edition_document(request: HttpRequest, number: int, ending: str) -> HttpResponseBase:
    """The newest issued file of the whole plan; while there is none, a page that says that it is being prepared."""
    edition = get_published(number)
    file = public_files([edition]).get(edition.pk, {}).get(ending)
    if file is None:
        return _awaited(request, edition, ending)
    etag = f'"{file.sha256[:32]}"'
    response = get_conditional_response(request, etag=etag) or _sent(edition, file, ending)
    return kept_shortly(response, etag)


@for_everybody
@require_safe
def edition_json(request: HttpRequest, number: int) -> HttpResponseBase:
    """Everything that the digest covers (docs/edition-json.md), sent while it is read."""
    edition = get_published(number)
    etag = record_etag(edition)
    response = get_conditional_response(request, etag=etag) or _record(edition)
    return kept_shortly(response, etag)


def _sent(edition: Edition, file: IssuedFile, ending: str) -> HttpResponseBase:
    try:
        stored = default_storage.open(file.file, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(stored, content_type=MEDIA_TYPES[ending])
    response.headers["Content-Disposition"] = content_disposition(_file_name(edition, f"planas.{ending}"))
    return response


def _record(edition: Edition) -> HttpResponseBase:
    response = StreamingHttpResponse(record_of(edition), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition(_file_name(edition, "planas.json"))
    return response


def _awaited(request: HttpRequest, edition: Edition, ending: str) -> HttpResponse:
    response = render(request, "publicity/file_awaited.html", about(edition) | {"format": ending.upper()}, status=404)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _file_name(edition: Edition, name: str) -> str:
    """What a reader finds among the downloads; a sample says so in its name."""
    if edition.sample:
        return _("edition-%(number)d-sample-%(name)s") % {"number": edition.number, "name": name}
    return _("edition-%(number)d-%(name)s") % {"number": edition.number, "name": name}
