"""What the pages of news and of events show, for everybody and in the preview alike."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions.models import Edition
from editions.reading import load_translations
from publicity.addresses import in_the_plan
from publicity.broadcasts import frame_sources, player_address
from publicity.models import Event, News
from publicity.queries_content import find_elements, public_documents, public_events, public_news


@dataclass(frozen=True)
class Video:
    """A broadcast or a recording: where it is, whose site that is, and the player's address where one is allowed."""

    address: str
    host: str
    player: str | None
    is_recording: bool


def about_news(item: News) -> dict[str, Any]:
    return _in_the_plan(item) | {
        "item": item,
        "events": public_events().filter(news=item),
        "crumbs": [(_("News"), reverse("publicity:news_list"))],
    }


def about_event(item: Event) -> dict[str, Any]:
    return _in_the_plan(item) | {
        "item": item,
        "video": video_of(item),
        "materials": public_documents().filter(events=item),
        "news": public_news().filter(events=item),
        "crumbs": [(_("Events"), reverse("publicity:event_list"))],
    }


def _in_the_plan(item: News | Event) -> dict[str, Any]:
    """The elements that it is about; on English pages with what the current edition has of them in English."""
    elements = find_elements(item.elements)
    current = Edition.objects.current() if elements and get_language() == "en" else None
    english = load_translations(current) if current else {}
    return {"elements": elements, "addresses": in_the_plan(), "english": english}


def video_of(item: Event) -> Video | None:
    """The recording once there is one, else the broadcast; nothing of a cancelled event."""
    address = item.recording_url or item.broadcast_url
    if not address or item.is_cancelled:
        return None
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return Video(address, host, player_address(address), bool(item.recording_url))


def sources_of(item: Event) -> list[str]:
    """What the policy of the event's page lets into frames."""
    video = video_of(item)
    return frame_sources() if video and video.player else []
