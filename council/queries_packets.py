"""What the pages of a sitting show of its packets."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from council.models import AgendaItem, Packet, PacketFile, Sitting
from council.packets.permissions import can_read_whole, is_reader, readable_files
from council.permissions import can_build, council_editions
from council.services.packets import JOB_KIND, packet_key
from editions.comparison.comparing import NotComparable, compare_editions
from editions.comparison.presenting import Shown, Wanted
from editions.models import Edition
from klaipeda_plan.jobs.models import Job, State
from publicity.models import LibraryDocument


@dataclass(frozen=True)
class Papers:
    """An item, or the sitting itself (folder ""), with its files."""

    folder: str
    files: list[PacketFile]


def packets_of(sitting: Sitting) -> QuerySet[Packet]:
    """The newest first."""
    return sitting.packets.select_related("archive", "item", "made_by").order_by("-number")


def newest_packet(sitting: Sitting) -> Packet | None:
    """Of the whole sitting."""
    return packets_of(sitting).filter(is_of_item=False).first()


def packet_context(sitting: Sitting, user: Any) -> dict[str, Any]:
    """For `council/_packet.html`: what stands, what is under way, what may be asked for."""
    packets = list(packets_of(sitting))
    items = list(sitting.items.order_by("position", "pk"))
    jobs = Job.objects.filter(kind=JOB_KIND).filter(
        Q(key=packet_key(sitting.pk, None)) | Q(key__in=[packet_key(sitting.pk, one.pk) for one in items])
    )  # fmt: skip
    last = jobs.order_by("-pk").first()
    return {
        "sitting": sitting, "packets": packets, "items": items, "may_build": can_build(user),
        "job": last if last and (last.is_active or last.state == State.FAILED) else None,
    }  # fmt: skip


@dataclass(frozen=True)
class ReadItem:
    """An item as the reading page shows it. `edition` and `shown` (the comparison) only for who may read them."""

    number: int
    item: AgendaItem
    edition: Edition | None
    basis: Edition | None
    document: LibraryDocument | None
    shown: Shown | None
    files: list[PacketFile]
    is_open: bool  # the texts may be read: they speak of no edition that is hidden


def reading_of(sitting: Sitting, user: Any) -> dict[str, Any]:
    """Everything of the sitting in order, as far as this person may read it."""
    packet = newest_packet(sitting)
    files = readable_files(user, packet) if packet else []
    by_item = {folder: list(group) for folder, group in groupby(files, key=lambda one: one.folder)}
    inside = is_reader(user, sitting)
    items = list(sitting.items.select_related("library_document", "decision").order_by("position", "pk"))
    editions = _editions(items, user, inside)
    documents = LibraryDocument.objects.all() if inside else LibraryDocument.objects.public()
    open_documents = set(documents.filter(agenda_items__in=items).values_list("pk", flat=True))
    return {
        "sitting": sitting, "packet": packet, "common": by_item.get("", []), "inside": inside,
        "whole": packet is not None and can_read_whole(user, packet),
        "items": [
            _read_item(number, item, editions, open_documents, by_item.get(f"{number}. {item.title}", []), inside)
            for number, item in enumerate(items, start=1)
        ],
    }  # fmt: skip


def _editions(items: list[AgendaItem], user: Any, inside: bool) -> dict[int, Edition]:
    wanted = {pk for item in items for pk in (item.edition_id, item.basis_id) if pk is not None}
    readable = council_editions(user) if inside else Edition.objects.published()
    return {one.pk: one for one in readable.select_related("plan").filter(pk__in=wanted)}


def _read_item(
    number: int, item: AgendaItem, editions: dict[int, Edition], documents: set[int], files: list[PacketFile],
    inside: bool,
) -> ReadItem:  # fmt: skip
    edition, basis = editions.get(item.edition_id or 0), editions.get(item.basis_id or 0)
    document = item.library_document if item.library_document_id in documents else None
    is_open = (item.edition_id is None or edition is not None) and (item.basis_id is None or basis is not None)
    shown = _compared(basis, edition, inside) if basis and edition else None
    return ReadItem(number, item, edition, basis, document, shown, files, is_open)


def _compared(basis: Edition, edition: Edition, inside: bool) -> Shown | None:
    try:
        return Shown(compare_editions(basis, edition, internal=inside), Wanted())
    except NotComparable:
        return None
