"""The pages of guest reviewers. The secret in the address is all that opens them: no login, no session, no cookie."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from klaipeda_plan.core.errors import Refused
from plans import permissions
from plans.anchors import Anchor, Page
from plans.differences import Names
from plans.forms.guests import GuestAnswerForm, GuestRemarkForm, RecommendForm
from plans.guest_bodies import guest_body, pictures_in
from plans.models import Element, ElementVersion, GuestLink, Picture, Recommendation, Remark
from plans.queries import Branch, DraftTree, draft_tree, newest_snapshots
from plans.reviewing import cut_pages, draft_lines
from plans.services import guests as service
from plans.services.guests import Use
from plans.services.remarks import add_remark as write_remark
from plans.services.remarks import answer_remark as write_answer
from plans.views.reading import present, shown_names
from workgroups.adapter import client_ip

EXCERPT = 90  # letters of a paragraph in the list to choose from


@dataclass(frozen=True)
class Visit:
    """A guest's link with its branch as it stands now."""

    request: HttpRequest
    link: GuestLink
    secret: str
    tree: DraftTree

    @property
    def branches(self) -> list[Branch]:
        return [one for one in self.tree.by_pk[self.link.element_id].walk() if not one.element.is_removed]

    def at(self, name: str, *arguments: Any) -> str:
        return reverse(f"guests:{name}", args=[self.secret, *arguments])

    def find(self, uid: Any) -> Branch:
        """The element in the branch; 404 for all others, and a line in the log."""
        found = next((one for one in self.branches if one.element.uid == uid), None)
        if found is None:
            self.log(Use.NOT_THERE, place=str(uid))
            raise Http404
        return found

    def log(self, use: Use, branch: Branch | None = None, place: str = "") -> None:
        named = f"{branch.code} {branch.element.title}" if branch else place
        service.log_visit(self.link, use, address=client_ip(self.request), place=named)

    def body(self, body: str) -> str:
        return guest_body(
            body, uids={str(one.element.uid) for one in self.branches}, site=settings.SITE_URL,
            element_at=lambda uid: self.at("element", uid), picture_at=lambda uid: self.at("picture", uid),
        )  # fmt: skip

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        facts = {"link": self.link, "secret": self.secret, "plan": self.tree.plan, "today": timezone.localdate()}
        return render(self.request, template, {**facts, **context}, status=status)


View = Callable[..., HttpResponseBase]


