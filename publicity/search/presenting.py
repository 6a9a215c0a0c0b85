"""What was found, as a page shows it in its language."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from plans.hierarchy import Kind
from publicity.models import SearchEntry, SearchKind
from publicity.naming import spoken_name
from publicity.search.asking import Question
from publicity.search.extracts import beginning, extract, marked
from publicity.search.visible import Scope
from workgroups.models import Workgroup


@dataclass(frozen=True)
class Result:
    """One thing that was found. `lang` and `text_lang` are set where a text is not in the page's language."""

    address: str
    sort: str
    code: str
    title: SafeString
    lang: str
    text: SafeString
    text_lang: str
    date: datetime.date | None
    edition: int | None  # the number, where it is not the current one
    group: str  # whose the minutes are: the groups name their meetings alike


def kind_label(kind: str) -> str:
    labels = {
        SearchKind.ELEMENT: _("Plan"), SearchKind.NEWS: _("News"), SearchKind.EVENT: _("Events"),
        SearchKind.DOCUMENT: _("Documents"), SearchKind.MINUTES: _("Minutes of the groups"),
        SearchKind.PAGE: _("About the portal"),
    }  # fmt: skip
    return labels[SearchKind(kind)]


def sort_of(entry: SearchEntry) -> str:
    """`Goal`, `News`: what the thing is, in a word."""
    if entry.kind == SearchKind.ELEMENT:
        return capfirst(str(Kind(entry.element_kind).label))
    words = {
        SearchKind.NEWS: pgettext("found", "News"), SearchKind.EVENT: pgettext("found", "Event"),
        SearchKind.DOCUMENT: pgettext("found", "Document"), SearchKind.MINUTES: pgettext("found", "Minutes"),
        SearchKind.PAGE: pgettext("found", "Page"),
    }  # fmt: skip
    return words[SearchKind(entry.kind)]


def address_of(entry: SearchEntry, scope: Scope) -> str:
    """Of elements in the current edition the permanent one, in another its place there."""
    if entry.kind == SearchKind.ELEMENT:
        if entry.edition and entry.edition != scope.current:
            return reverse("publicity:edition_element", args=[entry.edition.number, entry.code])
        return reverse("publicity:element", args=[entry.place])
    if entry.kind == SearchKind.MINUTES:
        return reverse("publicity:group_meeting", args=[entry.workgroup, entry.place])
    names = {
        SearchKind.NEWS: "news", SearchKind.EVENT: "event", SearchKind.DOCUMENT: "document",
        SearchKind.PAGE: "static_page",
    }  # fmt: skip
    return reverse(f"publicity:{names[SearchKind(entry.kind)]}", args=[entry.place])


def title_of(entry: SearchEntry) -> tuple[str, str]:
    """The title for this page, and its language where it is another."""
    if get_language() == "en":
        return (entry.title_en, "") if entry.title_en else (entry.title, "lt")
    return entry.title, ""


def result_of(entry: SearchEntry, question: Question, scope: Scope, groups: Mapping[str, Workgroup]) -> Result:
    title, lang = title_of(entry)
    text, text_lang = _telling(entry, question)
    elsewhere = entry.edition if entry.edition != scope.current else None
    group = groups.get(entry.workgroup) if entry.kind == SearchKind.MINUTES else None
    return Result(
        address_of(entry, scope), sort_of(entry), entry.code, marked(title, question), lang, text, text_lang,
        entry.date, elsewhere.number if elsewhere else None, spoken_name(group) if group else "",
    )  # fmt: skip


def _telling(entry: SearchEntry, question: Question) -> tuple[SafeString, str]:
    """The extract in the page's language if the words stand there, else in the other; else the beginning."""
    texts = [(entry.text, "lt"), (entry.text_en, "en")]
    own = get_language() or "lt"
    texts.sort(key=lambda pair: pair[1] != own)
    written = [(text, lang) for text, lang in texts if text]
    tell: list[Callable[[str], SafeString | None]] = [lambda text: extract(text, question), beginning]
    for how in tell:
        for text, lang in written:
            if told := how(text):
                return told, "" if lang == own else lang
    return SafeString(""), ""
