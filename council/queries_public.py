"""Published sittings with what was decided, for pages that tell of the process."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse

from council.models import AgendaItem, Sitting
from publicity.sitemaps import PublicPlace


@dataclass(frozen=True)
class Decided:
    """What was decided on one item: in words, and the number of the act where it is known."""

    title: str
    outcome: str
    number: str
    link: str


@dataclass
class PublicSitting:
    sitting: Sitting
    decisions: list[Decided] = field(default_factory=list)

    @property
    def address(self) -> str:
        return reverse("public_sittings:sitting", args=[self.sitting.uid])


def published_sittings() -> dict[UUID, PublicSitting]:
    """{uid: sitting}, the latest first: two queries."""
    sittings = {one.pk: PublicSitting(one) for one in Sitting.objects.published().order_by("-starts_at", "-pk")}
    items = AgendaItem.objects.filter(sitting__in=sittings, decision__isnull=False).select_related("decision")
    for item in items.order_by("sitting", "position", "pk"):
        made = item.decision
        sittings[item.sitting_id].decisions.append(
            Decided(item.title, made.get_outcome_display(), made.number, made.link)
        )
    return {one.sitting.uid: one for one in sittings.values()}


def public_places() -> Iterator[PublicPlace]:
    """The list of sittings and each published one, for the sitemap: one query."""
    yield PublicPlace(reverse("public_sittings:list"))
    for uid, at in Sitting.objects.published().order_by("-starts_at", "-pk").values_list("uid", "published_at"):
        yield PublicPlace(reverse("public_sittings:sitting", args=[uid]), at)
