"""What the milestones of the facts produced: whatever public stands under the same day."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from council.models import Sitting
from editions.models import Edition
from publicity.models import Event, Milestone, MilestoneProduct, News


def products_stand() -> bool:
    return MilestoneProduct.objects.exists()


def seed_products() -> None:
    """Editions by the date of the document, news and events and sittings by their day; samples stay out."""
    milestones = {one.actual_date: one for one in Milestone.objects.filter(is_published=True).order_by("-pk")}
    for day, product in _things():
        if day in milestones:
            MilestoneProduct.objects.create(milestone=milestones[day], **product)


def _things() -> Iterator[tuple[datetime.date, dict[str, Any]]]:
    for edition in Edition.objects.published().filter(sample=False).order_by("number"):
        yield edition.document_date, {"edition": edition}
    for sitting in Sitting.objects.published().filter(sample=False).order_by("starts_at"):
        yield timezone.localdate(sitting.starts_at), {"sitting": sitting.uid}
    for event in Event.objects.public().order_by("starts_at"):
        yield timezone.localdate(event.starts_at), {"event": event}
    for news in News.objects.public().order_by("published_at"):
        yield timezone.localdate(news.published_at), {"news": news}
