"""Small makers of news, events and documents; all writes go through the portal's own services."""

import datetime
import io

from django.utils import timezone
from PIL import Image

from publicity.models import Event, News
from publicity.services.library import add_document, add_file
from publicity.services.pictures import keep_picture
from publicity.services.writing import Facts, add_publication, publish

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def make_news(by, title="Paskelbtas projektas", *, at=None, public=True, related=None, picture=None, **values):
    facts = Facts({"title": title, "summary": "Santrauka", "body": "<p>Tekstas.</p>"} | values, related or {}, picture)
    item = add_publication(News, facts, by=by)
    return publish(item, by=by, at=at) if public else item


def make_event(by, title="Plano pristatymas", *, starts=None, at=None, public=True, related=None, **values):
    starts = starts or timezone.now() + 3 * DAY
    values = {"title": title, "starts_at": starts, "ends_at": starts + 2 * HOUR, "place": "Rotušė"} | values
    item = add_publication(Event, Facts(values, related or {}), by=by)
    return publish(item, by=by, at=at) if public else item


def make_document(by, title="Plano metodika", *, content=b"%PDF-1.7 metodika", public=True, **values):
    document = add_document({"kind": "methodology", "title": title} | values, by=by)
    if content:
        add_file(document, content, "metodika.pdf", date=datetime.date(2020, 9, 1), by=by)
    document.refresh_from_db()
    return publish(document, by=by) if public else document


def png(colour="navy", size=(80, 60)):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def make_picture(by, colour="navy"):
    return keep_picture(png(colour), "paveikslas.png", by=by)[0]


def form_of(item=None, **values):
    """What the form of news sends, an event's with its times besides."""
    fields = {"version": item.version if item else 0, "title": "Nauja žinia", "body": "<p>Tekstas.</p>"}
    return {name: str(value) for name, value in (fields | values).items()}


def event_form(item=None, **values):
    times = {"kind": "pristatymas", "starts_at": "2030-05-10T10:00", "ends_at": "2030-05-10T12:00"}
    return form_of(item, **(times | values))
