"""System check: the triggers of the editions stand.

A warning, since an error would stop the very `migrate` that stands them up again;
`manage.py check --database default --fail-level WARNING` makes it final.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from editions.immutability import missing_triggers


@register(Tags.database)
def immutable_tables(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """W001 for every trigger that does not stand."""
    return [
        Warning(
            f"The trigger {name} is missing: editions could be changed by SQL.",
            hint="Run `./portal manage migrate`; it creates the triggers again.",
            id="editions.W001",
        )
        for alias in databases or []
        for name in missing_triggers(connections[alias])
    ]
