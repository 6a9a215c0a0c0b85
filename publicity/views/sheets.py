"""Editions as spreadsheets: the published ones for everybody, the others for who may read them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editions.models import Edition
from editions.permissions import can_read
from editions.sheets import edition_csv, edition_workbook, known_sheet, sheet_etag
from indicators.sheets import separated, xlsx
from klaipeda_plan.core.downloads import content_disposition
from publicity.caching import SECONDS
from workgroups.permissions import lacks_second_factor


@require_safe
def workbook(request: HttpRequest, number: int) -> HttpResponseBase:
    edition, is_public = _edition_for(request, number)
    return _file(request, edition, "planas.xlsx", xlsx.MEDIA_TYPE, lambda: edition_workbook(edition), is_public)


@require_safe
def sheet(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    if not known_sheet(slug):
        raise Http404
    edition, is_public = _edition_for(request, number)
    return _file(request, edition, f"{slug}.csv", separated.MEDIA_TYPE, lambda: edition_csv(edition, slug), is_public)


# They ask for the second factor themselves, where it matters (workgroups.middleware).
workbook.is_public = True  # type: ignore[attr-defined]
sheet.is_public = True  # type: ignore[attr-defined]


def _edition_for(request: HttpRequest, number: int) -> tuple[Edition, bool]:
    """The edition, and whether it is everybody's. Who asks is looked at only where it is not."""
    edition = get_object_or_404(Edition.objects.select_related("plan"), number=number)
    if edition.pk in Edition.objects.public_standings():
        return edition, True
    user = request.user
    if not user.is_authenticated or lacks_second_factor(user) or not can_read(user, edition):
        raise Http404
    return edition, False


def _file(
    request: HttpRequest, edition: Edition, name: str, media_type: str, make: Callable[[], bytes], is_public: bool
) -> HttpResponseBase:  # fmt: skip
    etag = sheet_etag(edition, name)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(make(), content_type=media_type)
        file_name = _("edition-%(number)d-%(name)s") % {"number": edition.number, "name": name}
        response.headers["Content-Disposition"] = content_disposition(file_name)
    response.headers["ETag"] = etag
    # A withdrawn edition takes its files along: nobody keeps them longer than a page.
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}" if is_public else "private, no-store"
    return response
