"""The room of editions: what is frozen, freezing, and what happens to an edition later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editions import permissions
from editions.comparison.comparing import NotComparable, compare_editions
from editions.comparison.presenting import chosen_basis, show
from editions.composing import compose
from editions.forms import DatedForm, DecisionForm, EventForm, FreezeForm, PublishForm, WithdrawForm
from editions.models import Edition, EventKind
from editions.reading import load_translations, load_tree
from editions.services import events
from editions.services.freeze import ErrorsFound, errors_in, freeze_edition
from editions.services.translations import take_translations
from editions.words import listed
from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.checks import Finding, all_checks
from plans.models import Plan
from plans.queries import draft_tree


@dataclass(frozen=True)
class Act:
    """One thing that may happen to an edition: its form, its service and its words."""

    kind: str
    form: type[EventForm]
    service: Callable[..., Any]
    name: Any
    hint: Any
    done: Any
    is_grave: bool = False


ACTS: dict[str, Act] = {
    "publish": Act(
        EventKind.PUBLISHED, PublishForm, events.publish_edition, gettext_lazy("Publish"),
        gettext_lazy("Everybody can read it on the public pages at once."), gettext_lazy("The edition is published."),
    ),
    "consider": Act(
        EventKind.UNDER_CONSIDERATION, DatedForm, events.consider_edition, gettext_lazy("Put before the council"),
        gettext_lazy("The public finds the published edition at “Draft before the council”."),
        gettext_lazy("The edition is under consideration."),
    ),
    "decide": Act(
        EventKind.DECIDED, DecisionForm, events.record_decision, gettext_lazy("Record the decision"),
        gettext_lazy("What the council decided, as the register of legal acts shows it."),
        gettext_lazy("The decision is recorded."),
    ),
    "in_force": Act(
        EventKind.IN_FORCE, DatedForm, events.record_in_force, gettext_lazy("Record as in force"),
        gettext_lazy("It becomes the current plan; the edition in force until now is superseded."),
        gettext_lazy("The edition is in force."),
    ),
    "withdraw": Act(
        EventKind.WITHDRAWN, WithdrawForm, events.withdraw_edition, gettext_lazy("Withdraw"),
        gettext_lazy("The public no longer reads it. Its number and files stay in the registers."),
        gettext_lazy("The edition is withdrawn."), is_grave=True,
    ),
}  # fmt: skip


@login_required
@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """Every edition that the reader may see, the newest first."""
    _require_reader(request)
    editions = permissions.readable_editions(request.user).select_related("frozen_by", "plan")
    context = {"editions": editions, "can_freeze": permissions.can_freeze(request.user)}
    return render(request, "editions/edition_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest) -> HttpResponse:
    """The form of an edition to be, with what would be left out of it."""
    _require_reader(request)
    if not permissions.can_freeze(request.user):
        raise PermissionDenied(_("The coordinator and the council secretary."))
    plan = Plan.objects.current()
    if plan is None:
        raise Http404
    composition = compose(plan)
    errors: Sequence[Finding] = errors_in(plan, composition)
    form = FreezeForm(
        request.POST or None, plan=plan, left_out=composition.left_out,
        may_take=permissions.can_take_unaccepted(request.user),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done = _freeze_or_refuse(form, plan, request.user)
        if isinstance(done, Edition):
            messages.success(request, _("Edition %(number)s is frozen.") % {"number": done.number})
            return redirect("editions:detail", done.number)
        errors = done or errors
    tree = draft_tree(plan)
    context = {
        "form": form, "plan": plan, "rows": list(form.rows()), "tree": tree, "held": len(composition.pieces),
        "errors": errors, "may_override": permissions.can_freeze_despite_errors(request.user),
    }  # fmt: skip
    return render(request, "editions/freeze.html", context)


@login_required
@require_safe
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """One edition: what it is, what happened to it, and what the reader may let happen now."""
    return _render_detail(request, _edition_for(request, number))


@login_required
@require_safe
def contents(request: HttpRequest, number: int) -> HttpResponse:
    """The whole text of an edition, set as in the document; also of one that is not published."""
    edition = _edition_for(request, number)
    return render(request, "editions/contents.html", {"edition": edition, "nodes": load_tree(edition).walk()})


@login_required
@require_safe
def choose_basis(request: HttpRequest, number: int) -> HttpResponse:
    """With which edition to compare; the choice leads to the comparison."""
    edition = _edition_for(request, number)
    others = _others(request, edition)
    basis = chosen_basis(request.GET, others)
    if basis is not None:
        return redirect("editions:comparison", number, basis)
    context = {"edition": edition, "others": others, "address": request.path}
    return render(request, "editions/comparison.html", context)


@login_required
@require_safe
def comparison(request: HttpRequest, number: int, basis: int) -> HttpResponse:
    """What leads from one edition to another, both of which the reader may read here."""
    context: dict[str, Any] = {"edition": _edition_for(request, number), "basis": _edition_for(request, basis)}
    try:
        compared = compare_editions(context["basis"], context["edition"], internal=True)
    except NotComparable as refusal:
        context |= {"refusal": str(refusal), "others": _others(request, context["edition"])}
        context["address"] = reverse("editions:choose_basis", args=[number])
        return render(request, "editions/comparison.html", context, status=422)
    shown = show(request.GET, compared)
    if shown is None:
        raise Http404
    return render(request, "editions/comparison.html", context | {"shown": shown})


def _event_view(name: str) -> Callable[..., HttpResponse]:
    """The address of one act: does it, or shows the edition again with what is wrong beside its cause."""

    @require_POST
    @wraps(ACTS[name].service, assigned=("__doc__",))
    def view(request: HttpRequest, number: int) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("editions:detail", args=[number]))
        edition = _edition_for(request, number)
        form = ACTS[name].form(request.POST, prefix=name)
        if not permissions.can_publish(request.user):
            raise PermissionDenied(_("The coordinator."))
        if form.is_valid() and _done(form, name, edition, request.user):
            messages.success(request, ACTS[name].done)
            return redirect("editions:detail", number)
        return _render_detail(request, edition, bound={name: form})

    return view


@require_POST
def translations(request: HttpRequest, number: int) -> HttpResponse:
    """Take along the English texts that were written since."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("editions:detail", args=[number]))
    edition = _edition_for(request, number)
    try:
        count = take_translations(edition, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied(error.who_may) from error
    text = ngettext("%(count)d translation is taken along.", "%(count)d translations are taken along.", count)
    messages.success(request, text % {"count": count} if count else _("There is no translation to take along."))
    return redirect("editions:detail", number)


publish = _event_view("publish")
withdraw = _event_view("withdraw")
consider = _event_view("consider")
decide = _event_view("decide")
put_in_force = _event_view("in_force")


def _require_reader(request: HttpRequest) -> None:
    """For who may not read here, the room does not exist."""
    if not permissions.can_read_council_editions(request.user):
        raise Http404


def _edition_for(request: HttpRequest, number: int) -> Edition:
    """The edition with its state, or 404 for who may not read it in the workspace."""
    _require_reader(request)
    readable = permissions.readable_editions(request.user).select_related("plan", "frozen_by")
    return get_object_or_404(readable, number=number)


def _others(request: HttpRequest, edition: Edition) -> list[Edition]:
    """What the reader may compare the edition with: the others of its plan, the newest first."""
    readable = permissions.readable_editions(request.user)
    return list(readable.filter(plan=edition.plan_id).exclude(pk=edition.pk).order_by("-number"))


def _freeze_or_refuse(form: FreezeForm, plan: Plan, user: Any) -> Edition | Sequence[Finding]:
    """The edition; or nothing frozen, the reason in the form, and the errors if they were the reason."""
    data = form.cleaned_data
    try:
        return freeze_edition(
            plan, kind=data["kind"], title=data["title"], document_date=data["document_date"], note=data["note"],
            newest=form.newest, despite=data["despite"], by=user,
        )  # fmt: skip
    except NotAllowed as error:
        raise PermissionDenied(error.who_may) from error
    except ErrorsFound as error:
        may = permissions.can_freeze_despite_errors(user)
        cure = (
            _("Cure them, or say why it is frozen all the same.") if may else _("The coordinator can state a reason.")
        )
        form.add_error("despite" if may else None, f"{error} {cure}")
        return error.findings
    except Refused as error:
        form.add_error(None, str(error))
        return ()


def _done(form: EventForm, name: str, edition: Edition, user: Any) -> bool:
    try:
        ACTS[name].service(edition, by=user, **form.data_for_service())
    except NotAllowed as error:
        raise PermissionDenied(error.who_may) from error
    except Refused as error:
        form.add_error(None, str(error))
        return False
    return True


def _render_detail(
    request: HttpRequest, edition: Edition, *, bound: dict[str, EventForm] | None = None
) -> HttpResponse:
    given = bound or {}
    may = permissions.can_publish(request.user)
    acts = [
        {
            "act": act,
            "form": given.get(name) or act.form(prefix=name),
            "address": reverse(f"editions:{name}", args=[edition.number]),
        }
        for name, act in ACTS.items()
        if name in given or (may and events.why_not(edition, act.kind) is None)
    ]
    context = {
        "edition": edition,
        "acts": acts,
        "history": edition.events.select_related("by"),
        "held": listed(load_tree(edition).counts()),
        "is_published": edition.publicity == EventKind.PUBLISHED,
        "check_words": {one.code: one.about for one in all_checks()},
        "others": _others(request, edition),
        "translated": len(load_translations(edition)),
        "may_translate": may,
    }
    return render(request, "editions/detail.html", context)
