"""Freezing pictures: their bytes are stored once under their SHA-256, and bodies name them by it."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from editions.composing import Piece
from editions.models import Edition, EditionPicture, FrozenPicture
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.figures import pictures_of, readdress_pictures
from klaipeda_plan.printing.storage import store_whole
from plans.models import Picture
from plans.services.pictures import uid_in

ADDRESS = re.compile(r"/paveikslai/([0-9a-f]{64})\.(?:png|jpg)")


def freeze_pictures(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with every picture named by its digest, and its bytes stored.

    Refused, with the element's code, when a picture of the draft is gone or is not what was taken in.
    """
    wanted = {shown.address for piece in pieces for shown in pictures_of(piece.content.get("body", ""))}
    if not wanted:
        return list(pieces)
    uids = {address: uid_in(address) for address in wanted}
    known = {str(one.uid): one for one in Picture.objects.filter(uid__in=[uid for uid in uids.values() if uid])}
    addresses = {address: _freeze(known[uid]) for address, uid in uids.items() if uid and uid in known}
    return [_renamed(piece, addresses) for piece in pieces]


def record_pictures(edition: Edition, pieces: Iterable[Piece]) -> None:
    """Which pictures the edition shows."""
    digests = {
        match[1]
        for piece in pieces for shown in pictures_of(piece.content.get("body", ""))
        if (match := ADDRESS.fullmatch(shown.address))
    }  # fmt: skip
    EditionPicture.objects.bulk_create(
        [EditionPicture(edition=edition, picture_id=digest) for digest in sorted(digests)]
    )


def _freeze(picture: Picture) -> str | None:
    """The frozen address of a picture of the draft; None when its bytes are gone or changed."""
    ending = picture.file.rpartition(".")[2]
    name = f"frozen/{picture.digest}.{ending}"
    try:
        with default_storage.open(picture.file, "rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        return None
    if hashlib.sha256(content).hexdigest() != picture.digest:
        return None
    if not default_storage.exists(name):
        store_whole(name, content)
    # Not an insertion that ignores conflicts: the triggers take it for a replacement. Freezing goes one by one.
    FrozenPicture.objects.get_or_create(
        digest=picture.digest,
        defaults={
            "file": name, "media_type": picture.media_type, "width": picture.width, "height": picture.height,
            "size": picture.size,
        },
    )  # fmt: skip
    return f"/paveikslai/{picture.digest}.{ending}"


def _renamed(piece: Piece, addresses: dict[str, str | None]) -> Piece:
    body = piece.content.get("body", "")
    if "<img" not in body:
        return piece
    gone = [shown.alt for shown in pictures_of(body) if addresses.get(shown.address) is None]
    if gone:
        text = _("%(code)s %(title)s: the picture “%(alt)s” is gone. Put it in again or take it out.")
        raise Refused(text % {"code": piece.code, "title": piece.content.get("title", ""), "alt": gone[0][:80]})
    return replace(piece, content={**piece.content, "body": readdress_pictures(body, addresses.get)})
