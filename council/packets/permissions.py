"""Who reads a sitting's packets: who reads the sitting in the council's room, and everybody what is published."""

from typing import Any

from council.models import Packet, PacketFile, Sitting
from council.permissions import council_editions, readable_sittings
from editions.models import Edition, EditionQuerySet
from publicity.models import LibraryDocument


def is_reader(user: Any, sitting: Sitting) -> bool:
    return readable_sittings(user).filter(pk=sitting.pk).exists()


def can_read(user: Any, sitting: Sitting) -> bool:
    """The sitting's own readers; everybody once it is published."""
    return sitting.is_published or is_reader(user, sitting)


def readable_files(user: Any, packet: Packet) -> list[PacketFile]:
    """The files of the packet that this person may have, in order. A public reader gets what is about published
    editions and public documents of the library alone."""
    sitting = packet.sitting
    if sitting is None or not can_read(user, sitting):
        return []
    rows = list(
        packet.files.select_related("issued", "paper", "library_file").order_by("position")
    )  # fmt: skip
    inside = is_reader(user, sitting)
    editions: EditionQuerySet = council_editions(user) if inside else Edition.objects.published()
    shown = {pk for row in rows for pk in editions_in(row)}
    open_editions = set(editions.filter(pk__in=shown).values_list("pk", flat=True))
    return [
        row for row in rows if editions_in(row) <= open_editions and (inside or _is_public_document(row))
    ]  # fmt: skip


def can_read_whole(user: Any, packet: Packet) -> bool:
    """The ZIP is for who may have each of its files."""
    files = readable_files(user, packet)
    return bool(files) and len(files) == packet.files.count()


def editions_in(file: PacketFile) -> set[int]:
    """Ids of the editions that a file shows or speaks of."""
    if file.issued:
        return {pk for pk in (file.issued.edition_id, file.issued.basis_id) if pk is not None}
    return {file.paper.edition_id} if file.paper and file.paper.edition_id else set()


def _is_public_document(file: PacketFile) -> bool:
    """A comparison's file holds the reasons of the drafting room; the public reads the comparison as a page."""
    if file.issued:
        return file.issued.document != "comparison"
    if file.paper_id:
        return True
    return LibraryDocument.objects.public().filter(files=file.library_file_id).exists()
