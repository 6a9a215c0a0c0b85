"""Is it genuine: every digest recomputed, and finding the edition or the file behind a number or a digest."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.files.storage import default_storage
from django.db.models import Q

from editions.composing import PATH_DIGITS
from editions.models import (
    Edition,
    EditionElement,
    EditionKind,
    EditionQuerySet,
    EventKind,
    Fragment,
    FrozenPicture,
    IssuedFile,
)
from editions.services.freeze import edition_digest
from klaipeda_plan.core.canonical import digest_of

NUMBER = re.compile(r"(?:nr\.?|no\.?)?(\d{1,9})", re.IGNORECASE)
DIGEST = re.compile(r"[0-9a-f]{12,64}")
CHUNK = 1 << 20


@dataclass
class Report:
    """What was looked at, and each thing that is not as it was frozen or issued."""

    fragments: int = 0
    editions: int = 0
    pictures: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """An edition (with its state) or a file issued of it. `is_public` tells whether its words may be shown:
    of an edition that nobody published, whoever holds a digest learns only that it is genuine."""

    edition: Edition
    file: IssuedFile | None = None

    @property
    def is_public(self) -> bool:
        return self.edition.publicity == EventKind.PUBLISHED


def verify_editions() -> Report:
    """Recompute everything that is stored: fragments, editions, files. Constant memory."""
    report = Report()
    for fragment in Fragment.objects.order_by("pk").iterator():
        report.fragments += 1
        if digest_of(fragment.content) != fragment.digest:
            report.problems.append(f"fragment {fragment.digest}: its content was changed")
    for edition in Edition.objects.select_related("plan").order_by("number"):
        report.editions += 1
        report.problems += [f"edition {edition.number}: {problem}" for problem in _problems_of_edition(edition)]
    for picture in FrozenPicture.objects.order_by("pk").iterator():
        report.pictures += 1
        report.problems += [f"picture {picture.file}: {one}" for one in _problems_of(picture.file, picture.digest)]
    for file in IssuedFile.objects.select_related("edition").order_by("pk").iterator():
        report.files += 1
        report.problems += [
            f"file {file.file} of edition {file.edition.number}: {one}" for one in _problems_of(file.file, file.sha256)
        ]
    return report


def lookup(text: str) -> Found | None:
    """What a number (`3`, `Nr. 3`) or a digest (at least its first twelve digits) stands for.

    By number only what is published; by digest also an edition or a file that is not (or no longer), for
    whoever has it in hand. A working edition is never found.
    """
    wanted = re.sub(r"[\s:…]", "", text).lower()
    if number := NUMBER.fullmatch(wanted):
        edition = _editions().filter(Q(publicity=EventKind.PUBLISHED), number=int(number[1])).first()
        return Found(edition) if edition else None
    return _by_digest(wanted) if DIGEST.fullmatch(wanted) else None


def file_digest(name: str) -> str:
    """SHA-256 of a stored file. `FileNotFoundError` when it is gone."""
    with default_storage.open(name, "rb") as stored:
        return digest_of_chunks(iter(lambda: stored.read(CHUNK), b""))


def digest_of_chunks(chunks: Iterable[bytes]) -> str:
    """SHA-256 of what comes piece by piece."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _by_digest(wanted: str) -> Found | None:
    """The only one whose digest begins so; a beginning that fits several finds none of them."""
    editions = list(_editions().filter(digest__startswith=wanted)[:2])
    issued = IssuedFile.objects.exclude(edition__kind=EditionKind.WORKING)
    files = list(issued.filter(sha256__startswith=wanted)[:2])
    if len(editions) + len(files) != 1:
        return None
    if editions:
        return Found(editions[0])
    return Found(_editions().get(pk=files[0].edition_id), files[0])


def _editions() -> EditionQuerySet:
    return Edition.objects.for_the_council().select_related("plan").prefetch_related("events")


def _problems_of_edition(edition: Edition) -> Iterator[str]:
    rows = EditionElement.objects.filter(edition=edition).order_by("path")
    elements = [
        (str(uid), path, code, fragment)
        for uid, path, code, fragment in rows.values_list("uid", "path", "code", "fragment_id")
    ]
    if edition_digest(edition, elements) != edition.digest:
        yield "its digest does not fit what is stored"
    for row in rows.select_related("fragment").iterator():
        if (row.kind, row.cents, row.depth) != _columns(row):
            yield f"{row.code}: kind, money or depth do not fit its content"


def _columns(row: EditionElement) -> tuple[str, int, int] | None:
    """Kind, money and depth as the fragment and the path say; None for a fragment that cannot be read."""
    try:
        content = json.loads(row.fragment.content)
    except ValueError:
        return None
    return content["kind"], sum(one["cents"] for one in content.get("funding", [])), len(row.path) // PATH_DIGITS - 1


def _problems_of(name: str, sha256: str) -> Iterator[str]:
    try:
        if file_digest(name) != sha256:
            yield "its content was changed"
    except FileNotFoundError:
        yield "it is missing in the storage"
