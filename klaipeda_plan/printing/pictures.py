"""Which pictures a document may show, and where it finds the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Pictures:
    """Addresses of pictures that a room lets into its documents; `read(match)` gives bytes and media type.

    What `read` raises leaves the picture out: of one that is gone the words stand in the document.
    """

    address: re.Pattern[str]
    read: Callable[[re.Match[str]], tuple[bytes, str]]

    def show(self, address: str) -> bool:
        return self.address.fullmatch(address) is not None


def asset_base() -> str:
    """Where documents find their assets: an address that is never asked over the network."""
    return f"{settings.SITE_URL}{settings.STATIC_URL}"
