"""The comparison of two editions as a document: what `templates/editions/documents/comparison.html` reads."""

import datetime
from dataclasses import dataclass

from django.utils.safestring import SafeString

from editions.comparison.presenting import Shown
from editions.documents.model import PlanDocument


@dataclass(frozen=True)
class NumberRow:
    """One number that changed, texts in the document's language; `code` and `title` of the measure stand in the
    first row of each measure, the title alone is left out of the rest."""

    code: str
    title: str
    label: str
    old: str
    new: str
    delta: str = ""


@dataclass(frozen=True)
class ChangeEntry:
    """An element that differs, under a heading of its own. `numbers` are empty for a measure: they stand in the
    table of its part."""

    anchor: str
    label: SafeString  # code, the former one struck
    title: SafeString
    sorts: tuple[str, ...]
    kind: str
    move: str
    reasons: tuple[str, ...]  # why it changed, a sentence each
    body: SafeString
    numbers: tuple[NumberRow, ...]
    links: tuple[SafeString, ...]


@dataclass(frozen=True)
class ChangePart:
    """The changes of a section, of the vision or of a priority, and the numbers of its measures."""

    anchor: str
    heading: str
    entries: tuple[ChangeEntry, ...]
    measures: tuple[NumberRow, ...]


@dataclass(frozen=True)
class Basis:
    number: int
    title: str
    document_date: datetime.date
    digest: str
    address: str


@dataclass(frozen=True)
class ComparisonDocument(PlanDocument):
    """The edition's own facts, those of its basis, and the changes. It has no parts of a plan."""

    basis: Basis | None = None
    shown: Shown | None = None
    changes: tuple[ChangePart, ...] = ()
