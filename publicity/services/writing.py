"""Writing news and events: every save compares versions, every write stands in the history."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.figures import readdress_pictures
from klaipeda_plan.core.history import save_with_history
from publicity.models import Event, LibraryDocument, News, PublicPicture
from publicity.permissions import can_edit_content
from publicity.search import indexing
from publicity.slugs import free_slug

LITHUANIAN = ("title", "summary", "body", "picture_alt", "place")
BODIES = ("body", "body_en")
EDGES = re.compile(r"^(\s|<p[^>]*></p>)+$")

Written = TypeVar("Written", bound=News | Event | LibraryDocument)


class StaleContent(Refused):
    """Somebody has saved since the form was opened; nothing was written. `current` is what stands now."""

    def __init__(self, current: Any) -> None:
        who = current.changed_by.full_name if current.changed_by else ""
        when = timezone.localtime(current.changed_at)
        words = _("%(who)s saved this at %(time)s while you were writing.") if who else ""
        super().__init__(words % {"who": who, "time": f"{when:%H:%M}"} if words else _("This was changed meanwhile."))
        self.current = current


@dataclass(frozen=True)
class Facts:
    """What a form holds: values of fields, and the sets of related things by the names of their relations."""

    values: dict[str, Any]
    related: dict[str, list[Any]] = field(default_factory=dict)
    picture: PublicPicture | None = None
    keeps_picture: bool = True


def may_write(by: Any) -> None:
    if not can_edit_content(by):
        raise NotAllowed(_("You do not keep the public content."), who_may=who_may_write())


def who_may_write() -> str:
    return _("The publicity editor and the coordinator.")


@transaction.atomic
def add_publication(model: type[News] | type[Event], facts: Facts, *, by: Any) -> News | Event:
    """A draft that nobody but editors sees."""
    may_write(by)
    item = model(slug=free_slug(model.objects, facts.values["title"]))
    _fill(item, facts)
    item.translated_version = 1 if item.title_en else 0
    _store(item, by=by, reason="sukurta")
    _relate(item, facts)
    return item


@transaction.atomic
def save_publication(item: News | Event, facts: Facts, *, base_version: int, by: Any) -> News | Event:
    """The whole of it as the form holds it. Raises StaleContent when another save came in between."""
    may_write(by)
    found: Any = locked(item, base_version)
    before = {name: getattr(found, name, "") for name in LITHUANIAN}
    english = {name: getattr(found, f"{name}_en", "") for name in LITHUANIAN}
    _fill(found, facts)
    if any(before[name] != getattr(found, name, "") for name in LITHUANIAN):
        found.text_version += 1
    if any(english[name] != getattr(found, f"{name}_en", "") for name in LITHUANIAN):
        found.translated_version = found.text_version
    if not found.slug_stays and found.title != before["title"]:
        found.slug = free_slug(type(found).objects.exclude(pk=found.pk), found.title)
    found.version += 1
    _store(found, by=by, reason="pakeista")
    _relate(found, facts)
    return found


@transaction.atomic
def confirm_translation(item: News | Event, *, base_version: int, by: Any) -> None:
    """The English text fits the newest Lithuanian one."""
    may_write(by)
    found: Any = locked(item, base_version)
    found.translated_version = found.text_version
    found.version += 1
    _store(found, by=by, reason="vertimas atitinka")


@transaction.atomic
def publish(item: Written, *, by: Any, at: datetime | None = None) -> Written:
    """Everybody sees it from `at` on, now if not said. An address that was public once stays."""
    may_write(by)
    found: Any = locked(item)
    found.published_at = at or timezone.now()
    if isinstance(found, News | Event):
        found.slug_stays = True
    found.version += 1
    _store(found, by=by, reason="paskelbta" if at is None or at <= timezone.now() else "suplanuota")
    return found


@transaction.atomic
def withdraw(item: Written, *, by: Any) -> Written:
    """Nobody but editors sees it any more; it is a draft again."""
    may_write(by)
    found: Any = locked(item)
    found.published_at = None
    found.version += 1
    _store(found, by=by, reason="atšaukta")
    return found


def locked(item: Any, base_version: int | None = None) -> Any:
    """The row for this transaction alone; with `base_version` it must be the one that was read."""
    found = type(item).objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=item.pk)
    if base_version is not None and found.version != base_version:
        raise StaleContent(found)
    return found


def clean_public_body(source: str) -> str:
    """A cleaned body without pictures: those of the drafts are nobody else's."""
    body = readdress_pictures(clean_body(source), lambda address: None)
    return "" if EDGES.match(body) else body


def _fill(item: Any, facts: Facts) -> None:
    for name, value in facts.values.items():
        setattr(item, name, clean_public_body(value) if name in BODIES else value)
    if facts.picture is not None or not facts.keeps_picture:
        item.picture = facts.picture
    if item.picture is None:
        item.picture_alt = item.picture_alt_en = ""


def _store(item: Any, *, by: Any, reason: str) -> None:
    item.changed_at, item.changed_by = timezone.now(), by
    save_with_history(item, by=by, reason=reason)
    indexing.keep(item)


def _relate(item: Any, facts: Facts) -> None:
    for name, things in facts.related.items():
        getattr(item, name).set(things)
