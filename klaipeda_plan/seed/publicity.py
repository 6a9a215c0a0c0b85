"""News and events: what the public sources tell of the years 2019–2021, and samples for a demonstration."""

import datetime
from typing import Any

from django.utils import timezone

from klaipeda_plan.seed.data_files import load
from publicity.models import Event, EventKind, News
from publicity.services.writing import Facts, add_publication, publish
from workgroups.models import User

EDITOR = "redaktorius@example.org"
NOON = datetime.time(12)
TEXTS = ("title", "title_en", "summary", "summary_en", "body", "body_en")
SAMPLE = "Sąlyginiai duomenys: įrašas parodo, kaip veikia portalas."
SAMPLE_EN = "Sample data: this entry shows how the portal works."


def publicity_stands() -> bool:
    return News.objects.exists()


def seed_publicity(author: User) -> None:
    """Each stands under the day on which it was told then."""
    facts = load("publicity")
    events = {row["key"]: _seed_event(row, author) for row in facts["events"]}
    for row in facts["news"]:
        related = {"events": [events[key] for key in row.get("events", [])]}
        item = add_publication(News, Facts(_texts(row), related), by=author)
        publish(item, by=author, at=_moment(row["date"], NOON))


def seed_sample_publicity(editor: User) -> None:
    """A draft and an event to come; both say that they are samples."""
    if News.objects.filter(summary=SAMPLE).exists():
        return
    texts = {"title": "Naujiena, kuri dar rašoma (pavyzdys)", "summary": SAMPLE, "body": "<p>Juodraščio tekstas.</p>"}
    add_publication(News, Facts(texts), by=editor)
    day = timezone.localdate() + datetime.timedelta(days=21)
    values = {
        "title": "Priemonių aptarimas su gyventojais (pavyzdinis renginys)",
        "title_en": "Measures discussed with residents (a sample event)",
        "summary": SAMPLE, "summary_en": SAMPLE_EN, "kind": EventKind.DISCUSSION,
        "starts_at": _moment(day, datetime.time(17, 30)), "ends_at": _moment(day, datetime.time(19)),
        "place": "Savivaldybės administracija, posėdžių salė", "place_en": "Municipal administration, meeting hall",
    }  # fmt: skip
    publish(add_publication(Event, Facts(values), by=editor), by=editor)


def _seed_event(row: dict[str, Any], author: User) -> Any:
    values = _texts(row) | {
        "kind": row["kind"], "whole_day": True, "place": row.get("place", ""), "place_en": row.get("place_en", ""),
        "starts_at": _moment(row["date"], datetime.time(0)),
        "ends_at": _moment(row.get("until", row["date"]), datetime.time(23, 59)),
    }  # fmt: skip
    item = add_publication(Event, Facts(values), by=author)
    return publish(item, by=author, at=_moment(row["date"] - datetime.timedelta(days=7), NOON))


def _texts(row: dict[str, Any]) -> dict[str, str]:
    return {name: row.get(name, "") for name in TEXTS}


def _moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))
