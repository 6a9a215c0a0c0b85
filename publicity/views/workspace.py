"""The editor's workspace: what is kept, what waits, what is public."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from publicity.models import Event, LibraryDocument, News, Subscriber
from publicity.pages import all_pages
from publicity.queries_content import coming_events
from publicity.views._guards import editors_only
from publicity.views._kinds import KINDS, kind_of

ON_A_PAGE = 30


@require_safe
@editors_only
def overview(request: HttpRequest) -> HttpResponse:
    """What waits to be published, what comes next, and how many follow."""
    now = timezone.now()
    rows = [model.objects.select_related("changed_by").order_by("-changed_at", "-pk") for model in (News, Event)]
    waiting: list[Any] = [one for some in rows for one in some.exclude(published_at__lte=now)[:10]]
    context = {
        "waiting": sorted(waiting, key=lambda one: one.changed_at, reverse=True),
        "coming": coming_events().select_related("changed_by")[:5],
        "subscribers": Subscriber.objects.count(),
        "kinds": KINDS.values(),
    }
    return render(request, "publicity/workspace/overview.html", context)


@require_safe
@editors_only
def content_list(request: HttpRequest, kind: str) -> HttpResponse:
    """All of a kind, drafts too; what was changed last stands first."""
    of = kind_of(kind)
    objects: Any = of.model.objects
    rows = objects.select_related("changed_by").order_by("-changed_at", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publicity/workspace/content_list.html", {"kind": of, "page": page})


@require_safe
@editors_only
def document_list(request: HttpRequest) -> HttpResponse:
    rows = LibraryDocument.objects.select_related("changed_by").annotate(file_count=Count("files"))
    page = Paginator(rows.order_by("-changed_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publicity/workspace/document_list.html", {"page": page})


@require_safe
@editors_only
def page_list(request: HttpRequest) -> HttpResponse:
    return render(request, "publicity/workspace/page_list.html", {"pages": all_pages()})
