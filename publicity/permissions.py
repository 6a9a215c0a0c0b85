"""Who keeps what the public follows besides editions."""

from typing import Any

from klaipeda_plan.core import rights
from workgroups.permissions import is_coordinator, is_editor


def can_edit_content(user: Any) -> bool:
    """The publicity editor and the coordinator."""
    return is_editor(user) or is_coordinator(user)


for _model in ("processpart", "milestone"):
    for _verb in ("view", "change", "add"):
        rights.allow(f"publicity.{_verb}_{_model}", can_edit_content)
