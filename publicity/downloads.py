"""What of an edition everybody may take along, in the order in which pages offer it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from editions.models import Edition, IssuedFile
from editions.services.public_files import FORMATS, public_files


@dataclass(frozen=True)
class Download:
    """`size` in bytes where it is known. An awaited one has no file yet."""

    format: str
    about: str
    address: str
    size: int | None = None
    is_awaited: bool = False


def downloads_of(edition: Edition) -> list[Download]:
    return listed_downloads([edition])[edition.pk]


def listed_downloads(editions: Iterable[Edition]) -> dict[int, list[Download]]:
    """{edition pk: downloads}, one query."""
    listed = list(editions)
    files = public_files(listed)
    return {edition.pk: _downloads(edition, files.get(edition.pk, {})) for edition in listed}


def _downloads(edition: Edition, files: Mapping[str, IssuedFile]) -> list[Download]:
    number = edition.number
    words = {"pdf": _("The document as it is printed"), "docx": _("The document for editing")}
    documents = [_document(number, format, words[format], files.get(format)) for format in FORMATS]
    return [
        *documents,
        Download("XLSX", _("The whole edition as a workbook"), reverse("publicity:workbook", args=[number])),
        *(
            Download("CSV", about, reverse("publicity:sheet", args=[number, slug]))
            for slug, about in (
                ("priemones", _("Measures")), ("lesos", _("Money")), ("rodikliai", _("Indicators")),
                ("reiksmes", _("Values of indicators")),
            )
        ),
        Download("JSON", _("Everything, word for word, for programs"), reverse("publicity:edition_json", args=[number]))
    ]  # fmt: skip


def _document(number: int, format: str, about: str, file: IssuedFile | None) -> Download:
    address = reverse("publicity:edition_document", args=[number, format])
    return Download(format.upper(), about, address, file.size if file else None, is_awaited=file is None)
