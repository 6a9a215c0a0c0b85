"""What the templates of the small documents read: plain data, so that equal data are one file."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True)
class Decided:
    """How the council decided: `number` as `T2-24`."""

    number: str
    date: datetime.date


@dataclass(frozen=True)
class Annex:
    """What a decision approves: an edition of the plan or a document of the library, which stands in its own file."""

    title: str
    words: str = ""  # edition, digest, where to verify


@dataclass(frozen=True)
class DraftDecision:
    """`body` is a cleaned body: the preamble and the numbered points. `about` begins with „Dėl“. Without `decided`
    it is a draft with room for date and number."""

    document: ClassVar[str] = "decision"
    council: str
    place: str
    about: str
    year: int
    body: str
    signature: str  # an office, never a person
    date: datetime.date  # of the sitting
    annex: Annex | None = None
    decided: Decided | None = None
    amends: Decided | None = None  # the decision that approved first what this one words anew
    is_sample: bool = False

    @property
    def kind(self) -> str:
        return pgettext("act", "Decision") if self.decided else pgettext("act", "Draft decision")

    @property
    def title(self) -> str:
        return f"{self.kind}. {self.about}"


@dataclass(frozen=True)
class ExplanatoryNote:
    """Why the decision is put forward: a cleaned body with headings of its own."""

    document: ClassVar[str] = "note"
    council: str
    about: str
    office: str  # who puts it forward
    body: str
    date: datetime.date
    is_sample: bool = False

    @property
    def kind(self) -> str:
        return _("Explanatory note")

    @property
    def title(self) -> str:
        return f"{self.kind}. {self.about}"


@dataclass(frozen=True)
class Proposal:
    author: str  # and the date
    place: str  # what it asks to change
    words: str
    opinion: str
    arguments: str


@dataclass(frozen=True)
class Proposals:
    """Proposals and the answers to them, in the six columns of the Seimas' committees."""

    document: ClassVar[str] = "proposals"
    council: str
    about: str
    date: datetime.date
    rows: tuple[Proposal, ...] = ()
    is_sample: bool = False

    @property
    def kind(self) -> str:
        return _("Table of proposals and answers")

    @property
    def title(self) -> str:
        return f"{self.kind}. {self.about}"


@dataclass(frozen=True)
class AgendaLine:
    number: int
    title: str
    kind: str
    rapporteur: str
    papers: tuple[str, ...] = ()  # what it is about: edition, basis, document of the library


@dataclass(frozen=True)
class Agenda:
    document: ClassVar[str] = "agenda"
    council: str
    name: str
    date: datetime.date
    time: str
    place: str
    link: str
    broadcast: str
    lines: tuple[AgendaLine, ...]
    is_sample: bool = False

    @property
    def kind(self) -> str:
        return _("Agenda")

    @property
    def title(self) -> str:
        return f"{self.kind}. {self.name}"


SmallDocument = DraftDecision | ExplanatoryNote | Proposals | Agenda
