"""Rewriting the pages that the portal brings along."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from klaipeda_plan.core.history import save_with_history
from publicity.models import StaticPage
from publicity.pages import default_page
from publicity.services.writing import BODIES, clean_public_body, locked, may_write


@transaction.atomic
def save_page(key: str, values: dict[str, Any], *, base_version: int, by: Any) -> StaticPage:
    """Raises StaleContent when another save came in between. The first save keeps what stood there as history."""
    may_write(by)
    default = default_page(key)
    row, _made = StaticPage.objects.get_or_create(
        key=key, defaults={name: getattr(default, name) for name in ("title", "title_en", "body", "body_en")}
    )
    found: StaticPage = locked(row, base_version)
    for name, value in values.items():
        setattr(found, name, clean_public_body(value) if name in BODIES else value)
    found.version += 1
    found.changed_by, found.changed_at = by, timezone.now()
    save_with_history(found, by=by, reason="pakeista")
    return found
