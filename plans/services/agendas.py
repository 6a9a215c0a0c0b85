"""Elements on the agendas of meetings, and remarks and tasks for elements out of what a meeting decided."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import save_with_history
from plans.models import AgendaElement, Element, Remark, RemarkKind
from plans.services.remarks import add_remark
from workgroups.models import AgendaItem, Decision
from workgroups.services.agenda import open_agenda
from workgroups.services.meetings import lock_meeting, refuse_cancelled, require_leader


@transaction.atomic
def attach_element(item: AgendaItem, element: Element, *, by: Any) -> AgendaElement:
    """The item is about this element; twice is once. What may stand here says `plans.queries_meetings`."""
    meeting = open_agenda(item.meeting, by=by)
    if element.is_removed or element.workgroup_id not in (None, meeting.workgroup_id):
        raise Refused(_("Only what stands in the group's own area, or is shared, comes on its agenda."))
    attached, made = AgendaElement.objects.get_or_create(item=item, element=element)
    if made:
        save_with_history(item, by=by, reason=f"attached {element.title}")
    return attached


@transaction.atomic
def detach_element(item: AgendaItem, element: Element, *, by: Any) -> None:
    open_agenda(item.meeting, by=by)
    deleted, _by_model = AgendaElement.objects.filter(item=item, element=element).delete()
    if deleted:
        save_with_history(item, by=by, reason=f"detached {element.title}")


@transaction.atomic
def hand_over_decision(decision: Decision, element: Element, *, kind: str = RemarkKind.TASK, by: Any) -> Remark:
    """The decision as a remark or a task on the element, for whom and until when the decision says.

    Also when the minutes are closed: carrying out comes after deciding. One element gets it once.
    """
    meeting = lock_meeting(decision.meeting)
    require_leader(meeting, by=by)
    refuse_cancelled(meeting)
    if element.is_removed:
        raise Refused(_("The element was removed. Choose another."))
    if Remark.objects.filter(decision=decision, element=element).exists():
        raise Refused(_("This decision stands on the element already."))
    is_task = kind == RemarkKind.TASK
    return add_remark(
        element, decision.text, by=by, kind=RemarkKind.TASK if is_task else RemarkKind.REMARK, decision=decision,
        assigned_to=decision.responsible if is_task else None, due=decision.due if is_task else None,
    )  # fmt: skip
