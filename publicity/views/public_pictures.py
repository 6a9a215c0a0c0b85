"""Pictures of news and events."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from publicity.answers import for_everybody, kept_shortly
from publicity.models import PublicPicture
from publicity.permissions import can_see_hidden
from publicity.services.pictures import is_shown


@for_everybody
@require_safe
def content_picture(request: HttpRequest, digest: str, ending: str) -> HttpResponseBase:
    """The bytes under their SHA-256. Who asks is looked at only where nothing public shows the picture."""
    picture = get_object_or_404(PublicPicture, pk=digest, file__endswith=f".{ending}")
    public = is_shown(picture)
    if not public and not can_see_hidden(request.user):
        raise Http404
    etag = f'"{digest[:32]}"'
    response = get_conditional_response(request, etag=etag) or _file(picture)
    if public:
        return kept_shortly(response, etag)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _file(picture: PublicPicture) -> FileResponse:
    try:
        return FileResponse(default_storage.open(picture.file, "rb"), content_type=picture.media_type)
    except FileNotFoundError as error:
        raise Http404 from error
