"""What the council decided: recorded once, on the item and as an event of its edition."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.models import AgendaItem, Decision, Outcome, SittingState
from council.services.sittings import lock_sitting, settle_state
from editions.models import Edition, EditionEvent, EventKind
from editions.services.events import record_decision, record_in_force
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import save_with_history


@dataclass(frozen=True)
class DecisionFacts:
    outcome: str
    date: datetime.date
    number: str = ""
    register_code: str = ""
    link: str = ""
    in_force: bool = False  # the edition is in force from the date on


@transaction.atomic
def record_item_decision(item: AgendaItem, facts: DecisionFacts, *, by: Any) -> Decision:
    """What was decided on the item of a sitting that was held. An approved edition gets the event of the decision
    (and, if asked, of being in force) in the same transaction; one that it has already is not written twice."""
    sitting = lock_sitting(item.sitting, by=by)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("edition").get(pk=item.pk)
    if sitting.state not in (SittingState.HELD, SittingState.DECIDED):
        raise Refused(_("Decisions are recorded after the sitting was held."))
    if Decision.objects.filter(item=item).exists():
        raise Refused(_("A decision is recorded on this item already."))
    refuse_wrong_date(facts.date, timezone.localdate(sitting.starts_at))
    decision = Decision(
        item=item, outcome=facts.outcome, number=facts.number.strip(), date=facts.date,
        register_code=facts.register_code.strip(), link=facts.link.strip(), by=by,
    )  # fmt: skip
    if item.edition is not None and facts.outcome == Outcome.APPROVED:
        decision.event = _event_of(item.edition, facts, by=by)
    save_with_history(decision, by=by, reason=str(facts.outcome))
    settle_state(sitting, by=by)
    return decision


def refuse_wrong_date(date: datetime.date, held: datetime.date) -> None:
    if date > timezone.localdate():
        raise Refused(_("The date of the decision has not come yet."))
    if date < held:
        raise Refused(_("The decision cannot be older than the sitting."))


def _event_of(edition: Edition, facts: DecisionFacts, *, by: Any) -> EditionEvent:
    standing = EditionEvent.objects.filter(edition=edition, kind=EventKind.DECIDED).order_by("-pk").first()
    if standing is not None:
        if standing.date != facts.date or standing.decision_number not in ("", facts.number.strip()):
            raise Refused(
                _("Edition %(number)s has another decision already, of %(date)s.")
                % {"number": edition.number, "date": standing.date.isoformat()}
            )
        if Decision.objects.filter(event=standing).exists():
            raise Refused(_("This decision is recorded on another item already."))
        event = standing
    else:
        event = record_decision(
            edition, by=by, date=facts.date, number=facts.number.strip(), register_code=facts.register_code.strip(),
            link=facts.link.strip(), at_sitting=True,
        )  # fmt: skip
    if facts.in_force:
        record_in_force(edition, by=by, date=facts.date, at_sitting=True)
    return event
