"""Cards of shared links: what another site shows of a page when somebody sends its address.

A card is made of what the page itself says to everybody. Its picture's address ends with a digest of its words
(`mark`), so that one address always means the same picture; an old one leads to the picture of today, and what is
no longer public has none.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from editions.models import Edition, EditionElement
from editions.reading import English, Node, load_nodes, load_translations
from klaipeda_plan.core.canonical import canonical_json, digest_of
from plans.hierarchy import Kind
from publicity.models import Event, LibraryDocument, News
from publicity.queries import get_published
from publicity.queries_content import get_event, get_news, public_documents, uid_range

WIDTH, HEIGHT = 1200, 630
LOOK = 1  # counted up when the drawing changes: the old pictures' addresses lead to the new ones
KINDS = ("redakcija", "elementas", "eiga", "naujiena", "renginys", "dokumentas")


@dataclass(frozen=True)
class Card:
    """`kind` and `key` find it again; `over`, `title` and `foot` stand in the picture."""

    kind: str
    key: str
    over: str
    title: str
    foot: str = ""

    width = WIDTH
    height = HEIGHT

    @property
    def mark(self) -> str:
        return digest_of(canonical_json({**asdict(self), "look": LOOK}))[:16]

    @property
    def address(self) -> str:
        return reverse("publicity:card", args=[self.kind, self.key, self.mark])

    @property
    def alt(self) -> str:
        """The picture is words alone: these."""
        return ". ".join(part for part in (self.over, self.title, self.foot) if part)


def edition_card(edition: Edition) -> Card:
    over = " · ".join([_("Edition No. %(number)s") % {"number": edition.number}, date_format(edition.document_date)])
    plan = edition.meta.get("plan", {})
    title = (plan.get("title_en") if get_language() == "en" else "") or plan.get("title") or edition.title
    return Card("redakcija", str(edition.number), over, title, _sample(edition))


def element_card(edition: Edition, node: Node, english: Mapping[str, English] | None = None) -> Card:
    words = english.get(node.uid) if english else None
    title = words.title if words and not words.is_stale else node.title
    name = _("Horizontal priority") if node.is_horizontal else str(Kind(node.kind).label)
    over = f"{name[:1].upper()}{name[1:]} {node.code}"
    return Card("elementas", f"{edition.number}-{node.code}", over, title, _sample(edition))


def process_card() -> Card:
    return Card("eiga", "planas", _("Process"), _("How the plan is made: its parts, dates and what each produced"))


def news_card(item: News) -> Card:
    day = date_format(localtime(item.published_at)) if item.published_at else ""
    return Card("naujiena", item.slug, " · ".join(filter(None, [pgettext("over a card", "News"), day])), _own(item))


def event_card(item: Event) -> Card:
    over = f"{item.get_kind_display()} · {date_format(localtime(item.starts_at))}"
    return Card("renginys", item.slug, f"{over[:1].upper()}{over[1:]}", _own(item), item.place)


def document_card(document: LibraryDocument) -> Card:
    return Card("dokumentas", document.short_uid, str(document.get_kind_display()), _own(document))


def find_card(kind: str, key: str) -> Card:
    """The card of something public, or 404."""
    makers = {
        "redakcija": lambda: edition_card(get_published(_number(key))),
        "elementas": lambda: _find_element(key),
        "naujiena": lambda: news_card(get_news(key)),
        "renginys": lambda: event_card(get_event(key)),
        "dokumentas": lambda: _find_document(key),
    }
    if kind in makers:
        return makers[kind]()
    if (kind, key) != ("eiga", "planas"):
        raise Http404
    return process_card()


def _find_element(key: str) -> Card:
    number, _dash, code = key.partition("-")
    edition = get_published(_number(number))
    uids = EditionElement.objects.filter(edition=edition, code=code).values_list("uid", flat=True)
    nodes = load_nodes(edition, [str(uid) for uid in uids])
    if not nodes:
        raise Http404
    return element_card(edition, nodes[0], load_translations(edition) if get_language() == "en" else None)


def _find_document(key: str) -> Card:
    try:
        low_and_high = uid_range(key)
    except ValueError as error:
        raise Http404 from error
    document = public_documents().filter(uid__range=low_and_high).first()
    if document is None or document.short_uid != key:
        raise Http404
    return document_card(document)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Http404
    return int(text)


def _own(thing: Any) -> str:
    english = thing.title_en if get_language() == "en" else ""
    return str(english or thing.title)


def _sample(edition: Edition) -> str:
    return _("Sample data – not the real plan") if edition.sample else ""
