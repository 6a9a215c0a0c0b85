"""Is it genuine: every digest recomputed, and finding the edition or the file behind a number or a digest."""

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

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
from editions.registers import Paper, StoredFile, registers
from editions.services.freeze import edition_digest
from editions.services.reasons import reasons_digest
from editions.services.stored import digest_of_stored
from editions.services.translations import translation_digest
from klaipeda_plan.core.canonical import digest_of

NUMBER = re.compile(r"(?:nr\.?|no\.?)?(\d{1,9})", re.IGNORECASE)
DIGEST = re.compile(r"[0-9a-f]{12,64}")
FOLDERS = ("issued", "frozen")  # of the storage: what stands there was issued, or is shown by an edition


@dataclass
class Report:
    """What was looked at, and each thing that is not as it was frozen or issued."""

    fragments: int = 0
    editions: int = 0
    pictures: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # names in the storage
    extra: list[str] = field(default_factory=list)  # names there that no register knows

    def look_at(self, stored: StoredFile) -> None:
        self.known.add(stored.name)
        self.problems += [f"{stored.words}: {problem}" for problem in _problems_of(stored.name, stored.sha256)]


@dataclass(frozen=True)
class Found:
    """An edition (with its state), a file issued of it, or a paper of another register (then the edition is what it
    is about, if anything). `is_public` tells whether its words may be shown: of what nobody published, whoever holds
    a digest learns only that it is genuine."""

    edition: Edition | None
    file: IssuedFile | None = None
    paper: Paper | None = None

    @property
    def is_public(self) -> bool:
        if self.paper:
            return self.paper.is_public
        return self.edition is not None and self.edition.publicity == EventKind.PUBLISHED

    @cached_property
    def basis(self) -> Edition | None:
        """What the file compares the edition with, if everybody may know it."""
        wanted = self.file.basis_id if self.file else None
        return Edition.objects.published().filter(pk=wanted).first() if wanted else None

    @cached_property
    def newer(self) -> IssuedFile | None:
        """A newer file of the same document: the edition was decided on since, or the portal was renewed."""
        if self.file is None:
            return None
        own = {name: getattr(self.file, name) for name in ("edition_id", "basis_id", "document", "format", "language")}
        return IssuedFile.objects.filter(pk__gt=self.file.pk, **own).order_by("-pk").first()


def verify_editions() -> Report:
    """Recompute everything that is stored: fragments, editions, reasons, translations, files, one after another."""
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
        report.look_at(StoredFile(picture.file, picture.digest, f"picture {picture.file}"))
    for file in IssuedFile.objects.select_related("edition").order_by("pk").iterator():
        report.files += 1
        report.look_at(StoredFile(file.file, file.sha256, f"file {file.file} of edition {file.edition.number}"))
    for register in registers():
        for stored in register.files():
            report.files += 1
            report.look_at(stored)
    folders = [*FOLDERS, *(folder for register in registers() for folder in register.folders)]
    report.extra = [name for folder in dict.fromkeys(folders) for name in _names_in(folder) if name not in report.known]
    report.problems += [f"file {name}: it stands in the storage and in no register" for name in report.extra]
    return report


def remove_extra(report: Report) -> list[str]:
    """Remove files that stand in no register, but for new ones: somebody may be entering them. Names what went."""
    old = timezone.now() - datetime.timedelta(seconds=settings.JOB_LONGEST_SECONDS)
    gone = [name for name in report.extra if default_storage.get_modified_time(name) < old]
    for name in gone:
        default_storage.delete(name)
    return gone


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
    papers = [paper for register in registers() for paper in register.find(wanted)]
    if len(editions) + len(files) + len(papers) != 1:
        return None
    if papers:
        about = papers[0].edition
        return Found(_editions().get(pk=about.pk) if about else None, paper=papers[0])
    return Found(editions[0]) if editions else Found(_editions().get(pk=files[0].edition_id), files[0])


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
    reasons = list(edition.reasons.order_by("pk"))
    if (reasons_digest(reasons) if reasons else None) != edition.meta.get("reasons"):
        yield "the reasons of its changes are not those that were frozen"
    for translation in edition.translations.order_by("pk").iterator():
        if translation_digest(translation, edition) != translation.digest:
            yield f"a translation ({translation.uid}) was changed"
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
        digest = digest_of_stored(name)
    except OSError as error:  # a disk that cannot be read is told like any other damage
        yield f"it cannot be read ({error.strerror})"
        return
    if digest is None:
        yield "it is missing in the storage"
    elif digest != sha256:
        yield "its content was changed"


def _names_in(folder: str) -> list[str]:
    """What stands in a folder of the storage; nothing where there is no such folder."""
    try:
        return [f"{folder}/{name}" for name in sorted(default_storage.listdir(folder)[1])]
    except FileNotFoundError:
        return []
