"""The daily letter to each subscriber, once: what became public since the last one and concerns what they follow.

At each tick `send_digests_when_due` looks whether somebody's letter is due and starts the job; the job writes the
letters into the outbox, each in one transaction with the moment up to which it told.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from editions.models import Edition, EditionElement, EditionEvent, EventKind
from editions.reading import load_tree
from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import enqueue
from klaipeda_plan.notices.gathering import last_digest
from klaipeda_plan.notices.services import queue_mail
from publicity.models import Event, News, Subscriber, Topic
from publicity.queries_groups import called_between, minutes_between
from publicity.services.following import forget_unanswered, key_of, unsubscribe_headers
from workgroups.models import Meeting, PublishedMinutes

JOB = "publicity_digest"


@dataclass
class New:
    """What became public in a span of time, with whose matters it is."""

    item: Any  # News, Event, Edition, Meeting or PublishedMinutes
    topic: str
    groups: set[str] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)

    def concerns(self, followed: set[tuple[str, str]]) -> bool:
        if (Topic.ALL, "") in followed or (self.topic, "") in followed:
            return True
        return any((Topic.GROUP, slug) in followed for slug in self.groups) or any(
            (Topic.ELEMENT, uid) in followed for uid in self.uids
        )


def send_digests_when_due() -> bool:
    """One quick question at a tick; the work itself is a job of the day."""
    until = last_digest(timezone.now())
    if not Subscriber.objects.filter(told_until__lt=until).exists():
        return False
    enqueue(JOB, f"publicity-digest-{timezone.localtime(until):%Y-%m-%d}", {"until": until.isoformat()}, by=None)
    return True


def write_digests(progress: Progress, *, until: str) -> dict[str, Any]:
    """A letter to each whose last one is older than `until`; who has nothing new gets none."""
    moment = datetime.fromisoformat(until)
    waiting = list(Subscriber.objects.filter(told_until__lt=moment).order_by("pk").values_list("pk", flat=True))
    letters = 0
    known: dict[datetime, list[New]] = {}
    for place, pk in enumerate(waiting):
        if place % 20 == 0:
            progress(100 * place // len(waiting))
        letters += _tell(pk, moment, known)
    forget_unanswered()
    return {"letters": letters}


def _tell(pk: int, until: datetime, known: dict[datetime, list[New]]) -> bool:
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().filter(pk=pk, told_until__lt=until).first()
        if subscriber is None:  # told by another process, or left
            return False
        since = subscriber.told_until
        if since not in known:
            known[since] = what_is_new(since, until)
        followed = set(subscriber.subscriptions.values_list("topic", "target"))
        new = [one for one in known[since] if one.concerns(followed)]
        subscriber.told_until = until
        subscriber.save(update_fields=["told_until"])
        return bool(new) and _write(subscriber, new, until)


def _write(subscriber: Subscriber, new: list[New], until: datetime) -> bool:
    with translation.override(subscriber.language):
        key = key_of(subscriber)
        leave = settings.SITE_URL + reverse("publicity:leave_following", args=[key])
        context = {
            "news": [one.item for one in new if isinstance(one.item, News)],
            "events": [one.item for one in new if isinstance(one.item, Event)],
            "editions": [one.item for one in new if isinstance(one.item, Edition)],
            "meetings": [one.item for one in new if isinstance(one.item, Meeting)],
            "minutes": [one.item for one in new if isinstance(one.item, PublishedMinutes)],
            "count": len(new), "leave": leave,
            "choose": settings.SITE_URL + reverse("publicity:following", args=[key]),
        }  # fmt: skip
    name = f"publicity-{subscriber.pk}-{timezone.localtime(until):%Y-%m-%d}"
    try:
        with transaction.atomic():
            queue_mail(
                subscriber.email, "publicity/mail/digest.txt", context, language=subscriber.language,
                key=name, headers=unsubscribe_headers(leave),
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def what_is_new(since: datetime, until: datetime) -> list[New]:
    """News, events, editions, meetings and minutes of the groups that became public then and are so now."""
    now = timezone.now()
    span = {"published_at__gt": since, "published_at__lte": until}
    new = [
        New(item, topic, {item.workgroup.slug} if item.workgroup else set(), set(item.elements))
        for topic, model in ((Topic.NEWS, News), (Topic.EVENTS, Event))
        for item in model.objects.public(now).filter(**span).select_related("workgroup").order_by("published_at")
    ]
    new += [New(one, Topic.ALL, {one.workgroup.slug}) for one in called_between(since, until)]
    new += [New(one, Topic.ALL, {one.meeting.workgroup.slug}) for one in minutes_between(since, until)]
    published = EditionEvent.objects.filter(kind=EventKind.PUBLISHED, at__gt=since, at__lte=until)
    public = set(Edition.objects.public_standings())
    ids = {pk for pk in published.values_list("edition_id", flat=True) if pk in public}
    for edition in Edition.objects.filter(pk__in=ids).order_by("number"):
        uids = changed_uids(edition)
        new.append(New(edition, Topic.ALL, _groups_of(edition, uids), uids))
    return new


def changed_uids(edition: Edition) -> set[str]:
    """Elements that the published edition holds otherwise than the published one before it, or anew."""
    public = list(Edition.objects.public_standings())
    earlier = Edition.objects.filter(pk__in=public, plan=edition.plan_id, number__lt=edition.number)
    before = earlier.order_by("-number").first()
    rows = dict(EditionElement.objects.filter(edition=edition).values_list("uid", "fragment_id"))
    old = dict(EditionElement.objects.filter(edition=before).values_list("uid", "fragment_id")) if before else {}
    gone = set(old) - set(rows)
    return {str(uid) for uid, fragment in rows.items() if old.get(uid) != fragment} | {str(uid) for uid in gone}


def _groups_of(edition: Edition, uids: set[str]) -> set[str]:
    """Slugs of the groups that own changed elements of the edition."""
    return {node.workgroup for node in load_tree(edition).walk() if node.workgroup and node.uid in uids}
