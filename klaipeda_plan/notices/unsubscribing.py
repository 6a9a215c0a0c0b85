"""The signed address by which letters are refused without a login."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse

SALT = "notices.unsubscribe"


def unsubscribe_path(user: Any) -> str:
    """It stays good: a letter may be refused years later."""
    return reverse("notices:unsubscribe", args=[signing.dumps(user.pk, salt=SALT)])


def user_of_token(token: str) -> Any | None:
    """The person that the token names; None for a token that the portal did not sign."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return get_user_model().objects.filter(pk=pk).first()
