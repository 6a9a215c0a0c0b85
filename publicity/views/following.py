"""Following by e-mail: ask, confirm, choose otherwise, leave. None of these pages is cached or needs an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from editions.models import Edition
from publicity.answers import for_everybody
from publicity.forms.following import WHOLE, FollowForm, TopicsForm
from publicity.models import Topic
from publicity.queries import find_by_short_uid
from publicity.queries_content import find_elements
from publicity.services import following as service

ASKS = ["GET", "HEAD", "POST"]


@for_everybody
@require_http_methods(ASKS)
@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """The form; an address gets the same answer whether or not it follows already."""
    elements = find_elements(_asked_elements(request))
    first: dict[str, list[str]] = {"topics": [] if elements or request.GET.get("grupe") else [Topic.ALL]}
    first |= {"groups": request.GET.getlist("grupe"), "elements": [node.uid for node in elements]}
    form = FollowForm(request.POST if request.method == "POST" else None, initial=first, elements=elements)
    if request.method == "POST" and form.is_valid():
        service.ask_to_confirm(form.cleaned_data["email"], form.wanted(), language=get_language() or "lt")
        return redirect("publicity:follow_sent")
    context = {"form": form, "current": Edition.objects.current()}
    return render(request, "publicity/follow.html", context, status=422 if form.is_bound else 200)


@for_everybody
@require_safe
@never_cache
def follow_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "publicity/follow_sent.html")


@for_everybody
@require_http_methods(ASKS)
@never_cache
def confirm_following(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter. Programs that open links confirm nothing: a person presses the button."""
    asked = service.read_asked(token)
    if asked is None:
        return _quiet(render(request, "publicity/follow_late.html", status=410))
    if request.method == "POST":
        subscriber = service.confirm(asked)
        return _quiet(redirect("publicity:following", key=service.key_of(subscriber)))
    context = {"asked": asked, "topics": service.topics_in_words(asked.wanted)}
    return _quiet(render(request, "publicity/follow_confirm.html", context))


@for_everybody
@require_http_methods(ASKS)
@never_cache
def following(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody follows, by the signed link in each letter."""
    subscriber = service.find_subscriber(key)
    if subscriber is None:
        raise Http404
    rows = list(subscriber.subscriptions.values_list("topic", "target"))
    elements = find_elements(target for topic, target in rows if topic == Topic.ELEMENT)
    first = {"topics": [topic for topic, _target in rows if topic in WHOLE]}
    first["groups"] = [target for topic, target in rows if topic == Topic.GROUP]
    first["elements"] = [node.uid for node in elements]
    form = TopicsForm(request.POST if request.method == "POST" else None, initial=first, elements=elements)
    saved = request.method == "POST" and form.is_valid()
    if saved:
        service.choose_topics(subscriber, form.wanted())
        if not form.wanted():
            return _quiet(render(request, "publicity/follow_leave.html", {"done": True}))
    context = {"form": form, "saved": saved, "key": key}
    return _quiet(render(request, "publicity/following.html", context))


@for_everybody
@csrf_exempt  # the signed key is the right; a mail program that posts here has no cookie of ours (RFC 8058)
@require_http_methods(ASKS)
@never_cache
def leave_following(request: HttpRequest, key: str) -> HttpResponse:
    """Asks, and on POST deletes everything about the address. Who has left already is told so again."""
    if not service.is_key(key):
        raise Http404
    subscriber = service.find_subscriber(key)
    if request.method == "POST" and subscriber is not None:
        service.leave(subscriber)
    done = request.method == "POST" or subscriber is None
    return _quiet(render(request, "publicity/follow_leave.html", {"done": done, "key": key}))


def _asked_elements(request: HttpRequest) -> list[str]:
    """Uids named by short ones in `?elementas=`, or chosen in the form that was sent; only of published editions."""
    sent = [one for one in request.POST.getlist("elements") if len(one) <= 36]
    shorts = [one.replace("-", "")[:12] for one in sent] or request.GET.getlist("elementas")
    found = [rows[0] for short in shorts[:20] if _is_short(short) and (rows := find_by_short_uid(short))]
    return [str(row.uid) for row in found]


def _is_short(text: str) -> bool:
    return len(text) == 12 and set(text) <= set("0123456789abcdef")


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address of these pages is a key: nobody is told it. Without any origin browsers would send `Origin: null`
    with the forms, which the protection against forged ones refuses."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
