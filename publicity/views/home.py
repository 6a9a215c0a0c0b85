"""The front page: what the plan is, where it stands, what it wants."""

from collections import Counter
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from editions.models import Edition
from editions.reading import Node, load_tree
from editions.words import figures, listed, short_euros
from plans.hierarchy import Kind
from plans.models import Plan
from publicity.addresses import in_the_plan
from publicity.caching import editions_stamp, process_stamp, public_page
from publicity.models import Milestone
from publicity.queries import vision_of
from publicity.queries_content import coming_events, latest_news
from publicity.stamps import events_stamp, news_stamp
from publicity.views._context import about

NEWS, EVENTS = 3, 2


@public_page(editions_stamp, process_stamp, news_stamp, events_stamp)
def home(request: HttpRequest) -> HttpResponse:
    edition = Edition.objects.current()
    told = {"latest": latest_news(NEWS), "events": list(coming_events()[:EVENTS])}
    context = {"plan": Plan.objects.current(), **_where_it_stands(), **told}
    if edition:
        context |= about(edition) | _what_it_wants(edition)
    return render(request, "publicity/home.html", context)


def _what_it_wants(edition: Edition) -> dict[str, Any]:
    tree = load_tree(edition)
    vision = vision_of(tree)
    under_vision = vision.children if vision else []
    return {
        "addresses": in_the_plan(),
        "vision": vision,
        "figures": figures(tree.counts()),
        "total": short_euros(tree.total) if tree.total else "",
        "priorities": [_card(node) for node in under_vision if node.kind == Kind.PRIORITY],
    }


def _card(priority: Node) -> dict[str, Any]:
    levels = Counter(node.kind for node in priority.walk() if node.kind != Kind.PRIORITY)
    total = short_euros(priority.total) if priority.total else ""
    return {"node": priority, "counts": listed(levels), "total": total}


def _where_it_stands() -> dict[str, Any]:
    """The last things that happened, the newest first, and the next ones that are planned."""
    published = Milestone.objects.filter(is_published=True)
    today = timezone.localdate()
    done = published.filter(actual_date__lte=today).order_by("-actual_date", "-pk")[:3]
    coming = published.filter(actual_date=None, planned_date__gt=today).order_by(F("planned_date"), "pk")[:2]
    return {"done": list(done), "coming": list(coming)}
