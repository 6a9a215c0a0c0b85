"""News and events in the editor's workspace: one set of pages for both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from publicity.content_pages import about_event, about_news
from publicity.forms.content import NewsForm, PublicationForm
from publicity.forms.events import EventForm
from publicity.models import Event, News


@dataclass(frozen=True)
class ContentKind:
    """`word` stands in the address; `about` gives what the public page shows, `template` shows it."""

    word: str
    model: type[News] | type[Event]
    form: type[PublicationForm]
    about: Callable[[Any], dict[str, Any]]
    template: str
    several: Any
    new: Any


KINDS = {
    kind.word: kind
    for kind in (
        ContentKind(
            "naujienos", News, NewsForm, about_news, "publicity/news.html",
            gettext_lazy("News"), gettext_lazy("Write news"),
        ),
        ContentKind(
            "renginiai", Event, EventForm, about_event, "publicity/event.html",
            gettext_lazy("Events"), gettext_lazy("Enter an event"),
        ),
    )
}  # fmt: skip


def kind_of(word: str) -> ContentKind:
    if word not in KINDS:
        raise Http404
    return KINDS[word]


def item_of(kind: ContentKind, uid: Any) -> Any:
    rows: Any = kind.model.objects.select_related("picture", "workgroup", "changed_by")
    return get_object_or_404(rows, uid=uid)
