"""Deploy checks: what a public installation must not have."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def no_demonstration(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """DEMO opens accounts with a known password: refused on a public installation."""
    if not settings.DEMO:
        return []
    return [Error("DEMO=1 opens sample accounts.", hint="Unset DEMO and remove them.", id="core.E001")]
