"""Pictures in the document of a plan: frozen ones and no others."""

import re

from django.core.files.storage import default_storage

from editions.models import FrozenPicture
from editions.services.pictures import ADDRESS
from klaipeda_plan.printing.pictures import Pictures


def _read(match: re.Match[str]) -> tuple[bytes, str]:
    picture = FrozenPicture.objects.get(pk=match[1])
    with default_storage.open(picture.file, "rb") as stored:
        return stored.read(), picture.media_type


FROZEN = Pictures(ADDRESS, _read)
