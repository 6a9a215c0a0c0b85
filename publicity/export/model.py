"""What a copy is made of."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from editions.models import Edition
from editions.reading import EditionTree, Node

INDEX, EDITION, TEXT, INDICATORS, DATA, SEARCH = (
    "index.html", "redakcija.html", "tekstas.html", "rodikliai.html", "duomenys.html", "paieska.html"
)  # fmt: skip
ELEMENTS, TEXTS, FILES, PICTURES, STATICS, DOCUMENTS = (
    "elementai",
    "tekstas",
    "duomenys",
    "paveikslai",
    "failai",
    "dokumentai",
)
MANIFEST, README = "MANIFEST.sha256", "SKAITYK.txt"


@dataclass(frozen=True)
class Copy:
    """One copy: of which edition, made on which day, in which language of the interface."""

    edition: Edition
    tree: EditionTree
    made: datetime.date
    language: str

    @property
    def permanent(self) -> str:
        """Where the edition itself is read for ever."""
        with override(self.language):
            return settings.SITE_URL + reverse("publicity:edition", args=[self.edition.number])

    def file_of(self, node: Node) -> str:
        return f"{ELEMENTS}/{node.code}.html"


@dataclass(frozen=True)
class CopyAddresses:
    """Addresses of elements from a page at the top of the folder; the same surface as `publicity.addresses`."""

    by_code: bool = True

    def of(self, node: Node) -> str:
        return f"{ELEMENTS}/{node.code}.html"
