"""A small document as a DOCX, for who goes on writing in it."""

import datetime

from django.utils.formats import date_format
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from council.documents.dates import approval_words, date_words
from council.documents.model import Agenda, DraftDecision, ExplanatoryNote, Proposals, SmallDocument
from editions.documents.docx.building import FinishedDocx, portal_name
from editions.documents.docx.writing import Facts, Page, Writer

SECOND = 2  # a heading of level 1 would begin a page
WIDTHS = (0.9, 2.2, 2, 4, 2.4, 3.4)


def small_docx(document: SmallDocument, *, key: str, language: str) -> FinishedDocx:
    """Equal documents give equal bytes."""
    page = Page.LANDSCAPE if isinstance(document, Proposals) else Page.PORTRAIT
    writer = Writer(_facts(document, key, language), page=page)
    if isinstance(document, DraftDecision):
        _decision(writer, document)
    elif isinstance(document, ExplanatoryNote):
        _note(writer, document)
    elif isinstance(document, Proposals):
        _proposals(writer, document)
    else:
        _agenda(writer, document)
    return FinishedDocx(writer.finish())


def _facts(document: SmallDocument, key: str, language: str) -> Facts:
    midnight = make_aware(datetime.datetime.combine(document.date, datetime.time()))
    is_draft = isinstance(document, DraftDecision) and document.decided is None
    marks = [pgettext("act", "Draft")] if is_draft else []
    marks += [_("Sample data – not the real plan")] if document.is_sample else []
    return Facts(
        title=document.title, author=document.council, language=language, date=midnight, signer=portal_name(),
        running=document.title, mark=" · ".join(marks), identifier=key, category=document.kind,
    )  # fmt: skip


def _decision(writer: Writer, document: DraftDecision) -> None:
    writer.paragraph(document.council.upper(), "Subtitle")
    writer.paragraph(pgettext("act", "Decision").upper(), "Subtitle")
    writer.heading(document.about.upper(), SECOND)
    writer.paragraph(date_words(document))
    writer.paragraph(document.place)
    writer.body(document.body, SECOND)
    for line in ("", "", document.signature):
        writer.paragraph(line)
    if document.annex:
        writer.heading(document.annex.title, 1)
        writer.lines(approval_words(document))
        writer.paragraph(document.annex.words)


def _note(writer: Writer, document: ExplanatoryNote) -> None:
    writer.paragraph(document.council.upper(), "Subtitle")
    writer.paragraph(document.about, "Subtitle")
    writer.heading(_("Explanatory note"), SECOND)
    writer.body(document.body, SECOND)
    if document.office:
        writer.paragraph(document.office)


def _proposals(writer: Writer, document: Proposals) -> None:
    writer.paragraph(document.about, "Subtitle")
    writer.heading(document.kind, SECOND)
    if not document.rows:
        writer.paragraph(_("No proposal was received."))
    rows = [
        [str(number), row.author, row.place, row.words, row.opinion, row.arguments]
        for number, row in enumerate(document.rows, start=1)
    ] or [[""] * len(WIDTHS)]
    head = [
        pgettext("proposals", "No."), _("Who proposed, when"), _("What is to be changed"), _("Proposal"), _("Opinion"),
        _("Arguments for the opinion"),
    ]  # fmt: skip
    writer.table(rows, head=head, widths=WIDTHS)


def _agenda(writer: Writer, document: Agenda) -> None:
    writer.paragraph(document.council, "Subtitle")
    writer.heading(document.title, SECOND)
    when = f"{date_format(document.date, 'DATE_FORMAT')}, {document.time}"
    rows = [
        (_("Date and time"), when), (_("Place"), document.place), (_("Remotely"), document.link),
        (_("Broadcast"), document.broadcast),
    ]  # fmt: skip
    writer.facts([row for row in rows if row[1]])
    for line in document.lines:
        writer.heading(f"{line.number}. {line.title}", SECOND + 1)
        writer.paragraph(line.kind[:1].upper() + line.kind[1:])
        if line.rapporteur:
            writer.paragraph(": ".join([_("Rapporteur"), line.rapporteur]))
        writer.bullets(line.papers)
