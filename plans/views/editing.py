"""The form of an element: open, save, decide a conflict. One save is one version."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.forms import with_nonce
from klaipeda_plan.core.guards import not_allowed_as_403
from klaipeda_plan.core.merging import Take
from plans import permissions
from plans.content import snapshot_with
from plans.forms.conflict import ConflictForm, Pending, choices_from_post
from plans.forms.editing import EditForms
from plans.forms.indicators import change_rows
from plans.forms.typed import Typed, typed_from_post
from plans.forms.unsaved import is_unsaved, stored_texts
from plans.guards import readers_only
from plans.models import Element, ElementVersion, FundingSource, VersionKind, WorkingCopy
from plans.queries import draft_tree, get_element_for, get_element_to_write
from plans.services.copies import copy_of, drop_copy
from plans.services.elements import StaleText, save_element
from plans.services.merging import Joined, authors_since, join_over
from plans.views.copies import refuse_to_edit, with_pen
from plans.views.kept import forget, keeps_text, kept_here, leaves_text, show_left, token_for
from plans.views.presence import present_here
from plans.views.reading import present, shown_names

ROW_ACTS = ("add-indicator", "remove-indicator", "add-target")


@require_http_methods(["GET", "POST"])
@keeps_text
@leaves_text
@readers_only
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """The form of an element and what is sent by it."""
    find = get_element_to_write if request.method == "POST" else get_element_for
    element = find(request.user, uid)
    if not permissions.can_edit(request.user, element):
        return refuse_to_edit(request, element)
    if request.method == "POST":
        return _sent(request, element, request.POST.get("do", "save"))
    return _opened(request, element)


def _opened(request: HttpRequest, element: Element) -> HttpResponse:
    """The form with the newest version, or with what this person has not saved yet."""
    copy = copy_of(element, request.user)
    unsaved = copy if copy and is_unsaved(element, copy.data) else None
    if element.is_removed:
        why = _("The element is removed. Bring it back first.")
        if unsaved is None:
            messages.error(request, why)
            return redirect("plans:element", uid=element.uid)
        back = reverse("plans:element", args=[element.uid])
        return show_left(request, unsaved.data, why=why, back=back)
    if kept := kept_here(request):
        return _choices_back(request, element, kept) or _show(request, element, kept, returned=True)
    typed = with_pen(unsaved.data if unsaved else stored_texts(element), copy)
    return _show(request, element, typed, copy=unsaved)


def _sent(request: HttpRequest, element: Element, do: str) -> HttpResponse:
    typed = typed_from_post(request.POST)
    if do == "discard":
        forget(request, typed)
        drop_copy(element, typed, by=request.user)
        return redirect("plans:edit", uid=element.uid)
    if do == "show":
        return _show(request, element, typed, returned=True)
    if do.partition(":")[0] in ROW_ACTS:
        return _show(request, element, change_rows(typed, do, plan=element.plan, kind=element.kind))
    if do == "decide-again":
        return _choices_back(request, element, choices_from_post(request.POST)) or HttpResponseBadRequest()
    if do in ("decide", "decide-edit", "decide-look"):
        return _decide(request, element, do)
    return _save(request, element, typed, stay=do == "save-stay")


def _save(request: HttpRequest, element: Element, typed: Typed, *, stay: bool = False) -> HttpResponse:
    forms = forms_of(element, typed, check=True)
    if not forms.is_valid():
        return _show(request, element, typed, forms=forms)
    try:
        with not_allowed_as_403():
            version = save_element(
                element, forms.content(), base_version=_whole(typed, "base_version"), by=request.user,
                reason=forms.text.cleaned_data["reason"], base_number=_whole(typed, "base_number"),
                joined_since=_whole(typed, "joined_since") or None,
            )  # fmt: skip
    except StaleText as stale:
        typed = typed | {"body": forms.text.cleaned_data["body"]}  # with the ids that its new blocks were given
        return _conflict(request, element, typed, stale)
    except Refused as error:
        forms.refuse(str(error))
        return _show(request, element, typed, forms=forms)
    forget(request, typed)
    drop_copy(element, typed, by=request.user)
    since = _whole(typed, "joined_since") or _whole(typed, "base_number")
    _tell_saved(request, element, version, since=since)
    return redirect("plans:edit" if stay else "plans:element", uid=element.uid)


def _tell_saved(request: HttpRequest, element: Element, version: ElementVersion | None, *, since: int) -> None:
    """Saved, or what it was joined with and a link to what the others had changed."""
    if version is None:
        messages.success(request, _("Nothing was changed: no new version was made."))
    elif version.kind != VersionKind.MERGED or not since or since >= version.number - 1:
        messages.success(request, _("Saved."))
    else:
        authors = authors_since(element, since, until=version.number)
        names = ", ".join(str(author) for author in authors if author != request.user)
        text = _("Saved and joined with the changes of %(names)s.") % {"names": names}
        if not names:
            text = _("Saved and joined with what you had saved elsewhere.")
        changes = reverse("plans:compare_versions", args=[element.uid, since, version.number - 1])
        messages.success(request, format_html('{} <a href="{}">{}</a>', text, changes, _("What was changed")))


def _conflict(request: HttpRequest, element: Element, mine: Typed, stale: StaleText) -> HttpResponse:
    """Somebody saved meanwhile: what overlaps is decided and saved over the newest version."""
    pending = Pending(mine, _whole(mine, "base_number"), stale.newest.number, stale.text_version)
    return _show_conflict(request, element, pending, _conflict_form(element, pending, stale.joined))


def _decide(request: HttpRequest, element: Element, do: str) -> HttpResponse:
    """The decisions of the conflict page; `decide-edit` goes on in the whole form, `decide-look` shows the whole."""
    try:
        pending = Pending.from_json(request.POST.get("conflict", ""))
    except ValueError:
        return HttpResponseBadRequest()
    forms = forms_of(element, pending.typed, check=True)
    if not forms.is_valid():
        return _show(request, element, pending.again(), forms=forms)
    joined = join_over(element, forms.content(), base=pending.base, over=pending.over)
    if joined is None:
        return HttpResponseBadRequest()
    form = _conflict_form(element, pending, joined, request.POST)
    if do == "decide-look":
        return _show_conflict(request, element, pending, form, whole=form.decided(otherwise=Take.THEIRS))
    if not form.is_valid():
        return _show_conflict(request, element, pending, form)
    typed = form.decided() | pending.versions()
    return _show(request, element, typed) if do == "decide-edit" else _save(request, element, typed)


def _choices_back(request: HttpRequest, element: Element, kept: Typed) -> HttpResponse | None:
    """The page of a conflict with what was chosen there before a login or in a tab that was closed; None where the
    kept texts are no choices."""
    try:
        pending = Pending.from_json(kept.get("conflict", ""))
    except ValueError:
        return None
    forms = forms_of(element, pending.typed, check=True)
    joined = join_over(element, forms.content(), base=pending.base, over=pending.over) if forms.is_valid() else None
    if joined is None:
        return None
    form = _conflict_form(element, pending, joined)
    form.initial.update(kept)
    return _show_conflict(request, element, pending, form, returned=True)


def _conflict_form(element: Element, pending: Pending, joined: Joined | None, data: Any = None) -> ConflictForm:
    assert joined is not None  # the form names its base, so that the service joins
    labels = forms_of(element, pending.typed)
    return ConflictForm(joined, labels.label_of, list(FundingSource.objects.all()), data)


def _show_conflict(
    request: HttpRequest, element: Element, pending: Pending, form: ConflictForm, *, whole: Typed | None = None,
    returned: bool = False,
) -> HttpResponse:  # fmt: skip
    over = ElementVersion.objects.select_related("by", "with_author").get(element=element, number=pending.over)
    context = _surroundings(request, element) | {
        "form": form, "pending": pending, "over": over, "media": with_nonce(request, form.media), "returned": returned,
        "whole": _as_document(element, over, whole) if whole is not None else None,
    }  # fmt: skip
    return render(request, "plans/conflict.html", context)


def _as_document(element: Element, over: ElementVersion, typed: Typed) -> dict[str, Any] | None:
    """What would be saved, in the layout of the document; None where it could not be saved yet."""
    forms = forms_of(element, typed, check=True)
    if not forms.is_valid():
        return None
    return present(snapshot_with(forms.content(), over.snapshot), shown_names(element.plan))


def forms_of(element: Element, typed: Typed, *, check: bool = False) -> EditForms:
    sources = list(FundingSource.objects.all())
    return EditForms(typed, kind=element.kind, plan=element.plan, sources=sources, check=check)


def _show(
    request: HttpRequest, element: Element, typed: Typed, *, forms: EditForms | None = None, returned: bool = False,
    copy: WorkingCopy | None = None,
) -> HttpResponse:  # fmt: skip
    forms, typed = forms or forms_of(element, typed), with_pen(typed)
    context = _surroundings(request, element) | {
        "forms": forms, "typed": typed, "returned": returned, "copy": copy,
        "presence": present_here(request, element, _whole(typed, "base_number")),
        "media": with_nonce(request, forms.media),
    }  # fmt: skip
    return render(request, "plans/edit.html", context)


def _surroundings(request: HttpRequest, element: Element) -> dict[str, Any]:
    tree = draft_tree(element.plan)
    return {
        "element": element,
        "code": tree.code_of(element.pk),
        "branch": tree.by_pk[element.pk],
        "path": tree.path_to(element.pk),
        "opened_by": token_for(request),
        "keep_key": f"{request.user.pk}:{request.path}",
        "choices_key": f"{request.user.pk}:{request.path}:pasirinkta",
        "back": reverse("plans:element", args=[element.uid]),
    }


def _whole(typed: Typed, name: str) -> int:
    """A number that the form brought along; 0, older than any, where it is none."""
    text = typed.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
