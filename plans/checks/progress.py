"""Checks of the draft's way to acceptance: they tell what a council edition would not hold yet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.checks.model import Flaw, Material, Severity
from plans.checks.registry import check
from plans.models import Element, State


@check(
    "returned", Severity.WARNING, gettext_lazy("The reviewers returned an element and it was not improved yet."),
    draft_only=True,
)  # fmt: skip
def returned(plan: Material) -> Iterator[Flaw]:
    for item in plan.waiting:
        if item.element.state == State.RETURNED:
            message = _("The reviewers returned it: “%(reason)s”") % {"reason": plan.returns.get(item.uid, "")}
            yield Flaw(item, message, _("Improve it and submit it again."))


@check("open_remarks", Severity.WARNING, gettext_lazy("Remarks on an element are not resolved."), draft_only=True)
def open_remarks(plan: Material) -> Iterator[Flaw]:
    for item in plan.checked:
        count = plan.remarks.get(item.uid, 0)
        if count:
            text = ngettext("%(count)d remark is not resolved.", "%(count)d remarks are not resolved.", count)
            yield Flaw(item, text % {"count": count}, _("Answer the remarks and resolve them."), "element")


@check(
    "not_accepted", Severity.HINT,
    gettext_lazy("The newest wording, place or removal of an element is not accepted yet."), draft_only=True,
)  # fmt: skip
def not_accepted(plan: Material) -> Iterator[Flaw]:
    for item in plan.waiting:
        element = item.element
        if not _waits(element):
            continue
        if element.is_removed:
            message = _("The removal is not accepted yet: a council edition would still hold it.")
        elif element.accepted_version_id:
            message = _("The newest version is not accepted yet: a council edition would hold the earlier one.")
        else:
            message = _("Never accepted: a council edition would not hold it.")
        yield Flaw(item, message, _cure(element), "element")


def _waits(element: Element) -> bool:
    """Something of it waits; what was added and removed unseen is nobody's business, a returned one is told apart."""
    unseen = element.is_removed and element.accepted_version_id is None
    return element.waits_for_acceptance and not unseen and element.state != State.RETURNED


def _cure(element: Element) -> str:
    if element.state == State.SUBMITTED:
        return _("It is with the reviewers: nothing to do.")
    if element.state == State.READY:
        return _("The chair submits it.")
    return _("Mark it as ready when it is finished; the chair submits it.")
