"""What the renderer may read: the portal's own sheets and typefaces, the pictures that a room lets in, nothing else.

No network, no files of the machine: a body can name any address, and none of them is asked. Import this module
only where WeasyPrint is there (see `render`).
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse

from klaipeda_plan.printing.pictures import Pictures, asset_base

ASSETS = re.compile(r"[a-z]+/css/document(-[a-z]+)?\.css|vendor/source-sans-3/[A-Za-z0-9_]+\.ttf")
TYPES = {".css": "text/css", ".ttf": "font/ttf"}
Picture = Callable[[str], tuple[bytes, str] | None]


class StaticFetcher(URLFetcher):
    """Answers under `base` from `folder` by an allow list, and what `picture(address)` knows; every other address is
    an error. It asks no settings, so that a child process can use it."""

    def __init__(self, base: str, folder: Path, picture: Picture) -> None:
        super().__init__()
        self._base, self._folder, self._picture = base, folder, picture

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if found := self._picture(url):
            content, media_type = found
            return URLFetcherResponse(url, content, {"Content-Type": media_type})
        name = unquote(url.removeprefix(self._base))
        if not url.startswith(self._base) or not ASSETS.fullmatch(name):
            raise ValueError(f"A document fetches nothing but its own assets: {url[:200]}")
        path = self._folder / name
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})


class AssetFetcher(StaticFetcher):
    """The same for this process: the project's own static files, and `pictures`."""

    def __init__(self, pictures: Pictures | None = None) -> None:
        def picture(url: str) -> tuple[bytes, str] | None:
            match = pictures and pictures.address.fullmatch(url.removeprefix(settings.SITE_URL))
            return pictures.read(match) if pictures and match else None

        super().__init__(asset_base(), Path(settings.BASE_DIR) / "static", picture)
