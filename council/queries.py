"""What the council's room shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from council.models import AgendaItem, Decision, Sitting
from council.permissions import council_editions
from editions.models import Edition, IssuedFile
from editions.registers import Consideration
from publicity.models import LibraryDocument


def editions_for(user: Any) -> QuerySet[Edition]:
    """Newest first, each with its state and the number of its files."""
    return council_editions(user).select_related("plan").annotate(file_count=Count("files")).order_by("-number")


def comparable_editions(user: Any, edition: Edition) -> QuerySet[Edition]:
    """What the edition may be compared with here: the others of its plan, newest first."""
    return council_editions(user).filter(plan=edition.plan_id).exclude(pk=edition.pk).order_by("-number")


def files_of(edition: Edition) -> QuerySet[IssuedFile]:
    """Newest first."""
    return edition.files.select_related("issued_by", "basis").order_by("-pk")


def agenda_of(sitting: Sitting) -> QuerySet[AgendaItem]:
    """The items in order, each with its papers and what was decided."""
    return sitting.items.select_related("edition__plan", "basis", "library_document", "decision")


@dataclass(frozen=True)
class PublicItem:
    """An item as everybody reads it: editions and documents only where they are public themselves."""

    item: AgendaItem
    edition: Edition | None
    basis: Edition | None
    document: LibraryDocument | None
    decision: Decision | None


def public_agenda_of(sitting: Sitting) -> list[PublicItem]:
    items = list(agenda_of(sitting))
    editions = {one.pk: one for one in Edition.objects.published().filter(pk__in=_papers(items))}
    documents = {one.pk: one for one in LibraryDocument.objects.public().filter(agenda_items__in=items)}
    return [
        PublicItem(
            item, editions.get(item.edition_id or 0), editions.get(item.basis_id or 0),
            documents.get(item.library_document_id or 0), getattr(item, "decision", None),
        )
        for item in items
    ]  # fmt: skip


def _papers(items: list[AgendaItem]) -> set[int]:
    return {pk for item in items for pk in (item.edition_id, item.basis_id) if pk is not None}


def considerations_of(edition: Edition) -> list[Consideration]:
    """The published sittings that spoke of the edition, for whoever checks a document."""
    items = AgendaItem.objects.filter(edition=edition, sitting__published_at__isnull=False)
    return [
        Consideration(
            timezone.localdate(item.sitting.starts_at), item.sitting.title,
            reverse("public_sittings:sitting", args=[item.sitting.uid]), *_decided(item),
        )
        for item in items.select_related("sitting", "decision").order_by("sitting__starts_at", "pk")
    ]  # fmt: skip


def considerations_state() -> str:
    """Changes with every write to a sitting, an item or a decision: each leaves a row of history."""
    states = []
    for model in (Sitting, AgendaItem, Decision):
        newest: int | None = model.history.aggregate(newest=Max("history_id"))["newest"]
        states.append(str(newest or 0))
    return "/".join(states)


def _decided(item: AgendaItem) -> tuple[str, str]:
    """What was decided, in words, and its number."""
    decision: Decision | None = getattr(item, "decision", None)
    return (decision.get_outcome_display(), decision.number) if decision else ("", "")
