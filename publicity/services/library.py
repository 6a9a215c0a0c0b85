"""Documents of the library and their editions: files are added and never exchanged."""

import datetime
import hashlib
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.downloads import plain_name
from klaipeda_plan.core.history import save_with_history
from publicity.models import LibraryDocument, LibraryFile
from publicity.search import indexing, pdf_jobs
from publicity.services.writing import locked, may_write

LARGEST_FILE = 40 * 1024 * 1024
# What a file of this ending begins with: another beginning is another kind of file.
ZIP = b"PK\x03\x04"
KINDS = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ZIP),
    ".odt": ("application/vnd.oasis.opendocument.text", ZIP),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", ZIP),
    ".zip": ("application/zip", ZIP),
}


@transaction.atomic
def add_document(values: dict[str, Any], *, by: Any) -> LibraryDocument:
    may_write(by)
    document = LibraryDocument(**values, changed_by=by, changed_at=timezone.now())
    save_with_history(document, by=by, reason="sukurta")
    return document


@transaction.atomic
def save_document(document: LibraryDocument, values: dict[str, Any], *, base_version: int, by: Any) -> LibraryDocument:
    """Raises StaleContent when another save came in between."""
    may_write(by)
    found: LibraryDocument = locked(document, base_version)
    for name, value in values.items():
        setattr(found, name, value)
    found.version += 1
    found.changed_by, found.changed_at = by, timezone.now()
    save_with_history(found, by=by, reason="pakeista")
    indexing.keep_document(found.pk)
    return found


@transaction.atomic
def add_file(
    document: LibraryDocument, content: bytes, name: str, *, date: datetime.date, by: Any, note: str = ""
) -> LibraryFile:
    """The next edition of the document; ValidationError says what is wrong with the file."""
    may_write(by)
    found: LibraryDocument = locked(document)
    _check(content, name)
    digest = hashlib.sha256(content).hexdigest()
    same = found.files.filter(sha256=digest).first()
    if same is not None:
        text = _("This file stands here already as edition %(number)s.")
        raise ValidationError(text % {"number": same.number}, code="same")
    newest = found.files.order_by("-number").values_list("number", flat=True).first() or 0
    ending = PurePath(name).suffix.lower()
    stored = f"library/{digest}{ending}"
    if not default_storage.exists(stored):
        stored = default_storage.save(stored, ContentFile(content))
    file = LibraryFile.objects.create(
        document=found, number=newest + 1, date=date, file=stored, name=plain_name(name) or f"dokumentas{ending}",
        sha256=digest, size=len(content), note=note,
    )  # fmt: skip
    found.version += 1
    found.changed_by, found.changed_at = by, timezone.now()
    save_with_history(found, by=by, reason=f"pridėta {file.number} redakcija")
    indexing.keep_document(found.pk)
    pdf_jobs.ask_to_read(file)
    return file


def media_type_of(file: LibraryFile) -> str:
    known = KINDS.get(PurePath(file.file).suffix.lower())
    return known[0] if known else "application/octet-stream"


def _check(content: bytes, name: str) -> None:
    if len(content) > LARGEST_FILE:
        text = _("The file is larger than %(megabytes)s MB.")
        raise ValidationError(text % {"megabytes": LARGEST_FILE // 1024 // 1024}, code="large")
    known = KINDS.get(PurePath(name).suffix.lower())
    if known is None:
        text = _("A file of this kind is not published here. Use: %(endings)s.")
        endings = ", ".join(ending[1:].upper() for ending in KINDS)
        raise ValidationError(text % {"endings": endings}, code="kind")
    if not content.startswith(known[1]):
        text = _("“%(name)s” is not what its name says.")
        raise ValidationError(text % {"name": name[:100]}, code="other_content")
