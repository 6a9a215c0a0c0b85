"""The current plan as a tree, and the draft that is before the council; what of either a reader asks for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editions.models import Edition
from editions.reading import load_tree
from editions.words import counted, short_euros
from plans.hierarchy import Kind
from publicity.addresses import Addresses, in_edition, in_the_plan
from publicity.answers import for_everybody
from publicity.caching import editions_stamp, public_page
from publicity.filters import find, money_asked
from publicity.forms.filtering import NAMES, PlanFilterForm
from publicity.outline import Cut, cut_of, render_outline
from publicity.overview import overview_of
from publicity.views._context import about, english_of, whole_plan


@for_everybody
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The edition in force, or before there is one the newest published."""
    return _asked_plan(request) if _is_asking(request) else _whole_plan(request)


@for_everybody
@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """The edition under consideration, or what to read when there is none."""
    return _asked_draft(request) if _is_asking(request) else _whole_draft(request)


@public_page(editions_stamp)
def _whole_plan(request: HttpRequest) -> HttpResponse:
    return _show_plan(request)


@public_page()
def _asked_plan(request: HttpRequest) -> HttpResponse:
    """Not kept: there are more questions than a cache should hold."""
    return _show_plan(request)


@public_page(editions_stamp)
def _whole_draft(request: HttpRequest) -> HttpResponse:
    return _show_draft(request)


@public_page()
def _asked_draft(request: HttpRequest) -> HttpResponse:
    return _show_draft(request)


def _is_asking(request: HttpRequest) -> bool:
    return any(request.GET.get(name) for name in NAMES)


def _show_plan(request: HttpRequest) -> HttpResponse:
    edition = Edition.objects.current()
    context = _tree_context(request, edition, in_the_plan()) if edition else {}
    return render(request, "publicity/plan.html", context)


def _show_draft(request: HttpRequest) -> HttpResponse:
    edition = Edition.objects.under_consideration()
    if edition is None:
        return render(request, "publicity/no_draft.html", {"current": Edition.objects.current()})
    return render(request, "publicity/draft.html", _tree_context(request, edition, in_edition(edition)))


def _tree_context(request: HttpRequest, edition: Edition, addresses: Addresses) -> dict[str, Any]:
    """The whole tree, or what of it was asked for; a question with a mistake shows the whole and says what is wrong."""
    form = PlanFilterForm(request.GET, edition=edition, tree=load_tree(edition))
    context = {"form": form, "here": request.path}
    if form.is_asking and form.is_valid():
        return context | about(edition) | _found(form, edition, addresses)
    return context | whole_plan(edition, addresses)


def _found(form: PlanFilterForm, edition: Edition, addresses: Addresses) -> dict[str, Any]:
    tree, wanted = load_tree(edition), form.wanted()
    found = find(tree, wanted)
    shown, all_of = overview_of(found.hits), tree.counts()
    kind = Kind.MEASURE if wanted.about_measures else Kind.GOAL
    hits = frozenset(node.uid for node in found.hits)
    cut = Cut(only=found.shown, hits=hits, ends_at=cut_of(len(found.shown)).ends_at)
    cents = sum(money_asked(node, wanted) for node in found.hits)
    return {
        "addresses": addresses,
        "found": found.hits,
        "found_words": counted(kind, shown.kinds[kind]),
        "all_of": all_of[kind],
        "found_total": short_euros(cents) if cents else "",
        "found_money": ", ".join(form.words_of(name) for name in ("metai", "saltinis") if form.data.get(name)),
        "overview": shown,
        "found_tree": render_outline(tree.roots, addresses, cut, english_of(edition)),
    }
