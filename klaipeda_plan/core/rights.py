"""Named permissions for what asks by name (the admin), backed by the predicates of the rooms.

A thin typed door to django-rules; our own code calls the predicates themselves.
"""

from collections.abc import Callable
from typing import Any

from rules.permissions import add_perm, has_perm, permissions
from rules.predicates import predicate as as_rule


def allow(name: str, predicate: Callable[[Any], bool]) -> None:
    """The permission `app.verb_model` is held by whom `predicate(user)` says."""
    add_perm(name, as_rule(predicate))  # type: ignore[no-untyped-call]


def is_allowed(name: str, user: Any) -> bool:
    """Whether `user` holds the permission; False for a name that nobody registered."""
    return bool(has_perm(name, user))  # type: ignore[no-untyped-call]


def views_of(app_label: str) -> list[str]:
    """The registered permissions to look at models of an app."""
    return [name for name in permissions if name.startswith(f"{app_label}.view_")]
