"""Searching everything that is public, and what the search box suggests while somebody types."""

import json
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publicity.answers import for_everybody, public_bytes
from publicity.caching import public_page
from publicity.search.asking import Question, read_question
from publicity.search.facets import address, facets_of, read_filters
from publicity.search.finding import Filters, find, in_order, suggest, with_accents
from publicity.search.presenting import address_of, result_of, sort_of, title_of
from publicity.search.typos import meant
from publicity.search.visible import Scope, public_scope
from workgroups.models import Workgroup

ON_A_PAGE = 10


@public_page()
def search(request: HttpRequest) -> HttpResponse:
    """Made anew for each question: the questions of the world would fill the cache."""
    scope = public_scope()
    groups = {group.slug: group for group in Workgroup.objects.all()}
    filters = read_filters(request.GET, scope, groups)
    question = with_accents(read_question(request.GET.get("q", "")))
    found = find(question, filters, scope)
    page = _page(found.pks, request.GET.get("page"))
    entries = in_order(list(page.object_list))
    context: dict[str, Any] = {
        "question": question, "page": page, "filters": filters, "is_narrowed": filters != Filters(),
        "results": [result_of(entry, question, scope, groups) for entry in entries],
        "facets": facets_of(question.text, filters, found, scope, groups),
    }  # fmt: skip
    if question and not found.pks:
        context |= _ways_on(question, filters, scope)
        context["elsewhere"] = [facet for facet in context["facets"] if facet.name == "redakcija"]
    shown = next((entry.edition for entry in entries if entry.edition), None)
    return render(request, "publicity/search.html", context | (_banner(shown, scope) if shown else {}))


@for_everybody
@require_safe
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """A few titles that hold what is typed so far."""
    scope = public_scope()
    question = with_accents(read_question(request.GET.get("q", ""), last_begins=True))
    items = [
        {"title": title_of(entry)[0], "lang": title_of(entry)[1], "code": entry.code, "sort": sort_of(entry),
         "address": address_of(entry, scope)}
        for entry in suggest(question, scope)
    ]  # fmt: skip
    content = json.dumps({"items": items}, ensure_ascii=False).encode()
    return public_bytes(request, content, "application/json")


def _page(pks: list[int], number: str | None) -> Page[int]:
    """404 for a number of no page."""
    try:
        return Paginator(pks, ON_A_PAGE).page(number or 1)
    except InvalidPage as error:
        raise Http404 from error


def _ways_on(question: Question, filters: Filters, scope: Scope) -> dict[str, Any]:
    """When nothing is found: without narrowing, if that finds something; else what may have been meant, and the words
    one by one."""

    def finds(text: str) -> bool:
        return bool(find(with_accents(read_question(text)), Filters(), scope).pks)

    is_elsewhere = filters != Filters() and finds(question.text)
    other = "" if is_elsewhere else meant(question, finds)
    words = [term.word for term in question.terms] if len(question.terms) > 1 and not is_elsewhere else []
    return {
        "meant": other, "meant_address": address(other, Filters()),
        "words": [(word, address(word, Filters())) for word in words],
        "wider": address(question.text, Filters()) if is_elsewhere else "",
    }  # fmt: skip


def _banner(edition: Any, scope: Scope) -> dict[str, Any]:
    """A sample says so wherever something of it stands."""
    own = scope.by_number[edition.number]
    return {"edition": own} if own.sample else {}
