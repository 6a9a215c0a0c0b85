"""What somebody is invited to: the rules that the form and the list share."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workgroups.models import Role, Workgroup

MEMBER, CHAIR = "member", "chair"
# What the form and the list call a role: a seat in a group is one of them.
POSITIONS: list[tuple[str, Any]] = [
    (MEMBER, gettext_lazy("member of a working group")),
    (CHAIR, gettext_lazy("chair of a working group")),
    *Role.choices,
]


@dataclass(frozen=True)
class Offer:
    """A role of the portal, a seat in a group, or both, for one address."""

    email: str
    full_name: str
    organisation: str = ""
    role: str = ""
    workgroup: Workgroup | None = None
    is_chair: bool = False
    kind: str = ""


def make_offer(
    *,
    email: str,
    full_name: str,
    organisation: str,
    position: str,
    workgroup: Workgroup | None,
    kind: str,
    is_chair: bool = False,
) -> Offer:
    """An offer from what was typed. Raises ValidationError with everything that is wrong, by field.

    `position` is one of POSITIONS; a role of the portal with a group gives a seat there besides.
    """
    email = email.strip().lower()
    wrong: dict[str, list[Any]] = {}
    _note_email(email, wrong)
    for name, value, limit in (("full_name", full_name, 150), ("organisation", organisation, 200)):
        if len(value) > limit:
            wrong[name] = [_("At most %(limit)s characters.") % {"limit": limit}]
    if not full_name:
        wrong["full_name"] = [_("The name is missing.")]
    if workgroup is None and (is_chair or position in (MEMBER, CHAIR)):
        wrong["workgroup"] = [_("A member and a chair need a working group.")]
    if wrong:
        raise ValidationError(wrong)
    role = "" if position in (MEMBER, CHAIR) else position
    return Offer(email, full_name, organisation, role, workgroup, is_chair or position == CHAIR, kind)


def _note_email(email: str, wrong: dict[str, list[Any]]) -> None:
    if not email:
        wrong["email"] = [_("The e-mail address is missing.")]
        return
    try:
        validate_email(email)
    except ValidationError:
        wrong["email"] = [_("“%(email)s” is not an e-mail address.") % {"email": email[:80]}]
