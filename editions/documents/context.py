"""From a frozen edition to the document of the plan. Pure: no query, no rendering."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from editions.documents.entries import EntryMaker, anchor_of, label_of, title_of
from editions.documents.model import Decision, Entry, Part, PlanDocument, TocLine
from editions.documents.money import make_annex, source_names, stage_labels
from editions.models import STANDING, Edition, EditionEvent, EditionKind, EventKind
from editions.reading import EditionTree, Node
from klaipeda_plan.printing.errors import DocumentRefused
from klaipeda_plan.printing.typography import tie
from plans.hierarchy import Kind

TOC_KINDS = (Kind.SECTION, Kind.VISION, Kind.PRIORITY, Kind.GOAL, Kind.TASK)
FOLDER = "editions/documents"


def plan_document(
    edition: Edition, tree: EditionTree, events: Sequence[EditionEvent], *, language: str
) -> PlanDocument:  # fmt: skip
    """The whole plan; headings come in the active language. `events` in their order; refuses an empty edition."""
    if not tree.roots:
        raise DocumentRefused(_("The edition is empty: there is nothing to print."))
    sources = source_names(edition.meta, tree, language=language)
    parts = tuple(_parts(tree, EntryMaker(tree, sources)))
    annex = make_annex(tree, sources, title_of, _("Total"))
    toc = tuple(_toc(parts, has_annex=annex is not None))
    return PlanDocument(
        **edition_facts(edition, events, language=language),
        sources=sources, stages=stage_labels(edition.meta, tree, language=language), toc=toc, parts=parts, annex=annex,
        titles={anchor_of(node): title_of(node) for node in tree.walk()} | {line.anchor: line.text for line in toc},
    )  # fmt: skip


def edition_facts(edition: Edition, events: Sequence[EditionEvent], *, language: str) -> dict[str, Any]:
    """What covers and last pages say of the edition: fields of `PlanDocument`."""
    plan = edition.meta["plan"]
    standing = next((one.kind for one in reversed(events) if one.kind in STANDING), None)
    return {
        "language": language,
        "title": tie((plan.get("title_en") if language == "en" else "") or plan["title"]),
        "municipality": plan["municipality"], "council": plan["council"], "place": plan["place"],
        "edition_number": edition.number, "edition_title": tie(edition.title), "kind": edition.get_kind_display(),
        "document_date": edition.document_date, "frozen_at": edition.frozen_at, "note": tie(edition.note),
        "digest": edition.digest, "is_sample": edition.sample,
        "is_project": standing in (None, EventKind.UNDER_CONSIDERATION),
        "is_working": edition.kind == EditionKind.WORKING,
        "decision": _decision(events),
        "address": f"{settings.SITE_URL}/redakcijos/{edition.number}/",
        "verify_address": f"{settings.SITE_URL}/patikra/",
    }  # fmt: skip


def _decision(events: Sequence[EditionEvent]) -> Decision | None:
    for one in reversed(events):
        if one.kind == EventKind.DECIDED:
            return Decision(one.date, one.decision_number, one.register_code)
    return None


def _parts(tree: EditionTree, maker: EntryMaker) -> Iterator[Part]:
    """Sections and priorities, each a part; the vision's own part holds its aspects."""
    for root in tree.roots:
        if root.kind != Kind.VISION:
            yield Part(f"{FOLDER}/_section.html", title_of(root), maker.entry(root, 1))
            continue
        vision = maker.entry(root, 1, with_entries=False)
        vision.entries = [maker.entry(one, 2) for one in root.children if one.kind == Kind.ASPECT]
        yield Part(f"{FOLDER}/_vision.html", _("Vision"), vision)
        for priority in root.children:
            if priority.kind == Kind.PRIORITY:
                yield Part(f"{FOLDER}/_priority.html", _running(priority), maker.entry(priority, 1))


def _running(priority: Node) -> str:
    return label_of(priority).removesuffix(".")


def _toc(parts: Sequence[Part], *, has_annex: bool) -> Iterator[TocLine]:
    for part in parts:
        if part.entry.kind == Kind.VISION:
            yield TocLine(1, part.entry.anchor, _("Vision"))
            continue
        yield from _toc_of(part.entry)
    if has_annex:
        yield TocLine(1, "lesos", _("Annex. Money of the plan"))
    yield TocLine(1, "apie", _("About this document"))


def _toc_of(entry: Entry) -> Iterator[TocLine]:
    if entry.kind in TOC_KINDS:
        yield TocLine(entry.level, entry.anchor, entry.heading)
    for inner in entry.entries:
        yield from _toc_of(inner)
