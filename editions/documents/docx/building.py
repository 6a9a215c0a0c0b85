"""From editions to files: the plan of one edition, and the comparison of two with tracked changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from editions.comparison.model import Comparison
from editions.documents.comparison import comparison_document, move_text
from editions.documents.comparison_model import ComparisonDocument
from editions.documents.context import plan_document
from editions.documents.docx.front import write_about, write_comparison_cover, write_contents, write_cover
from editions.documents.docx.package import Facts
from editions.documents.docx.plan import Sources, write_parts
from editions.documents.docx.sides import Sides, both
from editions.documents.docx.summary import write_summary
from editions.documents.docx.writing import Page, Writer
from editions.documents.entries import anchor_of
from editions.documents.model import PlanDocument, TocLine
from editions.documents.pictures import FROZEN
from editions.models import Edition, EditionEvent
from editions.reading import EditionTree
from klaipeda_plan.printing.progress import Report


@dataclass(frozen=True)
class FinishedDocx:
    """How many pages it has only the program knows that opens it."""

    content: bytes
    pages: None = None


def plan_docx(
    edition: Edition, tree: EditionTree, events: Sequence[EditionEvent], *, key: str, language: str, report: Report
) -> FinishedDocx:  # fmt: skip
    """The plan of an edition; refuses an empty one. Equal editions give equal bytes."""
    report(5, _("Reading the edition"))
    document = plan_document(edition, tree, events, language=language)
    bodies = bodies_of(tree)
    writer = Writer(_facts(document, key), pictures=FROZEN, anchors=set(document.titles), page=Page.COVER)
    write_cover(writer, document)
    write_contents(writer, document)
    report(20, _("Writing the document"))
    write_parts(writer, Sources(both(document), both(bodies)))
    write_about(writer, document)
    report(85, _("Putting the file together"))
    return FinishedDocx(writer.finish())


def comparison_docx(
    comparison: Comparison, events: Sequence[EditionEvent], *, key: str, language: str, report: Report
) -> FinishedDocx:  # fmt: skip
    """The whole plan with everything that differs between the basis and the edition as tracked changes. An empty
    edition is an edition: then everything was put in or taken out."""
    report(5, _("Comparing the editions"))
    document = comparison_document(comparison, events, language=language)
    old = _side(comparison.basis, comparison.old, language)
    sides = Sides(old, _side(comparison.edition, comparison.new, language))
    toc, titles = _toc(sides)
    document = replace(document, toc=toc)
    bodies = Sides(bodies_of(comparison.old), bodies_of(comparison.new))
    writer = Writer(_comparison_facts(document, key), pictures=FROZEN, anchors=titles, page=Page.COVER)
    write_comparison_cover(writer, document)
    write_contents(writer, document)
    write_summary(writer, document)
    report(25, _("Writing the document"))
    if not sides.is_nothing:
        write_parts(writer, Sources(sides, bodies, _moves(comparison), _reasons(comparison)))
    write_about(writer, document)
    report(85, _("Putting the file together"))
    return FinishedDocx(writer.finish())


def bodies_of(tree: EditionTree) -> Mapping[str, str]:
    """The stored bodies by anchor."""
    return {anchor_of(node): node.body for node in tree.walk() if node.body}


def _side(edition: Edition, tree: EditionTree, language: str) -> PlanDocument | None:
    return plan_document(edition, tree, [], language=language) if tree.roots else None


def _toc(sides: Sides[PlanDocument]) -> tuple[tuple[TocLine, ...], set[str]]:
    """The summary, then the contents of the edition as it stands now, or stood last."""
    lines = [TocLine(1, "santrauka", _("Summary"))]
    if sides.is_nothing:
        return (*lines, TocLine(1, "apie", _("About this document"))), set()
    titles = {anchor for side in (sides.old, sides.new) if side for anchor in side.titles}
    return (*lines, *sides.any.toc), titles


def _moves(comparison: Comparison) -> dict[str, str]:
    """What the margin says beside a moved element, at both of its places."""
    return {anchor_of(entry.node): move_text(entry.move) for entry in comparison.entries if entry.move}


def _reasons(comparison: Comparison) -> dict[str, str]:
    words = _("Why:")
    return {anchor_of(entry.node): f"{words} {entry.reason}" for entry in comparison.entries if entry.reason}


def _facts(document: PlanDocument, key: str) -> Facts:
    words = _("Edition %(number)s · %(date)s · %(digest)s")
    footing = words % {
        "number": document.edition_number, "date": document.document_date.isoformat(),
        "digest": document.short_digest,
    }  # fmt: skip
    number = _("Edition %(number)s") % {"number": document.edition_number}
    return Facts(
        title=f"{document.title} · {number}", author=document.municipality, language=document.language,
        date=document.frozen_at, signer=portal_name(), running=document.title, mark=document.mark, footing=footing,
        subject=document.edition_title, keywords=document.digest, identifier=key, category=document.kind,
    )  # fmt: skip


def _comparison_facts(document: ComparisonDocument, key: str) -> Facts:
    basis = document.basis
    assert basis is not None  # a comparison has one
    given = {"number": document.edition_number, "basis": basis.number, "digest": document.short_digest}
    name, pair = _("Comparison of editions"), _("Edition %(number)s compared with %(basis)s") % given
    title = f"{name}. {document.title}"
    return replace(
        _facts(document, key),
        title=f"{title} · {pair}", running=title,
        footing=_("Edition %(number)s compared with %(basis)s · %(digest)s") % given,
        keywords=f"{document.digest} {basis.digest}",
    )  # fmt: skip


def portal_name() -> str:
    """Who signs tracked changes: no person."""
    return _("The portal of Klaipėda's strategic development plan")
