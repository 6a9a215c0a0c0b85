"""What pages that show remarks have in common: the threads, the form, the marked words, the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from plans import permissions
from plans.anchors import Page, Standing
from plans.forms.remarks import RemarkForm, typed_remark
from plans.marking import Mark, marked_body
from plans.models import Element, ProposalState, Remark
from plans.queries_proposals import listed_proposals
from plans.queries_remarks import Thread, threads_of
from plans.views.kept import keep, token_at


@dataclass(frozen=True)
class ShownThread:
    """A thread with its number on the page and what its answer form needs."""

    thread: Thread
    number: int
    answer_at: str
    opened_by: str
    keep_key: str


def panel(request: HttpRequest, element: Element, form: RemarkForm | None = None) -> dict[str, Any]:
    """What `plans/_remarks.html` shows below a text."""
    page = Page.read(element.body)
    shown = [_shown(request, one, number) for number, one in _numbered(threads_of(element, request.user, page))]
    action = reverse("plans:element_remarks", args=[element.uid])
    is_shared = element.workgroup_id is None
    return {
        "element": element, "words": page,
        "open_threads": [one for one in shown if one.thread.remark.resolved_at is None],
        "resolved_threads": [one for one in shown if one.thread.remark.resolved_at is not None],
        "may_remark": permissions.can_remark(request.user, element),
        "remark_form": form or RemarkForm(fresh_typed(element)), "remark_action": action,
        "remark_opened_by": token_at(request, action),
        "remark_keep_key": keep_key(request, action),
        "may_propose": permissions.can_propose(request.user, element) and not element.is_removed,
        "proposals": list(listed_proposals(element=element, state=ProposalState.OPEN)) if is_shared else [],
    }  # fmt: skip


def with_marks(request: HttpRequest, shown: dict[str, Any]) -> str:
    """The element's body with the remarked words marked; `shown` is its panel, whose page is used up."""
    element: Element = shown["element"]
    marks = [
        Mark(str(one.thread.remark.pk), one.number, _("Remark %(number)d") % {"number": one.number}, one.thread.found)
        for one in shown["open_threads"] if one.thread.found and one.thread.found.standing != Standing.GONE
    ]  # fmt: skip

    def link(block: str, words: str) -> tuple[str, str]:
        label = _("Remark on this block: %(words)s") % {"words": Truncator(words).chars(40)}
        return f"{shown['remark_action']}?blokas={block}#remark_text", label

    standing = shown["may_remark"] and not element.is_removed
    return marked_body(shown["words"], marks, link if standing else None)


def fresh_typed(element: Element) -> dict[str, str]:
    version = element.current_version
    return {"version": str(version.number) if version else ""}


def address_of(remark: Remark) -> str:
    """The remark on its element's page."""
    return f"{reverse('plans:element', args=[remark.element.uid])}#pastaba-{remark.pk}"


def keep_key(request: HttpRequest, action: str) -> str:
    """Under which this browser keeps a text that is not sent to `action` yet."""
    return f"{request.user.pk}:{action}"


def keeps_remark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A text that arrives after the login has expired waits for the person who opened its form."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            keep(request, typed_remark(request.POST))
            if request.htmx:  # type: ignore[attr-defined]
                return HttpResponseClientRedirect(f"{resolve_url('account_login')}?next={request.path}")
            return redirect_to_login(request.path)
        return view(request, *args, **kwargs)

    return guarded


def _numbered(threads: list[Thread]) -> list[tuple[int, Thread]]:
    """In the order of the list, with numbers in the order in which the remarks were written."""
    written = sorted(one.remark.pk for one in threads)
    return [(written.index(one.remark.pk) + 1, one) for one in threads]


def _shown(request: HttpRequest, thread: Thread, number: int) -> ShownThread:
    answer_at = reverse("plans:answer_remark", args=[thread.remark.pk])
    return ShownThread(thread, number, answer_at, token_at(request, answer_at), keep_key(request, answer_at))
