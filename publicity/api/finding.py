"""Which edition an address means, and what the editor has published, narrowed by what was asked."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from editions.models import Edition, EditionElement
from publicity.data_sets import CURRENT
from publicity.queries import get_published


def edition_of(word: str) -> Edition:
    """By its number, or the current one. What is not published answers as what is not there."""
    number = _current_number() if word == CURRENT else int(word)
    try:
        return get_published(number)
    except Http404 as error:
        raise Http404(_("There is no published edition No. %(number)s.") % {"number": number}) from error


def _current_number() -> int:
    current = Edition.objects.current()
    if current is None:
        raise Http404(_("No edition is published yet."))
    return current.number


def within(rows: Any, field: str, asked: Mapping[str, Any]) -> Any:
    """Of the days and the element that are asked; days are those of Vilnius."""
    if "since" in asked:
        rows = rows.filter(**{f"{field}__gte": timezone.make_aware(datetime.combine(asked["since"], time.min))})
    if "until" in asked:
        rows = rows.filter(**{f"{field}__lte": timezone.make_aware(datetime.combine(asked["until"], time.max))})
    if "element" in asked:
        rows = rows.annotate(uids=Cast("elements", TextField())).filter(uids__contains=str(asked["element"]))
    return rows


def with_public_elements(page: list[Any]) -> list[Any]:
    """Each with `public_elements`: the uids that a published edition holds. Two queries."""
    wanted = {uid for item in page for uid in item.elements}
    public = list(Edition.objects.public_standings())
    rows = EditionElement.objects.filter(edition__in=public, uid__in=wanted).values_list("uid", flat=True)
    known = {str(uid) for uid in rows.distinct().order_by()}
    for item in page:
        item.public_elements = [uid for uid in item.elements if uid in known]
    return page
