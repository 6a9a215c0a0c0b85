"""Packets of a sitting: asked for, read in order, downloaded. Each download asks anew who may have it."""

from mimetypes import guess_type
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from council.models import AgendaItem, Packet, Sitting
from council.packets.permissions import can_read, can_read_whole, is_reader, readable_files
from council.queries_packets import reading_of
from council.services.packets import request_packet
from klaipeda_plan.core.downloads import content_disposition, plain_name
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403


@require_safe
@never_cache
def reading(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Everything of the sitting in order, for reading on a phone."""
    sitting = _sitting(request, uid)
    if sitting is None:
        return _login(request)
    return render(request, "council/packet_reading.html", reading_of(sitting, request.user))


@require_POST
@login_required
def build(request: HttpRequest, uid: UUID, pk: int | None = None) -> HttpResponse:
    """The packet of the sitting or of one item."""
    sitting = Sitting.objects.filter(uid=uid).first()
    if sitting is None or not is_reader(request.user, sitting):
        raise Http404
    item = get_object_or_404(AgendaItem, pk=pk, sitting=sitting) if pk else None
    try:
        with not_allowed_as_403():
            job = request_packet(sitting, item, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("sittings:sitting", uid=uid)
    return redirect("jobs:detail", pk=job.pk)


@require_safe
@never_cache
def archive(request: HttpRequest, uid: UUID, number: int) -> HttpResponse | FileResponse:
    """The ZIP."""
    sitting = _sitting(request, uid)
    if sitting is None:
        return _login(request)
    packet = _packet(sitting, number)
    if not can_read_whole(request.user, packet):
        raise Http404
    name = plain_name(_("%(title)s, packet %(number)s") % {"title": packet.archive.title, "number": number})
    return _sent(packet.archive.file, f"{name}.zip")


@require_safe
@never_cache
def file(request: HttpRequest, uid: UUID, number: int, position: int) -> HttpResponse | FileResponse:
    """One file of a packet."""
    sitting = _sitting(request, uid)
    if sitting is None:
        return _login(request)
    readable = readable_files(request.user, _packet(sitting, number))
    found = next((one for one in readable if one.position == position), None)
    if found is None or found.stored is None:
        raise Http404
    return _sent(found.stored, found.name.rpartition("/")[2])


def _sitting(request: HttpRequest, uid: UUID) -> Sitting | None:
    """None sends to the login whoever is nobody yet; to others what they may not read does not exist."""
    sitting = Sitting.objects.filter(uid=uid).first()
    if sitting and can_read(request.user, sitting):
        return sitting
    if request.user.is_authenticated:
        raise Http404
    return None


def _login(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path())


def _packet(sitting: Sitting, number: int) -> Packet:
    return get_object_or_404(Packet.objects.select_related("archive", "sitting"), sitting=sitting, number=number)


def _sent(stored: str, name: str) -> FileResponse:
    if not default_storage.exists(stored):
        raise Http404
    kind: Any = guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(default_storage.open(stored, "rb"), content_type=kind)
    response.headers["Content-Disposition"] = content_disposition(name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
