"""Pictures of the drafts: taken in, found by the addresses that bodies hold."""

import hashlib
import re
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed
from klaipeda_plan.core.pictures import read_picture
from klaipeda_plan.printing.pictures import Pictures
from plans import permissions
from plans.models import Picture, Plan

ADDRESS = re.compile(r"/rengimas/failai/([0-9a-f-]{36})/")


@transaction.atomic
def keep_picture(plan: Plan, content: bytes, name: str, *, by: Any) -> tuple[Picture, str]:
    """The picture in `content` (see `core.pictures.read_picture` for what is refused) and a remark for its owner.

    The same picture brought twice is kept once.
    """
    if not permissions.can_bring_pictures(by):
        raise NotAllowed(_("You do not write in the plan."), who_may=_("Members of the groups and the coordinator."))
    read = read_picture(content, name)
    digest = hashlib.sha256(read.content).hexdigest()
    picture = Picture.objects.filter(plan=plan, digest=digest).first()
    if picture is not None and default_storage.exists(picture.file):
        return picture, read.remark
    # Stored under a name that tells the content: a file whose row was undone is found again.
    file = f"pictures/{digest}.{read.ending}"
    if not default_storage.exists(file):
        file = default_storage.save(file, ContentFile(read.content))
    facts = {
        "file": file, "media_type": read.media_type, "width": read.width, "height": read.height,
        "size": len(read.content),
    }  # fmt: skip
    picture, _made = Picture.objects.update_or_create(
        plan=plan, digest=digest, defaults=facts, create_defaults={**facts, "original_name": name[:200], "by": by}
    )
    return picture, read.remark


def uid_in(address: str) -> str | None:
    """The uid in a picture's address of the drafts."""
    match = ADDRESS.fullmatch(address)
    return match[1] if match else None


def _read(match: re.Match[str]) -> tuple[bytes, str]:
    picture = Picture.objects.get(uid=match[1])
    with default_storage.open(picture.file, "rb") as stored:
        return stored.read(), picture.media_type


# What working papers of the drafting room may show; documents of editions never do.
DRAFTS = Pictures(ADDRESS, _read)