def for_guests(view: View) -> View:
    """Opens the page to who holds an open link, and says kindly that a link is closed. Nothing is cached, indexed or
    told on by a Referer.

    A form needs no token against forgery: nothing a browser keeps opens these pages, only the secret in the address,
    and who knows that needs no other browser. (Without a referrer a browser would name no origin either.)
    """

    @csrf_exempt
    @sensitive_variables("secret")
    @wraps(view)
    def guarded(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponseBase:
        link = service.find_guest_link(secret)
        if link is None:
            return _unseen(render(request, "plans/guest_gone.html", {"state": "unknown"}, status=404))
        if not permissions.guest_may_enter(link):
            service.log_visit(link, Use.CLOSED, address=client_ip(request))
            return _unseen(render(request, "plans/guest_gone.html", {"state": _state_of(link)}, status=410))
        try:
            return _unseen(view(Visit(request, link, secret, draft_tree(link.element.plan)), **kwargs))
        except Http404:
            back = reverse("guests:branch", args=[secret])
            return _unseen(render(request, "plans/guest_gone.html", {"state": "outside", "back": back}, status=404))

    # The gate of the second factor asks people with an account; here the link alone counts.
    guarded.is_public = True  # type: ignore[attr-defined]
    return guarded


def _state_of(link: GuestLink) -> str:
    if link.revoked_at is None and link.expires_at <= timezone.now():
        return "expired"
    return "removed" if link.element.is_removed else "revoked"


def _unseen(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    add_never_cache_headers(response)
    return response


def _methods(decorator: Any) -> Callable[[View], View]:
    """Checks the method on a view whose first argument is the visit."""

    def decorate(view: View) -> View:
        def on_request(request: HttpRequest, visit: Visit, **kwargs: Any) -> HttpResponseBase:
            return view(visit, **kwargs)

        checked = decorator(on_request)

        @wraps(view)
        def by_visit(visit: Visit, **kwargs: Any) -> HttpResponseBase:
            return checked(visit.request, visit, **kwargs)

        return by_visit

    return decorate


@for_guests
@_methods(require_safe)
def branch(visit: Visit) -> HttpResponse:
    """The whole branch in the layout of the document."""
    visit.log(Use.BRANCH)
    given = visit.request.GET.get("dalis", "1")
    lines = cut_pages(draft_lines(visit.branches))
    pages = max(line.page for line in lines)
    number = min(int(given), pages) if given.isdecimal() and len(given) < 5 else 1
    shown = [line for line in lines if line.page == number]
    elements = [line.element for line in shown if not line.is_context]
    snapshots, names = newest_snapshots(elements), shown_names(visit.tree.plan)
    own = _own_counts(visit.link, elements)
    pieces = [
        (
            line,
            None if line.is_context else _content(visit, snapshots[line.element.pk], names),
            own.get(line.element.pk),
        )
        for line in shown
    ]
    return visit.page("plans/guest_branch.html", {"pieces": pieces, "lines": lines, "page": number, "pages": pages})


@for_guests
@_methods(require_safe)
def element(visit: Visit, uid: Any) -> HttpResponse:
    """One element with the guest's own remarks and recommendation, and the forms for both."""
    found = visit.find(uid)
    visit.log(Use.ELEMENT, found)
    return _element_page(visit, found)


@for_guests
@_methods(require_POST)
def add_remark(visit: Visit, uid: Any) -> HttpResponse:
    found = visit.find(uid)
    visit.log(Use.REMARK, found)
    version = _newest(found.element)
    form = GuestRemarkForm(_places(version), visit.request.POST)
    if form.is_valid():
        block = form.cleaned_data["block"]
        read = ElementVersion.objects.filter(element=found.element, pk=form.cleaned_data["version_id"]).first()
        try:
            service.require_moderation(visit.link)
            write_remark(
                found.element, form.cleaned_data["text"], guest=visit.link, version=read,
                anchor=Anchor(block, "") if block else None,
            )  # fmt: skip
        except Refused as error:
            return _refused(visit, found, form, error, remark_form=form)
        return redirect(visit.at("element", found.element.uid) + "?padaryta=pastaba#pastabos")
    return _element_page(visit, found, remark_form=form, status=422)


@for_guests
@_methods(require_POST)
def answer_remark(visit: Visit, uid: Any, pk: int) -> HttpResponse:
    """The guest's own remark alone; others' threads are not there for a guest."""
    found = visit.find(uid)
    remark = Remark.objects.filter(guest=visit.link, element=found.element, pk=pk).first()
    if remark is None:
        visit.log(Use.NOT_THERE, place=str(pk))
        raise Http404
    visit.log(Use.ANSWER, found)
    form = GuestAnswerForm(remark, visit.request.POST)
    if form.is_valid():
        try:
            service.require_moderation(visit.link)
            write_answer(remark, form.cleaned_data["text"], guest=visit.link)
        except Refused as error:
            return _refused(visit, found, form, error, answer_form=(remark, form))
        return redirect(visit.at("element", found.element.uid) + f"?padaryta=atsakymas#pastaba-{remark.pk}")
    return _element_page(visit, found, answer_form=(remark, form), status=422)


@for_guests
@_methods(require_POST)
def recommend(visit: Visit, uid: Any) -> HttpResponse:
    found = visit.find(uid)
    visit.log(Use.RECOMMENDATION, found)
    form = RecommendForm(visit.request.POST, prefix="rec")
    if form.is_valid():
        try:
            service.require_moderation(visit.link)
            service.recommend(visit.link, found.element, **form.cleaned_data)
        except Refused as error:
            return _refused(visit, found, form, error, recommend_form=form)
        return redirect(visit.at("element", found.element.uid) + "?padaryta=rekomendacija#rekomendacija")
    return _element_page(visit, found, recommend_form=form, status=422)


@for_guests
@_methods(require_safe)
def picture(visit: Visit, uid: Any) -> HttpResponseBase:
    """A picture that the branch shows now."""
    snapshots = newest_snapshots(one.element for one in visit.branches)
    if not any(str(uid) in pictures_in(snapshot["body"]) for snapshot in snapshots.values()):
        visit.log(Use.NOT_THERE, place=str(uid))
        raise Http404
    found = get_object_or_404(Picture, uid=uid, plan=visit.tree.plan)
    visit.log(Use.PICTURE, place=found.original_name)
    try:
        file = default_storage.open(found.file, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type=found.media_type)


def _content(visit: Visit, snapshot: Any, names: Names) -> dict[str, Any]:
    content = present(snapshot, names)
    return {**content, "body": visit.body(content["body"])}


def _newest(element: Element) -> ElementVersion:
    return ElementVersion.objects.get(pk=element.current_version_id or 0)


def _places(version: ElementVersion) -> list[tuple[str, str]]:
    """(block id, its first words) of the paragraphs, in the order of the text."""
    page = Page.read(version.snapshot["body"])
    found = [(block, page.words(block)) for block, element in page.elements.items() if element.tag != "tr"]
    return [(block, words[:EXCERPT] + ("…" if len(words) > EXCERPT else "")) for block, words in found if words]


def _threads(
    remarks: Iterable[Remark], answered: tuple[Remark, GuestAnswerForm] | None
) -> list[tuple[Remark, GuestAnswerForm]]:
    """Own remarks, each with the form of an answer: the one that was refused keeps what was typed."""
    kept = {answered[0].pk: answered[1]} if answered else {}
    return [(one, kept.get(one.pk) or GuestAnswerForm(one)) for one in remarks]


def _own_counts(link: GuestLink, elements: list[Element]) -> dict[int, tuple[int, str]]:
    """{element pk: (own remarks, own recommendation)}: two queries."""
    remarks = Remark.objects.filter(guest=link, element__in=elements).values_list("element_id", flat=True)
    advised = Recommendation.objects.filter(link=link, element__in=elements).order_by("at", "pk")
    verdicts = {one.element_id: one.get_verdict_display() for one in advised}
    counted: dict[int, tuple[int, str]] = {pk: (0, verdict) for pk, verdict in verdicts.items()}
    for pk in remarks:
        count, verdict = counted.get(pk, (0, ""))
        counted[pk] = (count + 1, verdict)
    return counted


def _refused(visit: Visit, found: Branch, form: Any, error: Refused, **forms: Any) -> HttpResponse:
    """The newest text with the reason above it; what was typed stays in its field."""
    form.add_error(None, str(error))
    return _element_page(visit, found, **forms, status=429 if isinstance(error, service.TooMuch) else 409)


def _element_page(
    visit: Visit, found: Branch, *, remark_form: Any = None, recommend_form: Any = None,
    answer_form: tuple[Remark, GuestAnswerForm] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    element, link = found.element, visit.link
    version = _newest(element)
    listed = visit.branches
    index = next(i for i, one in enumerate(listed) if one.element.pk == element.pk)
    fresh = {"version_id": version.pk}
    remarks = Remark.objects.filter(guest=link, element=element).prefetch_related("replies")
    context = {
        "branch": found, "element": element, "version": version,
        "content": _content(visit, version.snapshot, shown_names(visit.tree.plan)),
        "previous": listed[index - 1] if index else None,
        "next": listed[index + 1] if index + 1 < len(listed) else None,
        "threads": _threads(remarks.select_related("version").defer("version__snapshot"), answer_form),
        "advised": Recommendation.objects.filter(link=link, element=element).select_related("version"),
        "remark_form": remark_form or GuestRemarkForm(_places(version), initial=fresh),
        "recommend_form": recommend_form or RecommendForm(initial=fresh, prefix="rec"),
        "newest_id": version.pk, "is_accepted": element.accepted_version_id == version.pk,
        "done": visit.request.GET.get("padaryta", ""),
    }  # fmt: skip
    return visit.page("plans/guest_element.html", context, status)
