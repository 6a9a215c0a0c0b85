"""A sitting from its preparation to its last decision, and when the public sees it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council import permissions
from council.models import Sitting, SittingState
from editions.models import STANDING, EditionKind
from editions.services.events import consider_edition
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history


@dataclass(frozen=True)
class SittingFacts:
    title: str
    starts_at: datetime.datetime
    place: str = ""
    remote_link: str = ""
    broadcast_link: str = ""
    note: str = ""


class Stale(Refused):
    """Somebody changed it after it was opened. `version` is the one that stands there now."""

    def __init__(self, version: int) -> None:
        super().__init__(
            _("Somebody changed this while you were writing. What you typed is still in the form: look at both.")
        )
        self.version = version


@transaction.atomic
def plan_sitting(facts: SittingFacts, *, by: Any, sample: bool = False) -> Sitting:
    require_secretary(by)
    sitting = Sitting(sample=sample, by=by)
    _write(sitting, facts)
    save_with_history(sitting, by=by, reason="planned")
    return sitting


@transaction.atomic
def change_sitting(sitting: Sitting, facts: SittingFacts, *, base_version: int, by: Any) -> Sitting:
    """Raises `Stale` when somebody else changed it after `base_version`."""
    sitting = lock_sitting(sitting, by=by)
    if sitting.version != base_version:
        raise Stale(sitting.version)
    _write(sitting, facts)
    sitting.version += 1
    save_with_history(sitting, by=by, reason="changed")
    return sitting


@transaction.atomic
def convene_sitting(sitting: Sitting, *, by: Any) -> Sitting:
    """Councillors read the packet from now on; the editions of its items are put before the council."""
    sitting = lock_sitting(sitting, by=by)
    _require_state(sitting, SittingState.PREPARING)
    items = list(sitting.items.select_related("edition"))
    if not items:
        raise Refused(_("The agenda is empty: add an item first."))
    for item in items:
        if item.edition is not None and item.edition.kind == EditionKind.WORKING:
            text = _("Edition %(number)s is a working one: the council gets none.")
            raise Refused(text % {"number": item.edition.number})
    for edition in (one.edition for one in items if one.edition is not None):
        if not edition.events.filter(kind__in=STANDING).exists():
            consider_edition(edition, by=by, at_sitting=True)
    return _to(sitting, SittingState.CONVENED, by=by)


@transaction.atomic
def hold_sitting(sitting: Sitting, *, by: Any) -> Sitting:
    """It took place: from now on decisions are recorded."""
    sitting = lock_sitting(sitting, by=by)
    _require_state(sitting, SittingState.CONVENED)
    if sitting.starts_at > timezone.now():
        raise Refused(_("The sitting has not begun yet."))
    return _to(sitting, SittingState.HELD, by=by)


@transaction.atomic
def publish_sitting(sitting: Sitting, *, by: Any) -> Sitting:
    """Everybody may read its agenda, its published editions and what was decided."""
    sitting = lock_sitting(sitting, by=by)
    if sitting.state == SittingState.PREPARING:
        raise Refused(_("Convene the sitting first: what is still being prepared is not published."))
    if not sitting.is_published:
        sitting.published_at = timezone.now()
        save_with_history(sitting, by=by, reason="published")
    return sitting


@transaction.atomic
def withdraw_sitting(sitting: Sitting, *, by: Any) -> Sitting:
    sitting = lock_sitting(sitting, by=by)
    if sitting.is_published:
        sitting.published_at = None
        save_with_history(sitting, by=by, reason="withdrawn from the public")
    return sitting


@transaction.atomic
def drop_sitting(sitting: Sitting, *, by: Any) -> None:
    """One that was never convened may go; history keeps it."""
    sitting = lock_sitting(sitting, by=by)
    _require_state(sitting, SittingState.PREPARING)
    for item in sitting.items.all():
        item.delete()
    sitting.delete()


def settle_state(sitting: Sitting, *, by: Any) -> None:
    """Held and nothing left to decide: decided. The caller holds the row locked."""
    open_items = sitting.items.filter(decision__isnull=True).exists()
    if sitting.state == SittingState.HELD and not open_items:
        _to(sitting, SittingState.DECIDED, by=by)


def require_secretary(by: Any) -> None:
    if not permissions.can_prepare_sittings(by):
        raise NotAllowed(_("You do not prepare sittings."), who_may=who_prepares())


def who_prepares() -> str:
    return _("The council secretary.")


def lock_sitting(sitting: Sitting, *, by: Any) -> Sitting:
    """The row, fresh and locked, for who prepares sittings."""
    require_secretary(by)
    return Sitting.objects.select_for_update().get(pk=sitting.pk)


def _write(sitting: Sitting, facts: SittingFacts) -> None:
    if not facts.title.strip():
        raise Refused(_("Say what the sitting is called."))
    if not (facts.place.strip() or facts.remote_link.strip()):
        raise Refused(_("Say where the sitting is: a place, an address for taking part remotely, or both."))
    for name in ("title", "starts_at", "place", "remote_link", "broadcast_link", "note"):
        value = getattr(facts, name)
        setattr(sitting, name, value.strip() if isinstance(value, str) else value)


def _require_state(sitting: Sitting, state: SittingState) -> None:
    if sitting.state != state:
        raise Refused(_("The sitting is “%(state)s” already.") % {"state": sitting.get_state_display()})


def _to(sitting: Sitting, state: SittingState, *, by: Any) -> Sitting:
    sitting.state = state
    save_with_history(sitting, by=by, reason=str(state.value))
    return sitting
