"""What a packet is made of: a piece for each file, in the order of the agenda."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from council.documents.model import (
    Agenda,
    AgendaLine,
    Annex,
    Decided,
    DraftDecision,
    ExplanatoryNote,
    Proposals,
    SmallDocument,
)
from council.models import AgendaItem, CouncilPaper, ItemKind, Outcome, Sitting
from council.services.packets_papers import LANGUAGE, make_paper
from editions.documents.formats import extension_of
from editions.models import Edition, EditionEvent, EditionKind, EventKind, IssuedFile
from editions.services.files import make_document
from klaipeda_plan.core.downloads import plain_name
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.printing.progress import Report
from plans.models import Plan
from publicity.models import LibraryFile

Source = IssuedFile | CouncilPaper | LibraryFile
FORMATS = ("pdf", "docx")
BLOCK_ID = re.compile(r' data-block="[^"]*"')
FOLDER_LENGTH = 70  # paths in a ZIP stay within what file systems take


@dataclass(frozen=True)
class Piece:
    """A file to be: `name` is its path in the ZIP, `make(report)` builds it or finds it built."""

    name: str
    label: str
    folder: str
    make: Callable[[Report], Source]


@dataclass(frozen=True)
class Order:
    """Whose packet it is and who asked for it."""

    sitting: Sitting
    item: AgendaItem | None
    by: int | None

    @property
    def items(self) -> list[tuple[int, AgendaItem]]:
        """With their numbers on the agenda."""
        rows = self.sitting.items.select_related(
            "edition__plan", "basis__plan", "library_document", "decision"
        ).order_by("position", "pk")  # fmt: skip
        numbered = list(enumerate(rows, start=1))
        return [(number, row) for number, row in numbered if self.item is None or row.pk == self.item.pk]


def pieces_of(order: Order) -> list[Piece]:
    """All files, numbered within their folders. Refuses a document of the library that has no file."""
    made: list[Piece] = []
    if order.item is None:
        made += _small(order, None, agenda_document(order.sitting), folder="", number=1)
    for number, item in order.items:
        made += _pieces_of_item(order, item, number)
    return made


def _pieces_of_item(order: Order, item: AgendaItem, number: int) -> list[Piece]:
    folder = f"{number:02} {plain_name(item.title)[:FOLDER_LENGTH].strip(' .')}"
    made: list[Piece] = []
    for at, group in enumerate(_groups(order, item), start=1):
        made += [
            replace(one, name=f"{folder}/{at:02} {one.name}", folder=f"{number}. {item.title}") for one in group
        ]  # fmt: skip
    return made


def _groups(order: Order, item: AgendaItem) -> Iterator[list[Piece]]:
    """The files of an item, the formats of one document together."""
    sitting = order.sitting
    if item.decision_text:
        yield _small(order, item, decision_document(sitting, item))
    if item.note_text:
        yield _small(order, item, note_document(sitting, item))
    if item.edition:
        yield [_of_edition(order, item.edition, None, format) for format in FORMATS]
        if item.basis:
            yield [_of_edition(order, item.edition, item.basis, format) for format in FORMATS]
        yield _small(order, item, proposals_document(sitting, item))
    if item.library_document:
        yield [_of_library(item)]


def _small(
    order: Order, item: AgendaItem | None, document: SmallDocument, *, folder: str = "", number: int = 0
) -> list[Piece]:  # fmt: skip
    def piece(format: str) -> Piece:
        def make(report: Report) -> Source:
            return make_paper(document, format, sitting=order.sitting, item=item, by=order.by, report=report)

        lead = f"{number:02} " if number else ""
        return Piece(f"{lead}{document.kind}.{format}", document.kind, folder, make)

    return [piece(format) for format in FORMATS]


def _of_edition(order: Order, edition: Edition, basis: Edition | None, format: str) -> Piece:
    def make(report: Report) -> Source:
        document = "comparison" if basis else "plan"
        return make_document(
            edition, document, format, language=LANGUAGE, by=order.by, report=report, basis=basis
        )  # fmt: skip

    compared = pgettext("packet", "Edition %(number)s compared with %(basis)s")
    words = compared if basis else pgettext("packet", "Edition %(number)s")
    label = words % {"number": edition.number, "basis": basis.number if basis else ""}
    return Piece(f"{plain_name(label)}.{extension_of(format)}", label, "", make)


def _of_library(item: AgendaItem) -> Piece:
    document = item.library_document
    assert document is not None  # asked by the caller
    file = document.files.order_by("-number").first()
    if file is None:
        raise Refused(_("The document of the library “%(title)s” has no file yet.") % {"title": document.title})
    name = f"{plain_name(document.title)[:FOLDER_LENGTH].strip(' .')}{PurePath(file.name).suffix.lower()}"
    return Piece(name, document.title, "", lambda _report: file)


# --- Documents from rows ---


def agenda_document(sitting: Sitting) -> Agenda:
    starts = timezone.localtime(sitting.starts_at)
    items = sitting.items.select_related("edition", "basis", "library_document").order_by("position", "pk")
    lines = tuple(
        AgendaLine(number, one.title, str(one.get_kind_display()), one.office, tuple(_papers(one)))
        for number, one in enumerate(items, start=1)
    )
    return Agenda(
        council=council_of(), name=sitting.title, date=starts.date(), time=f"{starts:%H:%M}",
        place=sitting.place, link="", broadcast=sitting.broadcast_link, lines=lines, is_sample=sitting.sample,
    )  # fmt: skip


def decision_document(sitting: Sitting, item: AgendaItem) -> DraftDecision:
    starts, plan = timezone.localtime(sitting.starts_at), _plan(item)
    return DraftDecision(
        council=council_of(item), place=plan.place if plan else "", about=item.title, year=starts.year,
        body=_printed(item.decision_text), signature=_("Mayor of the municipality"), date=starts.date(),
        annex=_annex(item), decided=_decided(item), amends=_amends(item), is_sample=_is_sample(sitting, item),
    )  # fmt: skip


def note_document(sitting: Sitting, item: AgendaItem) -> ExplanatoryNote:
    return ExplanatoryNote(
        council=council_of(item), about=item.title, office=item.office, body=_printed(item.note_text),
        date=timezone.localtime(sitting.starts_at).date(), is_sample=_is_sample(sitting, item),
    )  # fmt: skip


def proposals_document(sitting: Sitting, item: AgendaItem) -> Proposals:
    """Empty until the public is consulted in the portal."""
    return Proposals(
        council=council_of(item), about=item.title, date=timezone.localtime(sitting.starts_at).date(),
        is_sample=_is_sample(sitting, item),
    )  # fmt: skip


def council_of(item: AgendaItem | None = None) -> str:
    """The council's name: the plan knows it; where nothing is about a plan, any of the portal's."""
    plan = _plan(item)
    return plan.council if plan else _("the municipal council")


def _plan(item: AgendaItem | None) -> Plan | None:
    return item.edition.plan if item and item.edition else Plan.objects.order_by("pk").first()


def _papers(item: AgendaItem) -> Iterator[str]:
    if item.edition:
        yield _("Edition %(number)s") % {"number": item.edition.number}
    if item.basis:
        yield _("Compared with edition %(number)s") % {"number": item.basis.number}
    if item.library_document:
        yield item.library_document.title


def _annex(item: AgendaItem) -> Annex | None:
    if item.edition:
        words = _("Edition No. %(number)s of %(date)s, SHA-256 %(digest)s. It is attached as a file of its own.")
        given = {
            "number": item.edition.number, "date": item.edition.document_date.isoformat(),
            "digest": item.edition.digest,
        }  # fmt: skip
        return Annex(str(item.edition.meta["plan"]["title"]), words % given)
    if item.library_document:
        return Annex(item.library_document.title, _("It is attached as a file of its own."))
    return None


def _decided(item: AgendaItem) -> Decided | None:
    decision = getattr(item, "decision", None)
    if decision is None or decision.outcome != Outcome.APPROVED or not decision.number:
        return None
    return Decided(decision.number, decision.date)


def _amends(item: AgendaItem) -> Decided | None:
    """The decision that approved the plan first, of an item that amends it."""
    if item.kind != ItemKind.AMENDMENT or item.edition is None:
        return None
    earlier = Edition.objects.filter(plan=item.edition.plan_id, kind=EditionKind.PLAN, number__lt=item.edition.number)
    decided = EditionEvent.objects.filter(edition__in=earlier, kind=EventKind.DECIDED).exclude(decision_number="")
    first = decided.order_by("date", "pk").first()
    return Decided(first.decision_number, first.date) if first else None


def _printed(body: str) -> str:
    """Without the ids of its blocks, which nobody sees: another id is no other document."""
    return BLOCK_ID.sub("", body)


def _is_sample(sitting: Sitting, item: AgendaItem) -> bool:
    return sitting.sample or bool(item.edition and item.edition.sample)
