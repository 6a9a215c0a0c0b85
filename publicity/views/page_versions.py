"""Earlier versions of the pages about the portal: looked at, compared with what stands, brought back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klaipeda_plan.core.diffing import compare_bodies, compare_texts, render_body, render_runs
from klaipeda_plan.core.guards import act_and_go
from publicity.models import StaticPage
from publicity.pages import find_page, page_keys
from publicity.queries_histories import version_of, versions_of
from publicity.services.pages import restore_page
from publicity.views._guards import editors_only


@require_safe
@editors_only
def history(request: HttpRequest, key: str) -> HttpResponse:
    """Who saved which version, the newest first."""
    page = _page_of(key)
    return render(request, "publicity/workspace/page_history.html", {"item": page, "rows": versions_of(page)})


@require_safe
@editors_only
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What leads from that version to what stands now."""
    page = _page_of(key)
    earlier = version_of(page, number)
    if earlier is None:
        raise Http404
    context = {"item": page, "earlier": earlier, "is_current": number == page.version, **_difference(earlier, page)}
    return render(request, "publicity/workspace/page_version.html", context)


@require_POST
@editors_only
def restore(request: HttpRequest, key: str, number: int) -> HttpResponse:
    _page_of(key)
    base = request.POST.get("version", "")
    base_version = int(base) if base.isdecimal() and len(base) < 10 else -1
    done = _("The earlier version stands again: everybody sees it now.")
    back = reverse("publishing:page_history", args=[key])
    return act_and_go(
        request, lambda: restore_page(key, number, base_version=base_version, by=request.user), done, back
    )


def _difference(earlier: Any, page: StaticPage) -> dict[str, Any]:
    """Titles and texts of both languages, from the earlier one to what stands."""
    return {
        "title": render_runs(compare_texts(earlier.title, page.title)),
        "title_en": render_runs(compare_texts(earlier.title_en, page.title_en)),
        "body": render_body(compare_bodies(earlier.body, page.body)),
        "body_en": render_body(compare_bodies(earlier.body_en, page.body_en)),
    }


def _page_of(key: str) -> StaticPage:
    if key not in page_keys():
        raise Http404
    return find_page(key)
