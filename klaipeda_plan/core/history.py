"""Writes that leave a row in the audit trail: who, when and why (django-simple-history)."""

from typing import Any

from django.db.models import Model


def save_with_history(obj: Model, *, by: Any, reason: str, **kwargs: Any) -> None:
    """Save `obj` (a model with history) in the name of `by` (a user, or None for the system)."""
    obj._history_user = by  # type: ignore[attr-defined]
    obj._change_reason = reason[:100]  # type: ignore[attr-defined]
    obj.save(**kwargs)


def delete_with_history(obj: Model, *, by: Any, reason: str) -> None:
    obj._history_user = by  # type: ignore[attr-defined]
    obj._change_reason = reason[:100]  # type: ignore[attr-defined]
    obj.delete()
