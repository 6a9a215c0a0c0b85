"""Ways to narrow what was found, each with how much is left of it; only ways that leave something are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from publicity.models import SearchKind
from publicity.naming import spoken_name
from publicity.search.finding import Filters, Found
from publicity.search.presenting import kind_label
from publicity.search.visible import Scope
from workgroups.models import Workgroup

LONGEST_NUMBER = 9  # digits


@dataclass(frozen=True)
class Option:
    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    options: list[Option]


def read_filters(asked: Mapping[str, Any], scope: Scope, groups: Mapping[str, Workgroup]) -> Filters:
    """404 for values of no meaning: an edition that is not public is none."""
    kind, group, number = (str(asked.get(name, "")) for name in ("rusis", "grupe", "redakcija"))
    edition = int(number) if number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER else None
    known = kind in ("", *SearchKind.values) and group in ("", *groups)
    if not known or (number and edition not in scope.by_number):
        raise Http404
    return Filters(kind, group, edition)


def address(text: str, filters: Filters) -> str:
    asked = {"q": text, "rusis": filters.kind, "grupe": filters.group, "redakcija": filters.edition}
    return f"{reverse('publicity:search')}?{urlencode({name: value for name, value in asked.items() if value})}"


def facets_of(
    text: str, filters: Filters, found: Found, scope: Scope, groups: Mapping[str, Workgroup]
) -> list[Facet]:  # fmt: skip
    """Without those that offer no choice: one kind, or the current edition alone."""
    kinds = _kinds(text, filters, found)
    editions = _editions(text, filters, found, scope)
    no_choice = not filters.edition and set(found.editions) <= {scope.current.pk if scope.current else 0}
    facets = [
        Facet("rusis", _("Where"), kinds if len(kinds) > 1 or filters.kind else []),
        Facet("grupe", _("Working group"), _groups(text, filters, found, groups)),
        Facet("redakcija", _("Edition of the plan"), [] if no_choice else editions),
    ]
    return [facet for facet in facets if facet.options]


def _kinds(text: str, filters: Filters, found: Found) -> list[Option]:
    options = []
    for kind in SearchKind.values:
        if found.kinds[kind] or filters.kind == kind:
            is_chosen = filters.kind == kind
            to = address(text, Filters("" if is_chosen else kind, filters.group, filters.edition))
            options.append(Option(kind_label(kind), found.kinds[kind], to, is_chosen))
    return options


def _groups(text: str, filters: Filters, found: Found, groups: Mapping[str, Workgroup]) -> list[Option]:
    options = []
    for slug, group in groups.items():
        if found.groups[slug] or filters.group == slug:
            is_chosen = filters.group == slug
            to = address(text, Filters(filters.kind, "" if is_chosen else slug, filters.edition))
            options.append(Option(spoken_name(group), found.groups[slug], to, is_chosen))
    return options


def _editions(text: str, filters: Filters, found: Found, scope: Scope) -> list[Option]:
    """The current one first, which is searched unless another is chosen."""
    editions = sorted(scope.editions, key=lambda edition: edition != scope.current)
    options = []
    for edition in editions:
        is_current = edition == scope.current
        is_chosen = filters.edition == edition.number
        if found.editions[edition.pk] or is_chosen:
            words = _("Edition %(number)s (current)") if is_current else _("Edition %(number)s")
            to = address(text, Filters(filters.kind, filters.group, None if is_chosen else edition.number))
            options.append(
                Option(words % {"number": edition.number}, found.editions[edition.pk], to, is_chosen)
            )  # fmt: skip
    return options
