"""A person's notices: the list, opening one, how each kind comes, and refusing letters without a login."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klaipeda_plan.notices import queries, services
from klaipeda_plan.notices.forms import PreferencesForm
from klaipeda_plan.notices.models import Notice
from klaipeda_plan.notices.unsubscribing import user_of_token


@require_safe
@login_required
@never_cache
def notice_list(request: HttpRequest) -> HttpResponse:
    """The person's notices by area, the newest first."""
    page = queries.page_of_notices(request.user, request.GET.get("page"))
    shown = queries.read_notices(list(page.object_list), request.user)
    gone = {notice.pk for notice in page.object_list} - {item.notice.pk for item in shown}
    services.put_aside(gone, of=request.user)
    context = {"page": page, "areas": queries.by_area(shown), "unread": queries.count_unread(request.user)}
    return render(request, "notices/notice_list.html", context)


@require_safe
@login_required
@never_cache
def unread(request: HttpRequest) -> HttpResponse:
    """How many notices are new, for a page that stays open: a number, and the same in words."""
    count = queries.count_unread(request.user)
    words = ngettext("%(count)d new notice", "%(count)d new notices", count) % {"count": count}
    return JsonResponse({"count": count, "words": words})


@require_safe
@login_required
@never_cache
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """To the thing itself; from now on the notice is read. 404 for what this person may not read any more."""
    notice = get_object_or_404(Notice.objects.filter(user=request.user.pk), pk=pk)
    shown = queries.read_notices([notice], request.user)
    services.mark_read(notice)
    if not shown:
        raise Http404
    return redirect(shown[0].presented.address)


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    services.mark_all_read(request.user)
    messages.success(request, _("All notices are marked as read."))
    return redirect("notices:list")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def preferences(request: HttpRequest) -> HttpResponse:
    """Each kind of notice with the way it comes."""
    form = PreferencesForm(
        request.POST if request.method == "POST" else None, ways=queries.ways_of(request.user),
        language=queries.language_of(request.user),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        services.choose_ways(form.ways(), by=request.user)
        services.choose_language(form.cleaned_data["letters_language"], by=request.user)
        messages.success(request, _("Saved: notices will come as you chose."))
        return redirect("notices:preferences")
    crumbs = [(_("Notices"), reverse("notices:list"))]
    return render(request, "notices/preferences.html", {"form": form, "hour": queries.digest_hour(), "crumbs": crumbs})


@require_POST
@login_required
def only_portal(request: HttpRequest) -> HttpResponse:
    """Everything off but the portal, in one click."""
    services.refuse_letters(request.user)
    messages.success(request, _("No letters will be sent. Notices wait for you in the portal."))
    return redirect("notices:preferences")


@csrf_exempt  # the signed token is the right; a mail program that posts here has no cookie of ours (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks, and on POST stops letters with notices. It says nothing about whose letters they are."""
    user = user_of_token(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        services.refuse_letters(user)
    response = render(request, "notices/unsubscribe.html", {"done": request.method == "POST"})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
