"""Forms that arrive after the login has expired: kept in the session until the same person is back, and sent again.

Larger forms bring their own sign of who opened them and come back in their own page (`plans.views.kept`). This is
the net under all the others: one-line forms, reasons, notes. A signed cookie of the members' rooms says whose browser
it was; nobody else is shown the words.
"""

import json
import re
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

KEY = "unsent_forms"  # session: list of {"sign", "user", "at", "path", "page", "fields"}
FIELD = "unsent"  # of a form that is sent again: the sign of what was kept
COOKIE = "opened_by"
COOKIE_AGE = 14 * 24 * 3600
SALT = "core.unsent"
LARGEST = 300_000  # characters of all kept forms together
MOST_FIELDS = 500
# Rooms whose forms are kept; accounts, with their passwords and codes, and public forms are not among them.
ROOMS = re.compile(r"^(/en)?/(rengimas|taryba|leidyba|pranesimai|admin)/")
SECRET = re.compile(r"pass|token|secret|code", re.IGNORECASE)
WORDS = frozenset({"title", "name", "text", "reason", "message", "note", "evidence", "words", "office", "label"})


@dataclass(frozen=True)
class Unsent:
    sign: str
    path: str
    page: str  # where the form stood
    fields: list[tuple[str, str]]

    @property
    def words(self) -> list[str]:
        return [value for name, value in self.fields if is_typed(name, value)]


def is_typed(name: str, value: str) -> bool:
    """Whether a person wrote this value, rather than a page: free text, or a field that is for it."""
    if not any(sign.isalpha() for sign in value) or value.startswith("/") or name.startswith("base"):
        return False
    return name.rsplit("-", 1)[-1] in WORDS or " " in value.strip() or not value.isascii()


def sign_of(user: Any) -> str:
    return signing.dumps(user.pk, salt=SALT)


def person_of(request: HttpRequest) -> int | None:
    """The key of the person who was logged in here last; None where nobody was or the cookie is not ours."""
    try:
        return int(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def keep_unsent(request: HttpRequest) -> bool:
    """Puts the sent form into the session; False where nothing in it was typed, or nobody knows by whom."""
    user = person_of(request)
    fields = [
        (name, value) for name, values in request.POST.lists() for value in values
        if name not in ("csrfmiddlewaretoken", FIELD) and not SECRET.search(name)
    ]  # fmt: skip
    if user is None or len(fields) > MOST_FIELDS or not any(is_typed(name, value) for name, value in fields):
        return False
    one = {
        "sign": secrets.token_hex(8), "user": user, "at": time.time(), "path": request.path, "page": _page(request),
        "fields": fields,
    }  # fmt: skip
    kept = [*request.session.get(KEY, []), one]
    while kept and len(json.dumps(kept)) > LARGEST:
        kept.pop(0)
    request.session[KEY] = kept
    return bool(kept)


def unsent_of(request: HttpRequest) -> list[Unsent]:
    """What this person typed before the login; what others typed is dropped unseen."""
    kept = request.session.get(KEY, [])
    own = [one for one in kept if one["user"] == request.user.pk]
    if own != kept:
        request.session[KEY] = own
    return [Unsent(one["sign"], one["path"], one["page"], [tuple(pair) for pair in one["fields"]]) for one in own]


def drop_unsent(request: HttpRequest, sign: str) -> None:
    kept = request.session.get(KEY, [])
    left = [one for one in kept if one["sign"] != sign]
    if left != kept:
        request.session[KEY] = left


def _page(request: HttpRequest) -> str:
    """The page on which the form stood, as far as the request tells."""
    named = request.POST.get("next") or request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if named and url_has_allowed_host_and_scheme(named, allowed_hosts={request.get_host()}):
        parts = urlsplit(named)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return ""
