"""What the pages of the editor's room are looked at with: a draft with everything, an event, a document with files."""

import datetime
from typing import Any

from django.utils import timezone

from plans.hierarchy import Kind
from plans.models import Element
from publicity.queries_groups import public_meetings
from publicity.services.following import Asked, confirm, key_of
from publicity.services.library import add_file
from publicity.services.pages import save_page
from publicity.services.writing import save_publication
from tests.publicity.content import DAY, event_form, form_of, make_document, make_event, make_news, make_picture
from tests.publicity.test_writing import facts
from workgroups.models import User, Workgroup


def build_publicity(long: str) -> dict[str, Any]:
    editor = User.objects.get(email="redaktorius@example.org")
    document = make_document(editor, f"Dokumentas {long}", public=False)
    add_file(document, b"%PDF-1 antra", f"{long}.pdf", date=datetime.date(2020, 9, 2), by=editor, note=long)
    event = make_event(
        editor, f"Renginys {long}", at=timezone.now() + DAY, related={"materials": [document]},
        broadcast_url="https://youtu.be/abcDEF12345", place=long, map_url="https://maps.example.org/",
    )  # fmt: skip
    news = make_news(
        editor, f"Naujiena {long}", title_en="News", public=False, picture=make_picture(editor, "brown"),
        picture_alt="Rudas laukas", related={"events": [event]},
    )  # fmt: skip
    stale = form_of(news, title="Senas", picture_alt="Rudas laukas")
    save_publication(news, facts(news, body="<p>Kitaip.</p>"), base_version=news.version, by=editor)
    public = make_document(editor, f"Viešas {long}")
    add_file(public, b"%PDF-1 antra", f"{long}.pdf", date=datetime.date(2020, 9, 2), by=editor, note=long)
    follower = confirm(Asked("skaitytojas@example.org", "lt", [("news", "")]))
    goal, measure = (Element.objects.filter(kind=kind).order_by("pk").first() for kind in (Kind.GOAL, Kind.MEASURE))
    vision = Element.objects.get(kind=Kind.VISION, plan=goal.plan)
    values = {"title": f"Kontaktai {long}", "title_en": "Contacts", "body": f"<p>{long}</p>", "body_en": "<p>New.</p>"}
    save_page("kontaktai", values, base_version=0, by=editor)
    meetings = public_meetings(Workgroup.objects.get(slug="aplinkos-apsauga")).order_by("starts_at")
    return {
        "public_minutes": meetings.first().uid, "public_meeting": meetings.last().uid,
        "rewritten_key": "kontaktai", "rewritten_version": 0,
        "public_document_short": public.short_uid, "follower_key": key_of(follower),
        "vision_short": vision.short_uid, "goal_short": goal.short_uid, "measure_short": measure.short_uid,
        "content_news": "naujienos", "content_events": "renginiai", "written_news": news.uid,
        "written_event": event.uid, "written_document": document.uid, "static_key": "privatumas",
        "stale_news": stale, "wrong_event": event_form(event, ends_at="2030-05-10T09:00"),
    }  # fmt: skip
