"""Who may take the draft along as sheets, and bring sheets into it."""

from typing import Any

from indicators.models import SheetImport
from plans.permissions import can_read_drafts
from workgroups.permissions import is_coordinator, is_member


def can_export_draft(user: Any) -> bool:
    """Whoever reads the whole draft; each time is recorded."""
    return can_read_drafts(user)


def can_see_exports(user: Any) -> bool:
    """Who took the draft along is the coordinator's to know."""
    return is_coordinator(user)


def can_import(user: Any) -> bool:
    """Whoever writes somewhere in the plan; into which elements is asked row by row."""
    return is_member(user) or is_coordinator(user)


def is_own_import(user: Any, imported: SheetImport) -> bool:
    """Who brought the file and may still bring one."""
    return imported.by_id == user.pk and can_import(user)
