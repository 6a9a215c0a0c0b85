"""What the council's room shows."""

from typing import Any

from django.db.models import Count, QuerySet

from council.permissions import council_editions
from editions.models import Edition, IssuedFile


def editions_for(user: Any) -> QuerySet[Edition]:
    """Newest first, each with its state and the number of its files."""
    return council_editions(user).select_related("plan").annotate(file_count=Count("files")).order_by("-number")


def comparable_editions(user: Any, edition: Edition) -> QuerySet[Edition]:
    """What the edition may be compared with here: the others of its plan, newest first."""
    return council_editions(user).filter(plan=edition.plan_id).exclude(pk=edition.pk).order_by("-number")


def files_of(edition: Edition) -> QuerySet[IssuedFile]:
    """Newest first."""
    return edition.files.select_related("issued_by", "basis").order_by("-pk")
