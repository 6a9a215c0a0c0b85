"""Following by e-mail: an address is asked first, kept when its owner says yes, deleted when they leave.

Until then everything stands in the signed link of the one letter: nothing about the address is stored.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from klaipeda_plan.notices.models import Mail
from klaipeda_plan.notices.services import queue_mail
from publicity.models import Subscriber, Subscription, Topic
from publicity.queries_content import find_elements
from workgroups.models import Workgroup

ASK_SALT, KEY_SALT = "publicity.follow", "publicity.follower"
GOOD_FOR = 3 * 24 * 3600  # seconds in which the first letter is answered
MOST_LETTERS, WITHIN = 3, 3600  # letters to one address in an hour: nobody is flooded by strangers
MOST_TOPICS = 60
FIRST = "follow-"  # the keys of first letters in the outbox begin so

Wanted = tuple[str, str]  # topic and target


@dataclass(frozen=True)
class Asked:
    """What a signed link of the first letter says."""

    email: str
    language: str
    wanted: list[Wanted]


def ask_to_confirm(email: str, wanted: Iterable[Wanted], *, language: str) -> None:
    """Sends the letter with the link; silently none when the address got several within the hour."""
    email = email.strip().lower()
    if not _may_write_to(email):
        return
    data = [email, language, [list(one) for one in wanted][:MOST_TOPICS]]
    token = signing.dumps(data, salt=ASK_SALT, compress=True)
    with translation.override(language):
        context = {"path": reverse("publicity:confirm_following", args=[token]), "topics": topics_in_words(wanted)}
    key = f"{_letters_about(email)}{secrets.token_hex(8)}"
    queue_mail(email, "publicity/mail/confirm.txt", context, language=language, key=key)


def read_asked(token: str) -> Asked | None:
    """None for a link that is not ours or too old."""
    try:
        email, language, wanted = signing.loads(token, salt=ASK_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return Asked(email, language, [(topic, target) for topic, target in wanted])


@transaction.atomic
def confirm(asked: Asked) -> Subscriber:
    """From now on the address gets letters. Asked again it adds to what is followed already."""
    subscriber, _made = Subscriber.objects.get_or_create(
        email=asked.email, defaults={"language": asked.language, "seal": secrets.token_hex(16)}
    )
    rows = [Subscription(subscriber=subscriber, topic=topic, target=target) for topic, target in asked.wanted]
    Subscription.objects.bulk_create(rows, ignore_conflicts=True)
    if subscriber.language != asked.language:
        Subscriber.objects.filter(pk=subscriber.pk).update(language=asked.language)
    return subscriber


def key_of(subscriber: Subscriber) -> str:
    """The signed key of a subscriber's own page; good as long as the row stands."""
    return signing.dumps([subscriber.pk, subscriber.seal], salt=KEY_SALT)


def find_subscriber(key: str) -> Subscriber | None:
    try:
        pk, seal = signing.loads(key, salt=KEY_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Subscriber.objects.filter(pk=pk, seal=seal).first()


def is_key(key: str) -> bool:
    """Signed by the portal, whether or not the row still stands: who has left already is told the same again."""
    try:
        signing.loads(key, salt=KEY_SALT)
    except (signing.BadSignature, ValueError):
        return False
    return True


@transaction.atomic
def choose_topics(subscriber: Subscriber, wanted: Iterable[Wanted]) -> None:
    """Follows these and nothing else; with none of them it is leaving."""
    rows = list(dict.fromkeys(wanted))[:MOST_TOPICS]
    if not rows:
        leave(subscriber)
        return
    subscriber.subscriptions.all().delete()
    Subscription.objects.bulk_create(Subscription(subscriber=subscriber, topic=one, target=of) for one, of in rows)


@transaction.atomic
def leave(subscriber: Subscriber) -> None:
    """The address and everything about it is deleted, in the outbox, too."""
    letters = Q(key__startswith=f"publicity-{subscriber.pk}-") | Q(key__startswith=_letters_about(subscriber.email))
    Mail.objects.filter(letters, user=None).delete()
    subscriber.delete()


def forget_unanswered() -> int:
    """Letters that nobody answered in time are deleted with their addresses. Says how many."""
    late = timezone.now() - timedelta(seconds=GOOD_FOR)
    return Mail.objects.filter(key__startswith=FIRST, user=None, created_at__lt=late).delete()[0]


def topics_in_words(wanted: Iterable[Wanted]) -> list[str]:
    """What is followed, for people to read; what is not there any more is left out. Two queries at most."""
    rows = list(wanted)
    groups = {slug for topic, slug in rows if topic == Topic.GROUP}
    names = dict(Workgroup.objects.filter(slug__in=groups).values_list("slug", "name")) if groups else {}
    elements = {one.uid: one for one in find_elements(uid for topic, uid in rows if topic == Topic.ELEMENT)}
    words: list[str] = []
    for topic, target in rows:
        if topic == Topic.GROUP and target in names:
            words.append(names[target])
        elif topic == Topic.ELEMENT and target in elements:
            words.append(f"{elements[target].code} {elements[target].title}")
        elif topic not in (Topic.GROUP, Topic.ELEMENT):
            words.append(str(Topic(topic).label))
    return words


def unsubscribe_headers(address: str) -> dict[str, str]:
    """RFC 8058: a mail program leaves by one click."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _letters_about(email: str) -> str:
    """How the keys of the first letters to an address begin."""
    return f"{FIRST}{hashlib.sha256(email.encode()).hexdigest()[:32]}-"


def _may_write_to(email: str) -> bool:
    key = "follow-" + hashlib.sha256(email.encode()).hexdigest()
    if cache.add(key, 1, WITHIN):
        return True
    try:
        return int(cache.incr(key)) <= MOST_LETTERS
    except ValueError:  # its hour was over just now
        return True
