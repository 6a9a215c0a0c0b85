"""Where elements are read: within the current plan, or within a numbered edition."""

from dataclasses import dataclass

from django.urls import reverse

from editions.models import Edition
from editions.reading import Node

ANY_UID, ANY_CODE = "0" * 12, "X"


@dataclass(frozen=True)
class Addresses:
    """Addresses of one page's elements, by `uid` for the current plan, by code within an edition."""

    prefix: str
    by_code: bool

    def of(self, node: Node) -> str:
        return f"{self.prefix}{node.code if self.by_code else node.short_uid}/"


def in_the_plan() -> Addresses:
    return Addresses(reverse("publicity:element", args=[ANY_UID]).removesuffix(f"{ANY_UID}/"), by_code=False)


def in_edition(edition: Edition) -> Addresses:
    prefix = reverse("publicity:edition_element", args=[edition.number, ANY_CODE]).removesuffix(f"{ANY_CODE}/")
    return Addresses(prefix, by_code=True)


def permanent(short_uid: str) -> str:
    """The address that an element keeps for ever."""
    return reverse("publicity:element", args=[short_uid])
