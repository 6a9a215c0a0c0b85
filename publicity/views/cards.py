"""Pictures of shared links."""

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from publicity.answers import for_everybody, kept_shortly, public_bytes
from publicity.card_pictures import picture_of
from publicity.cards import find_card


@for_everybody
@require_safe
def card(request: HttpRequest, kind: str, key: str, mark: str) -> HttpResponseBase:
    """The picture under its mark; another mark was of earlier words and leads to those of today."""
    found = find_card(kind, key)
    if found.mark != mark:
        return kept_shortly(HttpResponseRedirect(found.address), f'"{found.mark}"')
    return public_bytes(request, picture_of(found), "image/png")
