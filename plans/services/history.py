"""Going back to an earlier version of an element: a new version with the old text and numbers."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from plans.content import Content, content_of_snapshot
from plans.models import Element, ElementVersion, FundingSource, VersionKind
from plans.services.elements import save_element
from plans.services.review import lock_element
from plans.snapshot import EMPTY_DETAIL, Snapshot


@transaction.atomic
def revert_element(
    element: Element, version: ElementVersion, *, base_version: int, by: Any, reason: str
) -> ElementVersion | None:
    """Write the text, numbers, indicators and details of `version` again, in a version of the kind REVERTED.

    Place, owner and links stay, and so do actual values of indicators that the element still has. Raises
    `StaleText` when the element is not at `base_version` any more: what was compared is not what would be left.
    Returns None when nothing differs.
    """
    if not reason.strip():
        raise Refused(_("Say why you go back to this version."))
    element = lock_element(element)
    newest = element.current_version
    if newest is None or version.element_id != element.pk:
        raise Refused(_("This version belongs to another element."))
    content = _content(version.snapshot, newest.snapshot)
    return save_element(
        element, content, base_version=base_version, by=by, reason=reason.strip(), version_kind=VersionKind.REVERTED
    )


def _content(old: Snapshot, newest: Snapshot) -> Content:
    content = content_of_snapshot(old)
    known = set(FundingSource.objects.values_list("code", flat=True))
    missing = sorted({code for _year, code in content.funding or {}} - known)
    if missing:
        raise Refused(_("The funding source %(codes)s of this version is gone.") % {"codes": ", ".join(missing)})
    standing = {one["uid"] for one in newest.get("indicators", [])}
    indicators = [
        {name: value for name, value in one.items() if name != "observations" or one["uid"] not in standing}
        for one in content.parts.get("indicators", [])
    ]
    return replace(content, detail=EMPTY_DETAIL | dict(old["detail"] or {}), parts={"indicators": indicators})
