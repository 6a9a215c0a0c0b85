"""Keeping the index: content in the transaction that changes it, editions in a job after they were published.

Drafts stay out. What is scheduled comes in at once and is found from its time on (`publicity.search.visible`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction

from editions.models import Edition, EditionEvent, EditionTranslation
from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import enqueue
from publicity.models import Event, LibraryDocument, News, SearchEntry, SearchKind, SearchWord, StaticPage
from publicity.pages import all_pages, page_keys
from publicity.search import entries
from publicity.search.words import LONGEST_WORD, fold, forms_of, words_of
from workgroups.models import PublishedMinutes

EDITION_JOB = "index_edition"
REBUILD_JOB = "rebuild_search"
BATCH = 200
SHORTEST_WORD = 3
Thing = TypeVar("Thing")
KEPT = [field.name for field in SearchEntry._meta.concrete_fields if field.name not in ("id", "key")]


def keep_publication(item: News | Event) -> None:
    """Called by whoever has written it, in the same transaction: the index is never behind."""
    kind = SearchKind.EVENT if isinstance(item, Event) else SearchKind.NEWS
    _keep_or_drop(f"{kind}:{item.pk}", item, entries.entry_of_publication)


def keep_document(document_id: int) -> None:
    document = LibraryDocument.objects.select_for_update().get(pk=document_id)
    _keep_or_drop(f"{SearchKind.DOCUMENT}:{document.pk}", document, entries.entry_of_document)


def keep_page(page: StaticPage) -> None:
    _store([entries.entry_of_page(page)])


def keep_minutes(copy_id: int) -> None:
    """A copy that was published, or taken back: then its words go in the same transaction."""
    copy = PublishedMinutes.objects.select_related("meeting__workgroup").get(pk=copy_id)
    if copy.withdrawn_at:
        SearchEntry.objects.filter(key=f"{SearchKind.MINUTES}:{copy.pk}").delete()
    else:
        _store([entries.entry_of_minutes(copy)])


def keep(item: Any) -> None:
    """Whichever it is."""
    keep_document(item.pk) if isinstance(item, LibraryDocument) else keep_publication(item)


def edition_changed(edition_id: int) -> None:
    """What happened to an edition may have made it public, or taken it back: looked at once the transaction stands."""
    transaction.on_commit(lambda: _ask_to_index(edition_id))


def index_edition(progress: Progress, *, edition_id: int) -> dict[str, Any]:
    """The job: as many rows as the edition has elements, or none if it is not public."""
    progress(1)
    return {"entries": len(keep_edition(edition_id))}


def keep_edition(edition_id: int) -> set[str]:
    """The keys of its rows. Whoever was overtaken by a change begins again: the last to write has read the newest."""
    keys: set[str] = set()
    state = ""
    while (newest := _state_of(edition_id)) != state:
        state = newest
        if edition_id in Edition.objects.public_standings():
            keys = _store_all(entries.entries_of_edition(Edition.objects.get(pk=edition_id)))
        else:
            keys = set()
            SearchEntry.objects.filter(edition=edition_id).delete()
    return keys


def rebuild(progress: Progress | None = None) -> dict[str, Any]:
    """Everything anew, row by row over what stands: whoever searches meanwhile finds the old or the new. Words that
    stand nowhere any more are forgotten."""
    before = dict(SearchEntry.objects.order_by().values_list("key", "pk"))
    words_before = dict(SearchWord.objects.order_by().values_list("word", "pk"))
    keys: set[str] = set()
    public = list(Edition.objects.public_standings())
    for done, edition in enumerate(Edition.objects.filter(pk__in=public).order_by("number")):
        if progress:
            progress(90 * done // len(public))
        keys |= keep_edition(edition.pk)
    for published, make in _content():
        keys |= _store_content(published, make)
    keys |= _store_all(entries.entry_of_page(page) for page in all_pages())
    stale = [pk for key, pk in before.items() if key not in keys]
    for some in _batches(stale):
        SearchEntry.objects.filter(pk__in=some).delete()
    _forget_words(words_before)
    return {"entries": len(keys), "dropped": len(stale)}


def catch_up() -> None:
    """What a process that died, or an upgrade, has left undone: asked for at every tick, three small queries."""
    if not stands():
        enqueue(REBUILD_JOB, REBUILD_JOB, {}, by=None)
        return
    for edition_id in sorted(editions_behind()):
        _ask_to_index(edition_id)


def stands() -> bool:
    """It was built once: every page about the portal is there."""
    return SearchEntry.objects.filter(kind=SearchKind.PAGE).count() >= len(page_keys())


def editions_behind() -> set[int]:
    """Public ones that are not in the index, and those in it that are not public."""
    indexed = set(SearchEntry.objects.exclude(edition=None).order_by().values_list("edition_id", flat=True).distinct())
    public = set(Edition.objects.public_standings())
    filled = set(Edition.objects.filter(pk__in=public - indexed, elements__isnull=False).values_list("pk", flat=True))
    return (indexed - public) | filled


def _ask_to_index(edition_id: int) -> None:
    """One job for each state: a change while a job runs is not taken for what that job is doing."""
    enqueue(EDITION_JOB, f"{EDITION_JOB}-{edition_id}-{_state_of(edition_id)}", {"edition_id": edition_id}, by=None)


def _state_of(edition_id: int) -> str:
    """Both are only ever appended."""
    events = EditionEvent.objects.filter(edition=edition_id).count()
    return f"{events}-{EditionTranslation.objects.filter(edition=edition_id).count()}"


def _keep_or_drop(key: str, item: Any, make: Any) -> None:
    if item.published_at is None:
        SearchEntry.objects.filter(key=key).delete()
    else:
        _store([make(item)])


def _content() -> list[tuple[Any, Callable[[Any], SearchEntry]]]:
    """What may be found besides editions and pages, and how it becomes a row."""
    return [
        (News.objects.exclude(published_at=None).select_related("workgroup"), entries.entry_of_publication),
        (Event.objects.exclude(published_at=None).select_related("workgroup"), entries.entry_of_publication),
        (LibraryDocument.objects.exclude(published_at=None), entries.entry_of_document),
        (PublishedMinutes.objects.filter(withdrawn_at=None).select_related("meeting__workgroup"),
         entries.entry_of_minutes),
    ]  # fmt: skip


def _store_content(published: Any, make: Callable[[Any], SearchEntry]) -> set[str]:
    """Rows are held while they are copied: nobody's save comes in between."""
    keys: set[str] = set()
    for some in _batches(published.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            items = published.select_for_update(of=("self",)).filter(pk__in=some)
            keys |= _store_all(make(item) for item in items)
    return keys


def _forget_words(before: dict[str, int]) -> None:
    """Of the words that were known before the rebuild; those that came meanwhile stand somewhere."""
    standing: set[str] = set()
    rows = SearchEntry.objects.order_by().values_list("title", "text", "title_en", "text_en")
    for texts in rows.iterator(chunk_size=BATCH):
        standing.update(_known_words(texts))
    gone = [pk for word, pk in before.items() if word not in standing]
    for some in _batches(gone):
        SearchWord.objects.filter(pk__in=some).delete()


def _known_words(texts: Iterable[str]) -> set[str]:
    words = (word.lower() for text in texts if text for word in words_of(text))
    return {word for word in words if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha()}


def _store_all(rows: Iterable[SearchEntry]) -> set[str]:
    keys: set[str] = set()
    for some in _batches(rows):
        _store(some)
        keys.update(row.key for row in some)
    return keys


@transaction.atomic
def _store(rows: Sequence[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=KEPT)
    texts = (text for row in rows for text in (row.title, row.text, row.title_en, row.text_en))
    known = [
        SearchWord(word=word, fold=fold(word)[:LONGEST_WORD], stem=forms_of(word).lithuanian)
        for word in sorted(_known_words(texts))
    ]
    SearchWord.objects.bulk_create(known, ignore_conflicts=True, batch_size=500)


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    waiting = iter(things)
    while some := list(islice(waiting, BATCH)):
        yield some
