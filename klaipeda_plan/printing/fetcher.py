"""What the renderer may read: the portal's own sheet and typefaces, and frozen pictures; nothing else.

No network, no files of the machine: a body can name any address, and none of them is asked. Import this module
only where WeasyPrint is there (see `render`).
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.files.storage import default_storage
from weasyprint.urls import URLFetcher, URLFetcherResponse

from editions.models import FrozenPicture
from editions.services.pictures import ADDRESS

STYLE_SHEET = "editions/css/document.css"
ASSETS = re.compile(r"editions/css/document(-[a-z]+)?\.css|vendor/source-sans-3/[A-Za-z0-9_]+\.ttf")
TYPES = {".css": "text/css", ".ttf": "font/ttf"}


def asset_base() -> str:
    """Where documents find their assets: an address that is never asked over the network."""
    return f"{settings.SITE_URL}{settings.STATIC_URL}"


class AssetFetcher(URLFetcher):
    """Answers from the project's own static files by an allow list; every other address is an error."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if match := ADDRESS.fullmatch(url.removeprefix(settings.SITE_URL)):
            return _picture(url, match[1])
        name = unquote(url.removeprefix(asset_base()))
        if not url.startswith(asset_base()) or not ASSETS.fullmatch(name):
            raise ValueError(f"A document fetches nothing but its own assets: {url[:200]}")
        path = Path(settings.BASE_DIR) / "static" / name
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})


def _picture(url: str, digest: str) -> URLFetcherResponse:
    """A frozen picture from the storage. Of one that is gone the words stand in the document."""
    picture = FrozenPicture.objects.get(pk=digest)
    with default_storage.open(picture.file, "rb") as stored:
        return URLFetcherResponse(url, stored.read(), {"Content-Type": picture.media_type})
