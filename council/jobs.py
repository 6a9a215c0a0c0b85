"""What the page of a document's job says; it is started from the council's room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import AgendaItem, Packet, Sitting
from council.permissions import can_build
from editions.models import Edition
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import JobPage, Link


def _number(job: Job) -> int | None:
    return Edition.objects.filter(pk=job.args.get("edition")).values_list("number", flat=True).first()


def _title(job: Job) -> str:
    words = _("%(format)s of edition %(number)s")
    if job.args.get("basis"):
        words = _("Comparison of edition %(number)s, %(format)s")
    return words % {"number": _number(job) or "–", "format": _format(job)}


def _format(job: Job) -> str:
    return str(job.args.get("format", "pdf")).upper()


def _result(job: Job) -> Link | None:
    sha256 = job.result.get("sha256")
    words = _("Download the %(format)s") % {"format": _format(job)}
    return Link(reverse("council:file", args=[sha256]), words) if sha256 else None


def _back(job: Job) -> Link | None:
    number = _number(job)
    if number is None:
        return None
    return Link(reverse("council:edition", args=[number]), _("Edition %(number)s") % {"number": number})


DOCUMENT_PAGE = JobPage(title=_title, may_see=can_build, result=_result, back=_back)


# --- Packets of sittings ---


def _sitting(job: Job) -> Sitting | None:
    return Sitting.objects.filter(pk=job.args.get("sitting")).first()


def _packet_title(job: Job) -> str:
    sitting = _sitting(job)
    item = AgendaItem.objects.filter(pk=job.args.get("item") or 0).first()
    named = item or sitting
    return _("Packet of documents: %(title)s") % {"title": named.title if named else "–"}


def _packet_result(job: Job) -> Link | None:
    packet = Packet.objects.select_related("sitting").filter(pk=job.result.get("packet")).first()
    if packet is None or packet.sitting is None:
        return None
    return Link(reverse("packets:archive", args=[packet.sitting.uid, packet.number]), _("Download the packet (ZIP)"))


def _packet_back(job: Job) -> Link | None:
    sitting = _sitting(job)
    return Link(reverse("sittings:sitting", args=[sitting.uid]), sitting.title) if sitting else None


PACKET_PAGE = JobPage(title=_packet_title, may_see=can_build, result=_packet_result, back=_packet_back)
