"""Rewriting the pages that the portal brings along."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import save_with_history
from publicity.models import StaticPage
from publicity.pages import default_page
from publicity.queries_histories import version_of
from publicity.search import indexing
from publicity.services.writing import BODIES, clean_public_body, locked, may_write


@transaction.atomic
def save_page(
    key: str, values: dict[str, Any], *, base_version: int, by: Any, reason: str = "pakeista"
) -> StaticPage:  # fmt: skip
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
    save_with_history(found, by=by, reason=reason)
    indexing.keep_page(found)
    return found


@transaction.atomic
def restore_page(key: str, version: int, *, base_version: int, by: Any) -> StaticPage:
    """An earlier version stands again, as a new one on top. Raises StaleContent when another save came in between."""
    may_write(by)
    row = StaticPage.objects.filter(key=key).first()
    earlier = version_of(row, version) if row else None
    if row is None or earlier is None:
        raise Refused(_("There is no such version of this page."))
    if version == row.version:
        raise Refused(_("This version stands already."))
    values = {name: getattr(earlier, name) for name in ("title", "title_en", "body", "body_en")}
    return save_page(key, values, base_version=base_version, by=by, reason=f"grąžinta {version} versija")
