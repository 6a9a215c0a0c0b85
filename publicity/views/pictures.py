"""Pictures of editions: the published ones' for everybody, the others' for who may read the edition."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from editions.models import Edition, EditionPicture, FrozenPicture
from editions.permissions import readable_editions
from publicity.caching import SECONDS
from workgroups.permissions import lacks_second_factor


@require_safe
def picture(request: HttpRequest, digest: str, ending: str) -> HttpResponseBase:
    """The bytes under their SHA-256. Who asks is looked at only where no published edition shows it."""
    found = FrozenPicture.objects.filter(pk=digest, file__endswith=f".{ending}").first()
    if found is None:
        raise Http404
    holders = EditionPicture.objects.filter(picture=found)
    public = holders.filter(edition__in=list(Edition.objects.public_standings())).exists()
    if not public and not _may_see(request, holders.values_list("edition_id", flat=True)):
        raise Http404
    etag = f'"{digest[:32]}"'
    response = get_conditional_response(request, etag=etag) or _file(found)
    response.headers["ETag"] = etag
    # A withdrawn edition takes its pictures along: nobody keeps them longer than a page.
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}" if public else "private, no-store"
    return response


picture.is_public = True  # type: ignore[attr-defined]  # asks for the second factor itself, where it matters


def _may_see(request: HttpRequest, editions: Any) -> bool:
    user = request.user
    if not user.is_authenticated or lacks_second_factor(user):
        return False
    return readable_editions(user).filter(pk__in=editions).exists()


def _file(found: FrozenPicture) -> FileResponse:
    try:
        return FileResponse(default_storage.open(found.file, "rb"), content_type=found.media_type)
    except FileNotFoundError as error:
        raise Http404 from error
