"""System check: the triggers of the editions stand (`manage.py check --database default`)."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from editions.immutability import missing_triggers


@register(Tags.database)
def immutable_tables(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """E001 for every trigger that does not stand."""
    return [
        Error(
            f"The trigger {name} is missing: editions could be changed by SQL.",
            hint="Run `./portal manage migrate`; it creates the triggers again.",
            id="editions.E001",
        )
        for alias in databases or []
        for name in missing_triggers(connections[alias])
    ]
