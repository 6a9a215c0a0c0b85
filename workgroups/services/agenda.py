"""The agenda of a meeting: its items and their order. `plans.services.agendas` attaches elements to them."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from klaipeda_plan.core.ordering import step_in_order
from workgroups.models import AgendaItem, Meeting
from workgroups.services.meetings import lock_meeting, refuse_cancelled, require_leader

LONGEST_NOTE = 5000


@transaction.atomic
def add_item(meeting: Meeting, title: str, note: str = "", *, by: Any) -> AgendaItem:
    """One more item at the end of the agenda."""
    meeting = open_agenda(meeting, by=by)
    last = meeting.agenda.aggregate(last=Max("position"))["last"]
    item = AgendaItem(meeting=meeting, position=0 if last is None else last + 1)
    _write(item, title, note)
    save_with_history(item, by=by, reason="added to the agenda")
    return item


@transaction.atomic
def change_item(item: AgendaItem, title: str, note: str = "", *, by: Any) -> AgendaItem:
    open_agenda(item.meeting, by=by)
    _write(item, title, note)
    save_with_history(item, by=by, reason="changed")
    return item


@transaction.atomic
def move_item(item: AgendaItem, step: int, *, by: Any) -> bool:
    """One place up (-1) or down (1); False at the edge."""
    open_agenda(item.meeting, by=by)
    return step_in_order(item.meeting.agenda.all(), item, step, by=by)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Any) -> None:
    """The item goes; what was decided on it stays, without the item."""
    open_agenda(item.meeting, by=by)
    delete_with_history(item, by=by, reason="removed from the agenda")


def open_agenda(meeting: Meeting, *, by: Any) -> Meeting:
    """The meeting, locked, whose agenda this person may change now."""
    meeting = lock_meeting(meeting)
    require_leader(meeting, by=by)
    refuse_cancelled(meeting)
    if meeting.minutes_closed:
        raise Refused(_("The minutes are closed: open them again before you change the agenda."))
    return meeting


def _write(item: AgendaItem, title: str, note: str) -> None:
    if not title.strip():
        raise Refused(_("Say what the item is about."))
    item.title, item.note = title.strip()[:300], note.strip()[:LONGEST_NOTE]
