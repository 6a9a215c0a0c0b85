"""The council's small documents as issued files: made once of equal content, entered in the register."""

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.documents.model import SmallDocument
from council.documents.rendering import small_pdf
from council.models import AgendaItem, CouncilPaper, Sitting
from klaipeda_plan.core.canonical import canonical_json, digest_of
from klaipeda_plan.printing.errors import DocumentRefused
from klaipeda_plan.printing.progress import Report
from klaipeda_plan.printing.storage import store_whole

if TYPE_CHECKING:
    from editions.documents.docx.building import FinishedDocx
    from klaipeda_plan.printing.tags import FinishedPdf

FOLDER = "council"
LANGUAGE = "lt"  # papers of the council are Lithuanian


def make_paper(
    document: SmallDocument, format: str, *, sitting: Sitting, item: AgendaItem | None, by: int | None, report: Report
) -> CouncilPaper:  # fmt: skip
    """The document as an issued file, built unless an equal one of this sitting was issued. The active language is
    that of the document."""
    key = paper_key(document, format, sitting=sitting)
    issued = find_paper(key)
    if issued:
        return issued
    finished: FinishedPdf | FinishedDocx
    if format == "docx":
        from council.documents.word import small_docx  # slow import: python-docx

        finished = small_docx(document, key=key, language=LANGUAGE)
    else:
        finished = small_pdf(document, key=key, language=LANGUAGE, report=report)
    return issue_paper(
        finished.content, key=key, kind=document.document, format=format, title=document.title, sitting=sitting,
        item=item, pages=finished.pages, by=by,
    )  # fmt: skip


def paper_key(document: SmallDocument, format: str, *, sitting: Sitting) -> str:
    """SHA-256 over everything that is printed, the sitting it belongs to, the release of the code and the format."""
    content = {name: str(value) for name, value in asdict(document).items()}
    return digest_of(canonical_json({
        "paper": document.document, "content": content, "sitting": str(sitting.uid), "release": settings.RELEASE,
        "format": format,
    }))  # fmt: skip


def find_paper(key: str) -> CouncilPaper | None:
    """The issued paper of this key whose bytes are still there."""
    paper = CouncilPaper.objects.filter(key=key).first()
    return paper if paper and is_kept(paper.file, paper.size) else None


def issue_paper(
    content: bytes, *, key: str, kind: str, format: str, title: str, sitting: Sitting, item: AgendaItem | None,
    by: int | None, pages: int | None = None,
) -> CouncilPaper:  # fmt: skip
    """Store the bytes and enter them; of one key the first file stays the only one. A lost file comes back when the
    bytes are the same."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{FOLDER}/{sha256}.{format}"
    existing = CouncilPaper.objects.filter(key=key).first()
    if existing and existing.sha256 != sha256:
        raise DocumentRefused(_("The issued file is gone from the storage. Restore it from the backup."))
    if not is_kept(name, len(content)):
        default_storage.delete(name)
        store_whole(name, content)
    if existing:
        return existing
    values: dict[str, Any] = {
        "sha256": sha256, "kind": kind, "format": format, "title": title[:400], "sitting": sitting, "item": item,
        "edition": item.edition if item else None, "file": name, "size": len(content), "pages": pages,
        "issued_by_id": by, "issued_at": timezone.now(),
    }  # fmt: skip
    try:
        with transaction.atomic():
            return CouncilPaper.objects.create(key=key, **values)
    except IntegrityError:
        return CouncilPaper.objects.get(key=key)  # another process was quicker


def is_kept(name: str, size: int) -> bool:
    try:
        return default_storage.size(name) == size
    except FileNotFoundError:
        return False
