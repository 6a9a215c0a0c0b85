"""English texts taken along by an edition: at its freezing, and later, since translators come after the council.

Only what translates a wording that readers of the edition may know is taken: the edition's own, or one that stands in
an earlier published edition (then it is stale and says so). A translation of a newer draft waits.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editions import permissions
from editions.listeners import tell_of_change
from editions.models import Edition, EditionElement, EditionTranslation
from editions.reading import English, load_nodes, load_translations, node_of
from klaipeda_plan.core.canonical import canonical_json, digest_of
from klaipeda_plan.core.errors import NotAllowed
from plans.models import ENGLISH, ElementTranslation, ElementVersion
from plans.translating import wording_of


@dataclass(frozen=True)
class _Written:
    """A translation as it once stood, and the wording that it translates."""

    title: str
    summary: str
    wording: str


@transaction.atomic
def take_translations(edition: Edition, *, by: Any) -> int:
    """Take along what was translated, corrected or taken back since; how many elements it concerns."""
    if not permissions.can_publish(by):
        raise NotAllowed(_("You may not add to an edition."), who_may=_("The coordinator."))
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    count = write_translations(edition, by=by)
    tell_of_change(edition.pk)
    return count


def write_translations(edition: Edition, *, by: Any) -> int:
    """The write itself, also part of freezing: rows for what differs from what the edition has."""
    found = _fitting(edition)
    standing = load_translations(edition)
    numbers = _numbers(edition)
    changed = [uid for uid in {**found, **standing} if found.get(uid) != standing.get(uid)]
    rows = [_row(edition, uid, found.get(uid, English("", "", False)), numbers.get(uid, 0) + 1, by) for uid in changed]
    EditionTranslation.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def translation_digest(row: EditionTranslation, edition: Edition) -> str:
    """SHA-256 over the row and the digest of the edition that it stands beside."""
    told = [edition.digest, str(row.uid), row.language, row.number, row.title, row.summary, row.is_stale]
    return digest_of(canonical_json(told))


def _row(edition: Edition, uid: str, words: English, number: int, by: Any) -> EditionTranslation:
    at: datetime.datetime = timezone.now()
    row = EditionTranslation(
        edition=edition, uid=uid, language=ENGLISH, number=number, title=words.title, summary=words.summary,
        is_stale=words.is_stale, by=by, at=at,
    )  # fmt: skip
    row.digest = translation_digest(row, edition)
    return row


def _numbers(edition: Edition) -> dict[str, int]:
    rows = EditionTranslation.objects.filter(edition=edition, language=ENGLISH).order_by("number")
    return {str(uid): number for uid, number in rows.values_list("uid", "number")}


def _fitting(edition: Edition) -> dict[str, English]:
    """{uid: what stands beside the element}, a constant number of queries."""
    written = _written(edition)
    frozen = {node.uid: wording_of(node.title, node.body) for node in load_nodes(edition, list(written))}
    earlier = _earlier_wordings(edition, frozen) if frozen else {}
    found = {}
    for uid, wording in frozen.items():
        words = _choose(written[uid], wording, earlier.get(uid, set()))
        if words is not None:
            found[uid] = words
    return found


def _choose(written: Iterable[_Written], wording: str, earlier: set[str]) -> English | None:
    """The newest one of the edition's own wording, else the newest of a published earlier one."""
    stale = None
    for one in written:
        if one.wording == wording:
            return English(one.title, one.summary, is_stale=False)
        if stale is None and one.wording in earlier:
            stale = English(one.title, one.summary, is_stale=True)
    return stale


def _written(edition: Edition) -> dict[str, list[_Written]]:
    """{uid: translations, the newest first}; what stood before one was taken back is forgotten."""
    rows = (
        ElementTranslation.history.filter(element__plan=edition.plan_id, language=ENGLISH)
        .order_by("-history_id").values_list("element__uid", "title", "summary", "version_id")
    )  # fmt: skip
    listed = list(rows)
    wordings = _wordings({version for *_words, version in listed})
    found: dict[str, list[_Written]] = {}
    closed = set()
    for uid, title, summary, version in listed:
        if not title:
            closed.add(uid)
        if uid not in closed and version in wordings:
            found.setdefault(str(uid), []).append(_Written(title, summary, wordings[version]))
    return found


def _wordings(versions: Iterable[int]) -> dict[int, str]:
    rows = ElementVersion.objects.filter(pk__in=list(versions)).values_list("pk", "snapshot")
    return {pk: wording_of(snapshot["title"], snapshot["body"]) for pk, snapshot in rows}


def _earlier_wordings(edition: Edition, uids: Mapping[str, str]) -> dict[str, set[str]]:
    public = list(Edition.objects.public_standings())
    rows = EditionElement.objects.filter(
        edition__in=public, edition__number__lt=edition.number, uid__in=list(uids)
    ).values_list("uid", "path", "depth", "code", "fragment_id", "fragment__content")
    found: dict[str, set[str]] = {}
    for row in rows:
        node = node_of(*row)
        found.setdefault(node.uid, set()).add(wording_of(node.title, node.body))
    return found
