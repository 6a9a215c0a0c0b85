"""Pictures of news and events: written anew, kept under their digest."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from klaipeda_plan.core.pictures import read_picture
from publicity.models import Event, News, PublicPicture
from publicity.services.writing import may_write


@transaction.atomic
def keep_picture(content: bytes, name: str, *, by: Any) -> tuple[PublicPicture, str]:
    """The picture in `content` and a remark for its owner; ValidationError says what is wrong with it."""
    may_write(by)
    read = read_picture(content, name)
    digest = hashlib.sha256(read.content).hexdigest()
    file = f"public/pictures/{digest}.{read.ending}"
    if not default_storage.exists(file):
        file = default_storage.save(file, ContentFile(read.content))
    facts = {"file": file, "media_type": read.media_type, "width": read.width, "height": read.height}
    picture, _made = PublicPicture.objects.update_or_create(
        digest=digest, defaults=facts, create_defaults={**facts, "by": by}
    )
    return picture, read.remark


def is_shown(picture: PublicPicture) -> bool:
    """Whether something public shows it."""
    return any(model.objects.public().filter(picture=picture).exists() for model in (News, Event))
