"""Sittings of the council: the one that approved the concept, as the sources tell it, and a sample to try."""

import datetime
from typing import Any

from django.utils import timezone

from council.models import AgendaItem, ItemKind, Outcome, Sitting, TextKind
from council.services.agenda import ItemFacts, add_item, save_texts
from council.services.decisions import DecisionFacts, record_item_decision
from council.services.sittings import SittingFacts, convene_sitting, hold_sitting, plan_sitting, publish_sitting
from council.services.texts import begun_text
from editions.models import Edition, EditionKind, EventKind

SECRETARY = "sekretore@example.org"
HOUR = 9
OFFICE = "Strateginio planavimo skyriaus vedėjas"
AHEAD = datetime.timedelta(days=21)


def council_stands() -> bool:
    return Sitting.objects.filter(sample=False).exists()


def seed_council(by: Any) -> None:
    """The remote sitting at which the concept was approved. The number of the decision is not in the sources."""
    concept = Edition.objects.filter(kind=EditionKind.CONCEPT, events__kind=EventKind.DECIDED).first()
    if concept is None:
        return
    date = concept.events.get(kind=EventKind.DECIDED).date
    starts = timezone.make_aware(datetime.datetime.combine(date, datetime.time(HOUR)))
    sitting = plan_sitting(SittingFacts("Tarybos posėdis", starts, "Nuotolinis posėdis"), by=by)
    basis = Edition.objects.filter(plan=concept.plan, kind=EditionKind.CONCEPT_DRAFT).first()
    title = "Dėl Klaipėdos miesto strateginio plėtros plano koncepcijos"
    item = add_item(sitting, ItemFacts(ItemKind.CONCEPT, title, concept, basis), by=by)
    sitting = hold_sitting(convene_sitting(sitting, by=by), by=by)
    record_item_decision(item, DecisionFacts(Outcome.APPROVED, date), by=by)
    publish_sitting(sitting, by=by)


def seed_sample_council(by: Any) -> None:
    """A sitting that is being prepared, about the sample edition; its title says what it is."""
    edition = Edition.objects.filter(sample=True).order_by("number").first()
    if edition is None or Sitting.objects.filter(sample=True).exists():
        return
    day = timezone.localdate() + AHEAD
    starts = timezone.make_aware(datetime.datetime.combine(day, datetime.time(HOUR)))
    facts = SittingFacts("Tarybos posėdis (pavyzdinis posėdis)", starts, "Savivaldybės posėdžių salė")
    sitting = plan_sitting(facts, by=by, sample=True)
    title = "Dėl Klaipėdos miesto savivaldybės strateginio plėtros plano patvirtinimo"
    item = add_item(sitting, ItemFacts(ItemKind.PLAN_DRAFT, title, edition, None, None, OFFICE), by=by)
    _begin_texts(item, by)


def _begin_texts(item: AgendaItem, by: Any) -> None:
    texts = [begun_text(item, kind) for kind in (TextKind.DECISION, TextKind.NOTE)]
    save_texts(item, *texts, base_version=item.version, by=by)
