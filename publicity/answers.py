"""Files that are the same for everybody: feeds, calendars, documents. ETag and an age of a minute, like the pages."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from publicity.caching import SECONDS


def public_bytes(request: HttpRequest, content: bytes, media_type: str) -> HttpResponseBase:
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(content, content_type=media_type)
    return kept_shortly(response, etag)


def kept_shortly(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Nobody keeps longer than a page what may be withdrawn."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


def for_everybody(view: Callable[..., Any]) -> Callable[..., Any]:
    """The gate of the second factor lets it pass without looking who asks (workgroups.middleware)."""
    view.is_public = True  # type: ignore[attr-defined]
    return view
