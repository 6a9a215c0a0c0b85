"""What editions and documents rely on in the storage, looked at before it is relied on."""

import hashlib
from collections.abc import Iterable, Iterator

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from editions.models import Edition, EditionPicture, IssuedFile
from editions.reading import load_tree
from klaipeda_plan.core.figures import pictures_of
from klaipeda_plan.printing.errors import DocumentRefused

CHUNK = 1 << 20


def is_stored(file: IssuedFile) -> bool:
    """Its bytes are there, as many as there were. (`verify_editions` reads them too.)"""
    try:
        return default_storage.size(file.file) == file.size
    except FileNotFoundError:
        return False


def digest_of_stored(name: str) -> str | None:
    """SHA-256 of a stored file, piece by piece; None when it is gone."""
    digest = hashlib.sha256()
    try:
        with default_storage.open(name, "rb") as stored:
            while chunk := stored.read(CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def refuse_broken_pictures(editions: Iterable[Edition]) -> None:
    """No document is made of an edition whose picture is gone or is not the one that was frozen: it would stand in
    the register for ever without it. Says which picture and where."""
    for edition in editions:
        rows = EditionPicture.objects.filter(edition=edition).select_related("picture")
        broken = {
            row.picture.digest for row in rows if digest_of_stored(row.picture.file) != row.picture.digest
        }  # fmt: skip
        if broken:
            text = _("The picture “%(alt)s” (%(place)s) of edition No. %(number)s is gone from the storage or damaged. "
                     "Restore it from the backup, then ask for the document again.")  # fmt: skip
            place, alt = next(_places(edition, broken), ("–", "–"))
            raise DocumentRefused(text % {"alt": alt[:80], "place": place, "number": edition.number})


def _places(edition: Edition, broken: set[str]) -> Iterator[tuple[str, str]]:
    """Code and alternative text of each element's broken picture."""
    for node in load_tree(edition).walk():
        for shown in pictures_of(node.body):
            if any(digest in shown.address for digest in broken):
                yield node.code, shown.alt
