"""Packets: asking for one, building it, keeping it. Only what changed is built anew."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from council import permissions
from council.models import AgendaItem, CouncilPaper, Packet, PacketFile, PaperKind, Sitting
from council.services.packets_contents import Order, Piece, Source, pieces_of
from council.services.packets_papers import LANGUAGE, find_paper, issue_paper
from council.services.packets_zip import Member, zip_of
from editions.models import IssuedFile
from klaipeda_plan.core.canonical import canonical_json, digest_of
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import JobFailed, enqueue
from klaipeda_plan.printing.progress import Report
from publicity.models import LibraryFile

JOB_KIND = "build_packet"
BUILDING = 94  # percents until the files are there; the rest is the ZIP


def packet_key(sitting: int, item: int | None) -> str:
    """Of the job: two presses are one."""
    return f"{JOB_KIND}:{sitting}:{item or 'all'}"


def request_packet(sitting: Sitting, item: AgendaItem | None = None, *, by: Any) -> Job:
    """The job that builds the packet of the sitting or of one of its items; the running one, if there is one."""
    if not (permissions.can_build(by) and permissions.readable_sittings(by).filter(pk=sitting.pk).exists()):
        who_may = _("The council secretary and the coordinator.")
        raise NotAllowed(_("You may not prepare packets."), who_may=who_may)
    if item is None and not sitting.items.exists():
        raise Refused(_("The agenda is empty: add an item first."))
    args = {"sitting": sitting.pk, "item": item.pk if item else None, "by": by.pk}
    return enqueue(JOB_KIND, packet_key(sitting.pk, item.pk if item else None), args, by=by)


def build_packet(progress: Progress, *, sitting: int, item: int | None, by: int | None) -> dict[str, Any]:
    """The job. Its result names the packet, and how many files were built and how many stood already."""
    row = Sitting.objects.filter(pk=sitting).first()
    one = AgendaItem.objects.filter(pk=item, sitting=sitting).first() if item else None
    if row is None or (item and one is None):
        raise JobFailed(_("The sitting or its item is no longer there."))
    with translation.override(LANGUAGE):
        order = Order(row, one, by)
        try:
            pieces = pieces_of(order)
        except Refused as refusal:
            raise JobFailed(str(refusal)) from refusal
        before = _newest()
        sources = [_made(piece, at, len(pieces), progress) for at, piece in enumerate(pieces)]
        built = sum(_is_new(source, before) for source in sources)
        progress(BUILDING + 1, _("Packing the files"))
        packet = _kept(order, pieces, sources)
    return {"packet": packet.pk, "built": built, "kept": len(sources) - built}


def _made(piece: Piece, at: int, count: int, progress: Progress) -> Source:
    """One file, with its own progress as a part of the whole. A refusal says of which document."""
    try:
        report = _part_of(progress, piece, at, count)
        report(0, "")
        return piece.make(report)
    except Refused as refusal:
        words = _("%(document)s: %(why)s")
        label = f"{piece.folder} – {piece.label}" if piece.folder else piece.label
        raise JobFailed(words % {"document": label, "why": refusal}) from refusal


def _part_of(progress: Progress, piece: Piece, at: int, count: int) -> Report:
    def report(percent: int, message: str = "") -> None:
        words = _("Document %(number)s of %(count)s: %(label)s (%(format)s)") % {
            "number": at + 1, "count": count, "label": piece.label, "format": piece.name.rpartition(".")[2].upper(),
        }  # fmt: skip
        progress(round((at + percent / 100) / count * BUILDING), f"{words}. {message}" if message else words)

    return report


def _kept(order: Order, pieces: Sequence[Piece], sources: Sequence[Source]) -> Packet:
    """The packet with these files: the newest one if it holds the same, else a new one beside the earlier ones."""
    members = [_member(piece, source) for piece, source in zip(pieces, sources, strict=True)]
    title = _title(order)
    digest = digest_of(canonical_json({"title": title, "files": [[one.name, one.sha256] for one in members]}))
    key = digest_of(f"packet:{order.sitting.uid}:{digest}")
    archive = find_paper(key)
    if archive is None:
        archive = issue_paper(
            zip_of(title, members), key=key, kind=PaperKind.PACKET, format="zip", title=title, sitting=order.sitting,
            item=order.item, by=order.by,
        )  # fmt: skip
    with transaction.atomic():
        Sitting.objects.select_for_update().get(pk=order.sitting.pk)
        mine = Packet.objects.filter(sitting=order.sitting, item=order.item, is_of_item=order.item is not None)
        newest = mine.order_by("-number").first()
        if newest and newest.digest == digest:
            return newest
        return _entered(order, archive, digest, pieces, sources)


def _entered(
    order: Order, archive: CouncilPaper, digest: str, pieces: Sequence[Piece], sources: Sequence[Source]
) -> Packet:  # fmt: skip
    last = Packet.objects.filter(sitting=order.sitting).aggregate(last=Max("number"))["last"] or 0
    packet = Packet.objects.create(
        sitting=order.sitting, item=order.item, is_of_item=order.item is not None, number=last + 1, digest=digest,
        archive=archive, made_by_id=order.by, made_at=timezone.now(),
    )  # fmt: skip
    PacketFile.objects.bulk_create(
        PacketFile(
            packet=packet, position=position, name=piece.name, label=piece.label, folder=piece.folder,
            sha256=source.sha256, size=source.size, **{_register(source): source},
        )
        for position, (piece, source) in enumerate(zip(pieces, sources, strict=True), start=1)
    )  # fmt: skip
    return packet


def _member(piece: Piece, source: Source) -> Member:
    return Member(piece.name, piece.label, piece.folder, source.sha256, source.size, partial(_bytes, source.file))


def _bytes(name: str) -> bytes:
    try:
        with default_storage.open(name, "rb") as stored:
            content: bytes = stored.read()
            return content
    except FileNotFoundError as missing:
        raise JobFailed(_("The issued file is gone from the storage. Restore it from the backup.")) from missing


def _register(source: Source) -> str:
    if isinstance(source, IssuedFile):
        return "issued"
    return "paper" if isinstance(source, CouncilPaper) else "library_file"


def _title(order: Order) -> str:
    date = date_format(timezone.localtime(order.sitting.starts_at), "DATE_FORMAT")
    title = f"{order.sitting.title}, {date}"
    return f"{title}. {order.item.title}" if order.item else title


def _newest() -> tuple[int, int]:
    """The last rows of both registers: what comes after them was built now."""
    issued = IssuedFile.objects.aggregate(last=Max("pk"))["last"]
    return issued or 0, CouncilPaper.objects.aggregate(last=Max("pk"))["last"] or 0


def _is_new(source: Source, before: tuple[int, int]) -> bool:
    if isinstance(source, LibraryFile):
        return False
    return source.pk > before[0 if isinstance(source, IssuedFile) else 1]
