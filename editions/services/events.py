"""What happens to an edition after it was frozen: appended events, each with its rule."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from editions import permissions
from editions.listeners import tell_of_change
from editions.models import Edition, EditionEvent, EditionKind, EventKind
from editions.services.public_files import ask_for_public_files
from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.models import Plan


def why_not(edition: Edition, kind: str) -> str | None:
    """Why this event cannot be appended now, as a sentence, or None when it can. The edition brings its state."""
    rules: dict[str, list[tuple[bool, str]]] = {
        EventKind.PUBLISHED: [
            (edition.kind == EditionKind.WORKING, _("A working edition is never published.")),
            (edition.publicity == EventKind.PUBLISHED, _("The edition is published already.")),
        ],
        EventKind.WITHDRAWN: [
            (edition.publicity != EventKind.PUBLISHED, _("The edition is not published.")),
            (edition.standing == EventKind.IN_FORCE, _("The edition in force cannot be withdrawn.")),
        ],
        EventKind.UNDER_CONSIDERATION: [
            (edition.kind == EditionKind.WORKING, _("A working edition is not put before the council.")),
            (edition.standing is not None, _("The edition was put before the council already.")),
        ],
        EventKind.DECIDED: [
            (edition.kind == EditionKind.WORKING, _("A working edition is not put before the council.")),
            (edition.standing not in (None, EventKind.UNDER_CONSIDERATION), _("A decision is recorded already.")),
        ],
        EventKind.IN_FORCE: [
            (edition.standing != EventKind.DECIDED, _("Record the council's decision first.")),
            (
                edition.publicity != EventKind.PUBLISHED,
                _("Publish the edition first: what is in force is public."),
            ),
        ],
    }
    return next((message for broken, message in rules[kind] if broken), None)


@transaction.atomic
def publish_edition(
    edition: Edition, *, by: Any, date: datetime.date | None = None, with_files: bool = True
) -> EditionEvent:
    """Everybody may read it from now on. A working edition is never published. Its documents are asked for unless
    they were issued; without `with_files` that is left to somebody else (`manage.py ask_for_files`)."""
    edition = _locked(edition, EventKind.PUBLISHED, by=by)
    event = _append(edition, EventKind.PUBLISHED, by=by, date=date)
    if with_files:
        ask_for_public_files(edition, by=by)
    return event


@transaction.atomic
def withdraw_edition(edition: Edition, *, by: Any, note: str = "") -> EditionEvent:
    """The public no longer reads it; its number and files stay in the registers."""
    edition = _locked(edition, EventKind.WITHDRAWN, by=by)
    return _append(edition, EventKind.WITHDRAWN, by=by, note=note)


@transaction.atomic
def consider_edition(
    edition: Edition, *, by: Any, date: datetime.date | None = None, at_sitting: bool = False
) -> EditionEvent:
    """It is put before the council; `at_sitting` also the secretary does so."""
    edition = _locked(edition, EventKind.UNDER_CONSIDERATION, by=by, at_sitting=at_sitting)
    return _append(edition, EventKind.UNDER_CONSIDERATION, by=by, date=date)


@transaction.atomic
def record_decision(
    edition: Edition, *, by: Any, date: datetime.date, number: str = "", register_code: str = "", link: str = "",
    note: str = "", at_sitting: bool = False,
) -> EditionEvent:  # fmt: skip
    """The council decided on it; `at_sitting` also the secretary records it."""
    edition = _locked(edition, EventKind.DECIDED, by=by, at_sitting=at_sitting)
    return _append(
        edition, EventKind.DECIDED, by=by, date=date, decision_number=number, register_code=register_code,
        link=link, note=note,
    )  # fmt: skip


@transaction.atomic
def record_in_force(edition: Edition, *, by: Any, date: datetime.date, at_sitting: bool = False) -> EditionEvent:
    """A decided, published edition is in force; the one before it is superseded."""
    edition = _locked(edition, EventKind.IN_FORCE, by=by, at_sitting=at_sitting)
    for former in Edition.objects.with_state().filter(Q(standing=EventKind.IN_FORCE), plan=edition.plan):
        note = _("Superseded by edition %(number)s.") % {"number": edition.number}
        _append(former, EventKind.SUPERSEDED, by=by, date=date, note=note)
    return _append(edition, EventKind.IN_FORCE, by=by, date=date)


def _locked(edition: Edition, kind: EventKind, *, by: Any, at_sitting: bool = False) -> Edition:
    """The edition with its state; events of one plan are appended one at a time."""
    if not (permissions.can_publish(by) or (at_sitting and permissions.can_record_for_the_council(by))):
        raise NotAllowed(_("You may not decide on an edition."), who_may=_("The coordinator."))
    Plan.objects.select_for_update().get(pk=edition.plan_id)
    edition = Edition.objects.with_state().select_related("plan").get(pk=edition.pk)
    refusal = why_not(edition, kind)
    if refusal:
        raise Refused(refusal)
    return edition


def _append(
    edition: Edition, kind: EventKind, *, by: Any, date: datetime.date | None = None, **fields: str
) -> EditionEvent:
    event = EditionEvent.objects.create(
        edition=edition, kind=kind, date=date or timezone.localdate(), by=by, at=timezone.now(), **fields
    )
    tell_of_change(edition.pk)
    return event
