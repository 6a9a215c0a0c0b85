"""What frames the text: the cover, the table of contents, the last page, the counts of a comparison."""

import io
import re

import segno
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editions.documents.comparison_model import ComparisonDocument
from editions.documents.docx.inline import STRONG, Bit, Text, bits_of, styled
from editions.documents.docx.writing import Page, Writer
from editions.documents.model import PlanDocument
from klaipeda_plan.core.diffing.text import Mark, Piece

CODE_WIDTH = 1500  # twips
QUIET, DIGEST = styled("Quiet"), styled("Digest")


def link(address: str) -> list[Bit]:
    return [Bit(Piece(address, (Mark("a", (("href", address),)),)))]


def write_cover(writer: Writer, document: PlanDocument) -> None:
    """Whose plan, which edition, in what state, how to check it."""
    writer.paragraph(document.council, "CoverOver")
    writer.paragraph(state_of(document), "CoverState")
    writer.paragraph(_title(document), "Title")
    writer.paragraph(document.edition_title, "Subtitle")
    _notice(writer, document)
    if document.decision and not document.is_project:
        writer.paragraph(_decision(document))
    facts: list[tuple[Text, Text]] = [
        (_("Edition"), f"{_number(document.edition_number)}, {document.kind}"),
        (_("Date of the document"), date_format(document.document_date)),
        (_("Digest"), bits_of(document.short_digest, DIGEST)),
    ]
    writer.facts(_quiet(facts))
    writer.lines(document.note)
    _verify(writer, document)


def write_comparison_cover(writer: Writer, document: ComparisonDocument) -> None:
    basis = document.basis
    assert basis is not None  # a comparison has one
    writer.paragraph(document.council, "CoverOver")
    writer.paragraph(_("Comparison of editions"), "CoverState")
    writer.paragraph(_title(document), "Title")
    words = _("Edition No. %(number)s compared with edition No. %(basis)s")
    writer.paragraph(words % {"number": document.edition_number, "basis": basis.number}, "Subtitle")
    _notice(writer, document)
    before = (basis.number, basis.title, date_format(basis.document_date))
    now = (document.edition_number, document.edition_title, date_format(document.document_date))
    facts: list[tuple[Text, Text]] = [
        (_("Before"), _edition(*before)), (_("Now"), _edition(*now)),
        (_("Digest"), bits_of(document.short_digest, DIGEST)),
    ]  # fmt: skip
    writer.facts(_quiet(facts))
    _verify(writer, document)


def _title(document: PlanDocument) -> str:
    """A range of years stands on a line of its own: it would break at its dash."""
    return re.sub(r"\s(?=\d{4}–\d{4})", "\n", document.title)


def write_contents(writer: Writer, document: PlanDocument) -> None:
    writer.turn(Page.PORTRAIT)
    writer.contents(_("Contents"), [(line.level, line.anchor, line.text) for line in document.toc])


def write_about(writer: Writer, document: PlanDocument) -> None:
    """What this file is and how to check it."""
    writer.turn(Page.PORTRAIT)
    writer.heading(_("About this document"), 1, anchor="apie")
    basis = document.basis if isinstance(document, ComparisonDocument) else None
    if basis is None:
        words = _("This document was made by the portal of the strategic development plan from edition No. %(number)s. "
                  "An edition is a frozen copy of the whole plan: it does not change after it was made.")  # fmt: skip
        writer.paragraph(words % {"number": document.edition_number})
    else:
        writer.paragraph(
            _("This document was made by the portal of the strategic development plan from two editions. An edition is "
              "a frozen copy of the whole plan: it does not change after it was made. Elements are compared by the "
              "identity that they keep, wherever they stand.")
        )  # fmt: skip
    if document.is_sample:
        words = _("The edition shows how the portal works; it is no basis for a decision.")
        mark = bits_of(_("Sample data – not the real plan") + ". ", STRONG)
        writer.paragraph([*mark, *bits_of(words)], "Notice")
    elif document.is_project and basis is None:
        writer.paragraph(_("The council has not approved this text yet."))
    writer.paragraph(_("A file that was edited is no longer the one that the portal issued: its digest differs."))
    writer.facts(_quiet(_facts_of(document)), share=0.36)
    writer.heading(_("Is this file genuine?"), 2)
    words = _("The digest of every file that the portal issues stands in a permanent register. Check the number or the "
              "digest of the edition here:")  # fmt: skip
    writer.paragraph([*bits_of(f"{words} "), *link(document.verify_address)])


def state_of(document: PlanDocument) -> str:
    if document.is_working:
        return _("Working edition")
    return _("Approved") if document.decision and not document.is_project else pgettext("document", "Draft")


def _facts_of(document: PlanDocument) -> list[tuple[Text, Text]]:
    edition = f"{_number(document.edition_number)}, {document.edition_title} ({document.kind})"
    digest = (_("Digest of the edition (SHA-256)"), bits_of(document.digest, DIGEST))
    if isinstance(document, ComparisonDocument) and document.basis is not None:
        basis = document.basis
        address = f"{document.address}palyginti/{basis.number}/"
        return [
            (_("Plan"), document.title),
            (_("Before"), _edition(basis.number, basis.title, date_format(basis.document_date))),
            (_("Its digest (SHA-256)"), bits_of(basis.digest, DIGEST)), (_("Now"), edition), digest,
            (_("Address of the comparison"), link(address)),
        ]  # fmt: skip
    frozen = date_format(document.frozen_at.astimezone(), "DATETIME_FORMAT")
    return [
        (_("Plan"), document.title), (_("Edition"), edition),
        (_("Date of the document"), date_format(document.document_date)), (_("Frozen"), frozen), digest,
        (_("Address of the edition"), link(document.address)),
    ]  # fmt: skip


def _quiet(rows: list[tuple[Text, Text]]) -> list[tuple[Text, Text]]:
    return [(bits_of(name, QUIET), value) for name, value in rows]


def _number(number: int) -> str:
    return _("No. %(number)s") % {"number": number}


def _edition(number: int, title: str, date: str) -> str:
    return f"{_number(number)}, {title}, {date}"


def _notice(writer: Writer, document: PlanDocument) -> None:
    if document.is_sample:
        writer.paragraph(_("Sample data – not the real plan"), "CoverNotice")


def _decision(document: PlanDocument) -> str:
    """The council, its decision, the register's code: a line each."""
    decision = document.decision
    assert decision is not None  # asked before
    date = date_format(decision.date)
    words = _("decision of %(date)s No. %(number)s") if decision.number else _("decision of %(date)s")
    lines = [document.council, words % {"date": date, "number": decision.number}]
    if decision.register_code:
        lines.append(_("Register of Legal Acts, code") + f" {decision.register_code}")
    return "\n".join(lines)


def _verify(writer: Writer, document: PlanDocument) -> None:
    """The code that leads to the verify page, with the same address in letters; then place and year."""
    address = document.verify_code.address
    words = _("Is this document genuine and still the newest? See:")
    writer.paragraph([*bits_of(f"{words}\n"), *link(address)], keeps=True)
    alternative = _("QR code of the address %(address)s") % {"address": address}
    writer.picture(code_picture(address), alternative, width=CODE_WIDTH)
    writer.paragraph(f"{document.place}, {document.document_date:%Y}", "CoverOver")


def code_picture(address: str) -> bytes:
    """As PNG; level M: a stain over a seventh of it does no harm."""
    out = io.BytesIO()
    segno.make_qr(address, error="m").save(out, kind="png", scale=8, border=4)
    return out.getvalue()
