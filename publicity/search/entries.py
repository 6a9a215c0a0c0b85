"""Things as rows of the search: which words of them are looked into."""

import datetime
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from editions.models import Edition
from editions.reading import English, Node, load_translations, load_tree
from klaipeda_plan.core.bodies import plain_text
from plans.hierarchy import Kind
from publicity.models import Event, LibraryDocument, News, SearchEntry, SearchKind, StaticPage
from publicity.search.words import tokens_of
from workgroups.models import PublishedMinutes

# The smaller comes first where the words decide nothing.
WEIGHTS = {
    Kind.VISION: 0, Kind.PRIORITY: 1, Kind.GOAL: 2, Kind.TASK: 3, Kind.ASPECT: 4, Kind.MEASURE: 5, Kind.SECTION: 7,
}  # fmt: skip
CONTENT, OTHER_ELEMENTS = 6, 8
MOST_SIGNS = 700_000  # of one thing's text
BETWEEN = " · "  # of its pieces, in an extract
LATEST = 9_999_999_999


def entries_of_edition(edition: Edition) -> Iterator[SearchEntry]:
    """Every element of a frozen edition, with the English texts that stand beside it."""
    english = load_translations(edition)
    for node in load_tree(edition).walk():
        yield _of_node(edition, node, english.get(node.uid))


def entry_of_publication(item: News | Event) -> SearchEntry:
    is_event = isinstance(item, Event)
    kind = SearchKind.EVENT if is_event else SearchKind.NEWS
    moment = item.starts_at if isinstance(item, Event) else item.published_at
    place, place_en = (item.place, item.place_en) if isinstance(item, Event) else ("", "")
    return _entry(
        f"{kind}:{item.pk}", kind, item.title, item.title_en,
        leads=[item.summary, place], leads_en=[item.summary_en, place_en],
        texts=[item.summary, place, plain_text(item.body)],
        texts_en=[item.summary_en, place_en, plain_text(item.body_en)],
        source=item.pk, place=item.slug, order=_newest_first(moment),
        date=timezone.localdate(moment) if moment else None,
        workgroup=item.workgroup.slug if item.workgroup else "",
    )  # fmt: skip


def entry_of_document(document: LibraryDocument) -> SearchEntry:
    """With the text of its newest edition."""
    newest = document.files.order_by("-number").first()
    moment = datetime.datetime.combine(newest.date, datetime.time(12), datetime.UTC) if newest else None
    return _entry(
        f"{SearchKind.DOCUMENT}:{document.pk}", SearchKind.DOCUMENT, document.title, document.title_en,
        leads=[document.summary], leads_en=[document.summary_en],
        texts=[document.summary, newest.text if newest else ""], texts_en=[document.summary_en],
        source=document.pk, place=document.short_uid, order=_newest_first(moment),
        date=newest.date if newest else None,
    )  # fmt: skip


def entry_of_minutes(copy: PublishedMinutes) -> SearchEntry:
    """As they were published; who was there by organisation, as the copy has it."""
    told = copy.content
    moment = datetime.datetime.combine(copy.day, datetime.time(12), datetime.UTC)
    return _entry(
        f"{SearchKind.MINUTES}:{copy.pk}", SearchKind.MINUTES, told["title"], "",
        leads=[*told["agenda"], told["place"]],
        texts=[*told["agenda"], *told["decisions"], plain_text(copy.body), *told["organisations"], told["place"]],
        source=copy.pk, place=str(copy.meeting.uid), order=_newest_first(moment), date=copy.day,
        workgroup=copy.meeting.workgroup.slug,
    )  # fmt: skip


def entry_of_page(page: StaticPage) -> SearchEntry:
    return _entry(
        f"{SearchKind.PAGE}:{page.key}", SearchKind.PAGE, page.title, page.title_en,
        texts=[plain_text(page.body)], texts_en=[plain_text(page.body_en)], place=page.key, order="99999999999",
    )  # fmt: skip


def _of_node(edition: Edition, node: Node, english: English | None) -> SearchEntry:
    detail = node.detail
    sorts = [_in(language, node.kind) for language in ("lt", "en")]
    leads = [indicator.title for indicator in node.indicators]
    texts = [plain_text(node.body)]
    if detail:
        leads += [detail.responsible, detail.office, detail.partners]
        texts += [detail.expected_result, detail.other_resources]
    texts += leads
    title_en, summary_en = (english.title, english.summary) if english else ("", "")
    return _entry(
        f"{SearchKind.ELEMENT}:{edition.pk}:{node.uid}", SearchKind.ELEMENT, node.title, title_en, leads=leads,
        leads_en=[summary_en], texts=texts, texts_en=[summary_en], code=node.code, edition=edition,
        element_kind=node.kind, sorts=sorts,
        place=node.short_uid, workgroup=node.workgroup or "", order=node.path,
        weight=WEIGHTS.get(Kind(node.kind), OTHER_ELEMENTS),
    )  # fmt: skip


def _entry(
    key: str, kind: SearchKind, title: str, title_en: str, *, leads: Iterable[str] = (), leads_en: Iterable[str] = (),
    texts: Iterable[str] = (), texts_en: Iterable[str] = (), code: str = "", weight: int = CONTENT,
    sorts: Iterable[str] = (), **fields: Any,
) -> SearchEntry:  # fmt: skip
    leads, leads_en = [one for one in leads if one], [one for one in leads_en if one]
    text, text_en = (BETWEEN.join(one for one in some if one)[:MOST_SIGNS] for some in (texts, texts_en))
    heads, heads_en = [one for one in (title, code) if one], [one for one in (title_en,) if one]
    return SearchEntry(
        key=key, kind=kind, title=title[:500], title_en=title_en[:500], text=text, text_en=text_en, code=code,
        heads=tokens_of(heads, heads_en, typed=True), leads=tokens_of([*leads, *sorts], [*leads_en, *sorts]),
        words=tokens_of([*heads, text, *sorts], [*heads_en, text_en, *sorts]), weight=weight, **fields,
    )  # fmt: skip


@cache
def _in(language: str, kind: str) -> str:
    """What an element is, in words: who types `vizija` looks for the vision."""
    with override(language):
        return str(Kind(kind).label)


def _newest_first(moment: datetime.datetime | None) -> str:
    """Digits only: every database sorts them alike."""
    return f"{LATEST - int(moment.timestamp()):010d}" if moment else str(LATEST)
