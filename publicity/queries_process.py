"""The process as everybody reads it: parts with their steps, what each produced, where it stands now, what comes."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.models import Plan
from publicity.models import Milestone, MilestoneProduct, ProcessPart, ProcessStage
from publicity.queries import published_editions
from publicity.queries_content import public_documents, public_events, public_news

DONE, NOW, NEXT, COMING, UNRECORDED = "done", "now", "next", "coming", "unrecorded"


@dataclass(frozen=True)
class Product:
    """Something public that a step produced. `title` and `title_en` are its own names, `kind` says what it is."""

    kind: str
    title: str
    title_en: str
    address: str


@dataclass
class Step:
    """A milestone: done, going on now, the next one, one that comes later, or planned for a time that has passed."""

    milestone: Milestone
    state: str
    products: list[Product] = field(default_factory=list)


@dataclass
class Part:
    part: ProcessPart
    steps: list[Step]


@dataclass(frozen=True)
class StageShown:
    """A stage: done, now or coming; an empty state where its dates do not tell."""

    stage: ProcessStage
    state: str


@dataclass(frozen=True)
class Ahead:
    """What comes: a "step", a "sitting", an "event" or a "meeting", with its day."""

    day: datetime.date
    kind: str
    thing: Any


@dataclass
class Process:
    parts: list[Part]
    stages: list[StageShown]
    last: list[Step]
    now: list[Step]
    coming: list[Step]

    @property
    def today_after(self) -> int:
        """Between which stages today stands where none goes on: after so many; 0 where one does."""
        if any(one.state == NOW for one in self.stages):
            return 0
        return sum(one.state != COMING for one in self.stages)


def load_process(today: datetime.date, sittings: Mapping[UUID, Any]) -> Process:
    """The published process of the current plan. `sittings`: published ones by uid, each with `sitting` and `address`.

    The same number of queries however long it is.
    """
    plan = Plan.objects.current()
    in_time = Coalesce("actual_date", "planned_date")
    shown = Milestone.objects.filter(is_published=True).order_by(in_time, "pk").prefetch_related("products")
    rows = ProcessPart.objects.filter(plan=plan).prefetch_related(Prefetch("milestones", shown, to_attr="shown"))
    parts = [Part(part, [Step(one, _state(one, today)) for one in part.shown]) for part in rows]
    steps = sorted((step for part in parts for step in part.steps), key=_moment)
    for step in next_of(steps):
        step.state = NEXT
    _add_products(steps, sittings)
    stages = stages_shown(ProcessStage.objects.filter(plan=plan, is_published=True), today)
    return Process(
        parts=parts, stages=stages,
        last=[step for step in steps if step.state == DONE][-1:],
        now=[step for step in steps if step.state == NOW],
        coming=[step for step in steps if step.state in (NEXT, COMING)],
    )  # fmt: skip


def what_comes(
    steps: Iterable[Step], sittings: Iterable[Any], events: Iterable[Any], meetings: Iterable[Any]
) -> list[Ahead]:
    """Everything that lies ahead in the order of its days; a meeting that is called off does not come."""
    found = [Ahead(_moment(step)[0], "step", step) for step in steps]
    found += [Ahead(timezone.localdate(one.sitting.starts_at), "sitting", one) for one in sittings]
    found += [Ahead(timezone.localdate(one.starts_at), "event", one) for one in events]
    found += [Ahead(timezone.localdate(one.starts_at), "meeting", one) for one in meetings if not one.is_cancelled]
    return sorted(found, key=lambda one: one.day)


def next_of(steps: Iterable[Step]) -> list[Step]:
    """The nearest of what is planned; several that share its day."""
    ahead = [step for step in steps if step.state == COMING]
    return [step for step in ahead if _moment(step)[0] == _moment(ahead[0])[0]] if ahead else []


def stages_shown(stages: Iterable[ProcessStage], today: datetime.date) -> list[StageShown]:
    """In their order. What stands before a stage that began is done, whether anybody entered its end or not."""
    shown: list[StageShown] = []
    later_began = False
    for stage in reversed(list(stages)):
        state = DONE if later_began else stage_state(stage, today)
        later_began = later_began or state in (DONE, NOW)
        shown.insert(0, StageShown(stage, state))
    return shown


def stage_state(stage: ProcessStage, today: datetime.date) -> str:
    """What happened goes before what was planned: a stage that began and has not ended goes on."""
    if stage.ended_on and stage.ended_on < today:
        return DONE
    if stage.began_on and stage.began_on <= today:
        return NOW
    begins = stage.began_on or stage.planned_from
    return COMING if begins and begins > today else ""


def _state(milestone: Milestone, today: datetime.date) -> str:
    if milestone.actual_date and milestone.actual_date <= today:
        return NOW if milestone.until and milestone.until >= today else DONE
    planned = milestone.actual_date or milestone.planned_date
    assert planned is not None, "the database keeps a date"
    if milestone.month_only and (planned.year, planned.month) == (today.year, today.month):
        return COMING
    return COMING if planned >= today else UNRECORDED


def _moment(step: Step) -> tuple[datetime.date, int]:
    day = step.milestone.actual_date or step.milestone.planned_date
    assert day is not None, "the database keeps a date"
    return day, step.milestone.pk


def _add_products(steps: Iterable[Step], sittings: Mapping[UUID, Any]) -> None:
    """What is public of what was linked: a query for each kind of thing that any step names."""
    rows = [(step, product) for step in steps for product in step.milestone.products.all()]
    public = _public_things([product for _step, product in rows])
    for step, product in rows:
        shown = _sitting(sittings.get(product.sitting)) if product.sitting else public.get(_key(product))
        if shown is not None:
            step.products.append(shown)


def _key(product: MilestoneProduct) -> tuple[str, int | None]:
    for name in ("edition", "document", "news", "event"):
        pk: int | None = getattr(product, f"{name}_id")
        if pk is not None:
            return name, pk
    return "", None


def _public_things(products: list[MilestoneProduct]) -> dict[tuple[str, int | None], Product]:
    wanted: dict[str, list[int]] = {}
    for product in products:
        name, pk = _key(product)
        if pk is not None:
            wanted.setdefault(name, []).append(pk)
    found: dict[tuple[str, int | None], Product] = {}
    for name, pks in wanted.items():
        rows, show = KINDS[name]
        found |= {(name, one.pk): show(one) for one in rows().filter(pk__in=pks)}
    return found


def _edition(edition: Any) -> Product:
    kind = _("edition No. %(number)s") % {"number": edition.number}
    return Product(kind, edition.title, "", reverse("publicity:edition", args=[edition.number]))


def _document(document: Any) -> Product:
    address = reverse("publicity:document", args=[document.short_uid])
    return Product(_("document"), document.title, document.title_en, address)


def _news(item: Any) -> Product:
    return Product(_("news"), item.title, item.title_en, reverse("publicity:news", args=[item.slug]))


def _event(item: Any) -> Product:
    return Product(_("event"), item.title, item.title_en, reverse("publicity:event", args=[item.slug]))


def _sitting(found: Any) -> Product | None:
    return Product(_("sitting"), found.sitting.title, "", found.address) if found else None


KINDS: dict[str, tuple[Any, Any]] = {
    "edition": (published_editions, _edition),
    "document": (public_documents, _document),
    "news": (public_news, _news),
    "event": (public_events, _event),
}
