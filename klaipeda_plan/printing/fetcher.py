"""What the renderer may read: the portal's own sheets and typefaces, the pictures that a room lets in, nothing else.

No network, no files of the machine: a body can name any address, and none of them is asked. Import this module
only where WeasyPrint is there (see `render`).
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse

from klaipeda_plan.printing.pictures import Pictures

ASSETS = re.compile(r"[a-z]+/css/document(-[a-z]+)?\.css|vendor/source-sans-3/[A-Za-z0-9_]+\.ttf")
TYPES = {".css": "text/css", ".ttf": "font/ttf"}


def asset_base() -> str:
    """Where documents find their assets: an address that is never asked over the network."""
    return f"{settings.SITE_URL}{settings.STATIC_URL}"


class AssetFetcher(URLFetcher):
    """Answers from the project's own static files by an allow list, and `pictures`; every other address is an error."""

    def __init__(self, pictures: Pictures | None = None) -> None:
        super().__init__()
        self._pictures = pictures

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if self._pictures and (match := self._pictures.address.fullmatch(url.removeprefix(settings.SITE_URL))):
            content, media_type = self._pictures.read(match)
            return URLFetcherResponse(url, content, {"Content-Type": media_type})
        name = unquote(url.removeprefix(asset_base()))
        if not url.startswith(asset_base()) or not ASSETS.fullmatch(name):
            raise ValueError(f"A document fetches nothing but its own assets: {url[:200]}")
        path = Path(settings.BASE_DIR) / "static" / name
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})
