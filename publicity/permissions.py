"""Who keeps what the public follows besides editions."""

from typing import Any

from klaipeda_plan.core import rights
from workgroups.permissions import is_coordinator, is_editor, lacks_second_factor


def can_edit_content(user: Any) -> bool:
    """The publicity editor and the coordinator."""
    return is_editor(user) or is_coordinator(user)


def can_see_hidden(user: Any) -> bool:
    """Who keeps the content, with the second factor: on addresses that do not ask for it before."""
    return user.is_authenticated and not lacks_second_factor(user) and can_edit_content(user)


rights.allow("publicity.enter", can_edit_content)
for _model in ("processpart", "processstage", "milestone", "milestoneproduct"):
    for _verb in ("view", "change", "add"):
        rights.allow(f"publicity.{_verb}_{_model}", can_edit_content)
rights.allow("publicity.delete_milestoneproduct", can_edit_content)
