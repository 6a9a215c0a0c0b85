"""The council's papers for the portal's verification (`editions.registers`)."""

from collections.abc import Iterator

from council.models import CouncilPaper, PaperKind
from council.services.packets_papers import FOLDER
from editions.models import Edition
from editions.registers import Paper, PaperRegister, StoredFile


def _find(wanted: str) -> list[Paper]:
    rows = CouncilPaper.objects.select_related("sitting", "edition").filter(sha256__startswith=wanted)[:2]
    return [_paper(row) for row in rows]


def _paper(row: CouncilPaper) -> Paper:
    """Its words are public as those of its sitting and its edition are; a packet's are those of the sitting."""
    published = row.edition_id is None or Edition.objects.published().filter(pk=row.edition_id).exists()
    newer = _newer(row)
    return Paper(
        sha256=row.sha256, title=row.title, format=row.format, size=row.size, issued_at=row.issued_at,
        is_public=bool(row.sitting and row.sitting.is_published and published), edition=row.edition,
        newer=newer.issued_at.date() if newer else None,
    )  # fmt: skip


def _newer(row: CouncilPaper) -> CouncilPaper | None:
    if row.sitting_id is None or (
        row.kind != PaperKind.AGENDA and row.kind != PaperKind.PACKET and row.item_id is None
    ):
        return None
    same = CouncilPaper.objects.filter(
        kind=row.kind, format=row.format, sitting=row.sitting_id, item=row.item_id, pk__gt=row.pk
    )  # fmt: skip
    return same.order_by("-pk").first()


def _files() -> Iterator[StoredFile]:
    for row in CouncilPaper.objects.order_by("pk").iterator():
        yield StoredFile(row.file, row.sha256, f"council paper {row.pk} ({row.kind})")


REGISTER = PaperRegister(find=_find, files=_files, folders=(FOLDER,))
