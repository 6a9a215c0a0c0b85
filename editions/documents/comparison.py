"""From a comparison to the document of it (lyginamasis variantas). Pure: no query, no rendering."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from editions.comparison.model import Comparison, Entry, Move
from editions.comparison.parts import parts_of
from editions.comparison.presenting import LABELS, Shown, Wanted
from editions.documents.comparison_model import Basis, ChangeEntry, ChangePart, ComparisonDocument, NumberRow
from editions.documents.context import edition_facts
from editions.documents.entries import anchor_of, label_of
from editions.documents.model import TocLine
from editions.documents.pictures import FROZEN
from editions.models import EditionEvent
from editions.reading import Node
from klaipeda_plan.core.diffing import render_body, render_runs
from klaipeda_plan.core.numbers import format_euros
from klaipeda_plan.printing.bodies import document_body
from klaipeda_plan.printing.typography import tie
from plans.differences import Difference, FieldChange, LinkChange, SumChange, ValueChange
from plans.hierarchy import Kind

LEVEL = 3  # of the entries' headings


def comparison_document(
    comparison: Comparison, events: Sequence[EditionEvent], *, language: str
) -> ComparisonDocument:  # fmt: skip
    """All changes in the order of the document; headings come in the active language."""
    parts = tuple(_parts(comparison))
    toc = [TocLine(1, "santrauka", _("Summary"))]
    toc += [TocLine(1, part.anchor, part.heading) for part in parts]
    if comparison.renumbered:
        toc.append(TocLine(1, "kodai", _("Elements with another code only")))
    toc.append(TocLine(1, "apie", _("About this document")))
    basis = comparison.basis
    facts = edition_facts(comparison.edition, events, language=language)
    facts["is_sample"] = comparison.edition.sample or basis.sample
    return ComparisonDocument(
        **facts,
        sources=(), parts=(), annex=None, toc=tuple(toc), titles={line.anchor: line.text for line in toc},
        basis=Basis(
            basis.number, tie(basis.title), basis.document_date, basis.digest,
            f"{settings.SITE_URL}/redakcijos/{basis.number}/",
        ),
        shown=Shown(comparison, Wanted()), changes=parts,
    )  # fmt: skip


def _parts(comparison: Comparison) -> Iterator[ChangePart]:
    """A part for each section, the vision with its aspects, each priority, as far as something of it differs."""
    return (_part(part.head, part.changes) for part in parts_of(comparison) if part.changes)


def _part(head: Node, entries: Sequence[Entry]) -> ChangePart:
    heading = _("Vision") if head.kind == Kind.VISION else f"{label_of(head) or head.code} {tie(head.title)}"
    measures = [row for entry in entries if entry.kind == Kind.MEASURE for row in _numbers(entry)]
    return ChangePart(f"p-{head.short_uid}", heading, tuple(_entry(entry) for entry in entries), tuple(measures))


def _entry(entry: Entry) -> ChangeEntry:
    difference, old, new = entry.difference, *entry.codes
    renumbered = bool(old and new and old != new)
    code = _change(old, new) if renumbered else format_html("{}", entry.node.code)
    title = render_runs(difference.title.runs) if difference.title else format_html("{}", tie(entry.node.title))
    body = "" if difference.body.is_empty else render_body(difference.body)
    return ChangeEntry(
        anchor=anchor_of(entry.node), label=code, title=title, sorts=tuple(str(LABELS[one]) for one in entry.sorts),
        kind=str(Kind(entry.kind).label), move=move_text(entry.move) if entry.move else "",
        reasons=tuple(reason.text for reason in entry.reasons),
        body=document_body(body, LEVEL, FROZEN, marked=True),
        numbers=() if entry.kind == Kind.MEASURE else tuple(_numbers(entry)),
        links=tuple(_link(one) for one in difference.links),
    )  # fmt: skip


def move_text(move: Move) -> str:
    """From where to where, in a sentence."""
    if move.is_reordered:
        text = _("Moved from place %(old)s to place %(new)s under “%(parent)s”.")
        return text % {"parent": move.new_parent, "old": move.old_rank, "new": move.new_rank}
    return _("Moved from “%(old)s” to “%(new)s”.") % {"old": move.old_parent, "new": move.new_parent}


def _numbers(entry: Entry) -> Iterator[NumberRow]:
    """Fields, sums and values of indicators; the title stands in the first row."""
    title = entry.node.title
    for label, old, new, delta in _rows(entry.difference):
        yield NumberRow(entry.node.code, tie(title), label, old or "–", new or "–", delta)
        title = ""


def _rows(difference: Difference) -> Iterator[tuple[str, str, str, str]]:
    for field in difference.fields:
        yield _capital(field.label), field.old, field.new, ""
    for one in difference.sums:
        yield _sum(one, one.label)
    if difference.total and len(difference.sums) > 1:
        yield _sum(difference.total, _("All sums of the measure"))
    words = _("Indicator “%(title)s”: %(value)s")
    for indicator in difference.indicators:
        changes: list[FieldChange | ValueChange] = [*indicator.fields, *indicator.values]
        for change in changes:
            yield words % {"title": indicator.title, "value": change.label}, change.old, change.new, ""


def _sum(one: SumChange, label: str) -> tuple[str, str, str, str]:
    old, new = ("" if cents is None else format_euros(cents) for cents in (one.old, one.new))
    return label, old, new, ("+" if one.delta > 0 else "") + format_euros(one.delta)


def _link(one: LinkChange) -> SafeString:
    text = f"{one.label}: {one.target}"
    if one.fate.value == "changed":
        return format_html("{} – {}", text, _change(one.old, one.new))
    return _change(text, "") if one.fate.value == "removed" else _change("", text)


def _change(old: str, new: str) -> SafeString:
    """Old struck, new underlined, each with its word for who listens."""
    parts: list[Any] = []
    if old:
        parts.append(format_html('<del><span class="visually-hidden">{} </span>{}</del>', _("deleted:"), old))
    if new:
        parts.append(format_html('<ins><span class="visually-hidden">{} </span>{}</ins>', _("inserted:"), new))
    return mark_safe(" ".join(parts))


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
