"""The data of a copy: workbook, sheets, JSON, and the issued documents."""

import hashlib
import json
from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from editions.documents.formats import extension_of
from editions.models import EditionEvent, EditionPicture, EventKind, IssuedFile
from editions.record import record_of
from editions.sheets import edition_csv, edition_workbook
from indicators.sheets.layout import BY_SLUG
from klaipeda_plan.core.errors import Refused
from publicity.export.folder import Folder
from publicity.export.model import DOCUMENTS, FILES, PICTURES, Copy

WORKBOOK, RECORD, EVENTS = f"{FILES}/planas.xlsx", f"{FILES}/planas.json", f"{FILES}/ivykiai.json"


def write_data(folder: Folder, copy: Copy) -> dict[str, str]:
    """{address on the portal: file} of what the portal gives, too."""
    edition = copy.edition
    folder.write(WORKBOOK, edition_workbook(edition))
    written = {reverse("publicity:workbook", args=[edition.number]): WORKBOOK}
    for slug in BY_SLUG:
        name = f"{FILES}/{slug}.csv"
        folder.write(name, edition_csv(edition, slug))
        written[reverse("publicity:sheet", args=[edition.number, slug])] = name
    folder.write(RECORD, "".join(record_of(edition)))
    folder.write(EVENTS, events_json(copy))
    return written | {reverse("publicity:edition_json", args=[edition.number]): RECORD}


def data_files() -> list[tuple[str, str]]:
    """(file, what it holds), for the page that lists them."""
    sheets = [(f"{FILES}/{sheet.slug}.csv", f"{sheet.name} (CSV)") for sheet in BY_SLUG.values()]
    return [
        (WORKBOOK, _("The whole edition (XLSX)")),
        (RECORD, _("The whole edition (JSON)")),
        (EVENTS, _("What happened to it (JSON)")),
        *sheets,
    ]


def events_json(copy: Copy) -> str:
    """What happened to the edition until the day of the copy: its digest does not cover that."""
    happened = {
        "edition": copy.edition.number, "copy_made_on": copy.made.isoformat(), "permanent_address": copy.permanent,
        "events": [_event(event) for event in copy.edition.events.all()],
    }  # fmt: skip
    return json.dumps(happened, ensure_ascii=False, indent=1) + "\n"


def _event(event: EditionEvent) -> dict[str, Any]:
    """Why an edition was withdrawn once stays in the workspace."""
    return {
        "kind": event.kind, "date": event.date.isoformat(), "decision_number": event.decision_number,
        "register_code": event.register_code, "link": event.link,
        "note": "" if event.kind == EventKind.WITHDRAWN else event.note,
    }  # fmt: skip


def write_pictures(folder: Folder, copy: Copy) -> dict[str, str]:
    """{address on the portal: file} of the pictures that the edition shows."""
    written = {}
    rows = EditionPicture.objects.filter(edition=copy.edition).select_related("picture").order_by("picture")
    for picture in (row.picture for row in rows):
        ending = picture.file.rpartition(".")[2]
        name = f"{PICTURES}/{picture.digest}.{ending}"
        folder.write(name, _stored(picture.file, picture.digest))
        written[reverse("publicity:picture", args=[picture.digest, ending])] = name
    return written


def write_documents(folder: Folder, copy: Copy) -> list[dict[str, Any]]:
    """The newest issued file of each format of the whole plan, for lists: file, format, size, SHA-256."""
    files = IssuedFile.objects.filter(edition=copy.edition, document="plan", basis=None, language="lt").order_by("pk")
    newest = {file.format: file for file in files}
    listed = []
    for format, file in sorted(newest.items()):
        archive = "-archyvinis" if extension_of(format) != format else ""
        name = f"{DOCUMENTS}/redakcija-{copy.edition.number}{archive}.{extension_of(format)}"
        folder.write(name, _stored(file.file, file.sha256))
        listed.append({"name": name, "format": file.format_name, "size": file.size, "sha256": file.sha256})
    return listed


def _stored(name: str, digest: str) -> bytes:
    """The bytes, if they are what their digest says."""
    try:
        with default_storage.open(name, "rb") as stored:
            content: bytes = stored.read()
    except OSError as error:
        raise Refused(
            _("The file %(name)s is gone from the storage. Restore it from the backup.") % {"name": name}
        ) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise Refused(_("The file %(name)s in the storage is damaged. Restore it from the backup.") % {"name": name})
    return content
