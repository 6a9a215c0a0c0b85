"""What a meeting decided. `plans.services.agendas` makes remarks and tasks for elements out of decisions."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from workgroups.models import AgendaItem, Decision, Meeting, User
from workgroups.queries import members_of
from workgroups.services.meetings import lock_meeting, refuse_cancelled, require_leader

LONGEST_TEXT = 5000


@dataclass(frozen=True)
class DecisionFacts:
    """What was decided, on which item of the agenda, who does it until when."""

    text: str
    item: AgendaItem | None = None
    responsible: User | None = None
    due: datetime.date | None = None


@transaction.atomic
def decide(meeting: Meeting, facts: DecisionFacts, *, by: Any) -> Decision:
    """One more decision of the meeting."""
    meeting = open_decisions(meeting, by=by)
    last = meeting.decisions.aggregate(last=Max("position"))["last"]
    decision = Decision(meeting=meeting, position=0 if last is None else last + 1)
    _write(decision, facts)
    save_with_history(decision, by=by, reason="decided")
    return decision


@transaction.atomic
def change_decision(decision: Decision, facts: DecisionFacts, *, by: Any) -> Decision:
    """Mend a decision; remarks and tasks made of it keep their own words."""
    open_decisions(decision.meeting, by=by)
    _write(decision, facts)
    save_with_history(decision, by=by, reason="changed")
    return decision


@transaction.atomic
def remove_decision(decision: Decision, *, by: Any) -> None:
    """A decision that was entered by mistake; what was made of it stays on its element."""
    open_decisions(decision.meeting, by=by)
    delete_with_history(decision, by=by, reason="removed")


def open_decisions(meeting: Meeting, *, by: Any) -> Meeting:
    """The meeting, locked, whose decisions this person may write now."""
    meeting = lock_meeting(meeting)
    require_leader(meeting, by=by)
    refuse_cancelled(meeting)
    if meeting.minutes_closed:
        raise Refused(_("The minutes are closed: open them again before you change the decisions."))
    return meeting


def _write(decision: Decision, facts: DecisionFacts) -> None:
    text = facts.text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("Write what was decided."))
    if len(text) > LONGEST_TEXT:
        raise Refused(_("The text is too long: at most %(count)d signs.") % {"count": LONGEST_TEXT})
    if facts.item is not None and facts.item.meeting_id != decision.meeting_id:
        raise Refused(_("This item stands on another agenda."))
    kept = decision.responsible_id is not None and facts.responsible == decision.responsible
    if facts.responsible is not None and not kept and facts.responsible not in members_of(decision.meeting.workgroup):
        raise Refused(_("This person does not sit in the group."))
    decision.text, decision.item = text, facts.item
    decision.responsible, decision.due = facts.responsible, facts.due
