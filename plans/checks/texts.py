"""Checks of texts: empty ones, links that lead nowhere, figures whose picture is gone."""

import re
from collections.abc import Iterator
from html import unescape

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klaipeda_plan.core.bodies import plain_text
from klaipeda_plan.core.figures import pictures_of
from plans.checks.model import Flaw, Item, Material, Severity
from plans.checks.registry import check
from plans.hierarchy import Kind

HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
OF_DRAFT = re.compile(r"/rengimas/e/(?P<uid>[0-9a-f-]{36})/")
OF_PLAN = re.compile(r"/planas/e/(?P<short>[0-9a-f]{12})/")
OF_CODE = re.compile(r"/planas/(?P<code>[^/]+)/")
WRITTEN = (Kind.VISION, Kind.PRIORITY, Kind.GOAL, Kind.TASK, Kind.MEASURE)


@check("empty_text", Severity.WARNING, gettext_lazy("An element has a title and no text."))
def empty_text(plan: Material) -> Iterator[Flaw]:
    for item in plan.checked:
        expected = item.kind in WRITTEN or (item.kind == Kind.SECTION and not item.children)
        body = item.content.get("body", "")
        if expected and "<img" not in body and not plain_text(body).strip():
            yield Flaw(item, _("There is no text."), _("Write it."))


@check("link_to_removed", Severity.ERROR, gettext_lazy("A link in a text leads to an element that is not in the plan."))
def link_to_removed(plan: Material) -> Iterator[Flaw]:
    gone = plan.removed | {uid.replace("-", "")[:12] for uid in plan.removed}
    for item in plan.checked:
        for path in own_paths(item):
            match = OF_DRAFT.match(path) or OF_PLAN.match(path)
            if match and match[1] in gone:
                message = _("The link “%(address)s” leads to an element that is not in the plan.")
                yield Flaw(item, message % {"address": path}, _("Take the link out or lead it elsewhere."))


@check(
    "link_to_nowhere", Severity.ERROR, gettext_lazy("A link in a text leads to a page that the portal does not have.")
)
def link_to_nowhere(plan: Material) -> Iterator[Flaw]:
    shorts = {uid.replace("-", "")[:12] for uid in plan.by_uid.keys() | plan.removed}
    uids = plan.by_uid.keys() | plan.removed | plan.known_elsewhere
    codes = {item.code for item in plan.items}
    for item in plan.checked:
        for path in own_paths(item):
            if not _leads_somewhere(path, uids, shorts, codes):
                message = _("The link “%(address)s” leads nowhere in this portal.")
                yield Flaw(item, message % {"address": path}, _("Correct the address or take the link out."))


@check(
    "link_to_draft", Severity.WARNING,
    gettext_lazy("A link in a text leads into the workspace, where readers of the plan may not go."),
)  # fmt: skip
def link_to_draft(plan: Material) -> Iterator[Flaw]:
    for item in plan.checked:
        for path in own_paths(item):
            if path.startswith(("/rengimas/", "/taryba/", "/admin/")):
                message = _("The link “%(address)s” leads into the workspace: readers of the plan may not go there.")
                yield Flaw(item, message % {"address": path}, _("Link to the public page of the element (/planas/…)."))


@check("picture_gone", Severity.ERROR, gettext_lazy("A figure shows a picture that is gone."))
def picture_gone(plan: Material) -> Iterator[Flaw]:
    for item in plan.checked:
        for shown in pictures_of(item.content.get("body", "")):
            if shown.address not in plan.known_pictures:
                message = _("The picture “%(words)s” is gone.") % {"words": shown.alt or shown.address}
                yield Flaw(item, message, _("Put the picture in again, or take the figure out."))


@check("picture_without_words", Severity.ERROR, gettext_lazy("A picture has no words for those who do not see it."))
def picture_without_words(plan: Material) -> Iterator[Flaw]:
    for item in plan.checked:
        if any(not shown.alt for shown in pictures_of(item.content.get("body", ""))):
            yield Flaw(item, _("A picture has no alternative text."), _("Write what the picture shows."))


def own_paths(item: Item) -> list[str]:
    """The addresses within this portal that the element's text links to, without language and fragment."""
    paths = []
    for href in map(unescape, HREF.findall(item.content.get("body", ""))):
        if href.startswith(f"{settings.SITE_URL}/"):
            href = href.removeprefix(settings.SITE_URL)
        if href.startswith(("#", "//")) or SCHEME.match(href):
            continue
        paths.append(re.split(r"[?#]", href, maxsplit=1)[0].removeprefix("/en") or "/")
    return paths


def _leads_somewhere(path: str, uids: set[str], shorts: set[str], codes: set[str]) -> bool:
    if match := OF_DRAFT.match(path):
        return match["uid"] in uids
    if match := OF_PLAN.match(path):
        return match["short"] in shorts
    if match := OF_CODE.fullmatch(path):
        return match["code"] in codes
    if path.startswith(settings.STATIC_URL):
        return True
    return _is_ours(path) or _is_ours(f"{path}/")


def _is_ours(path: str) -> bool:
    with translation.override(settings.LANGUAGE_CODE):
        try:
            resolve(path)
        except Resolver404:
            return False
    return True
