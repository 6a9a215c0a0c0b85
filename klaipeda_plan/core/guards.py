"""What a refusal of a service becomes in a page: a 403 with who may, a sentence beside its cause."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from klaipeda_plan.core.errors import NotAllowed, Refused


@contextmanager
def not_allowed_as_403() -> Iterator[None]:
    try:
        yield
    except NotAllowed as error:
        raise PermissionDenied(error.who_may) from error


def act_and_go(request: HttpRequest, write: Callable[[], Any], done: str, back: str) -> HttpResponse:
    """One write and on to `back`, with `done` or with the reason of a refusal."""
    try:
        with not_allowed_as_403():
            write()
    except Refused as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)
    return redirect(back)


def tried(form: Any, field: str | None, write: Callable[[], Any]) -> bool:
    """One write; its refusal is told beside `field` of the form, or above the form (None)."""
    try:
        with not_allowed_as_403():
            write()
    except Refused as error:
        form.add_error(field, str(error))
        return False
    return True


def written(form: Any, write: Callable[[], Any]) -> bool:
    """Whether the form was sent, is right, and the write was done; a refusal stands above the form."""
    return form.is_bound and form.is_valid() and tried(form, None, write)
