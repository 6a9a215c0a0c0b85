"""Who can be called in a remark with `@`, and who is called by a text."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from workgroups.models import Role, User, Workgroup

READING_ROLES = (Role.CONSULTANT, Role.COORDINATOR, Role.SECRETARY)


def people_to_mention() -> QuerySet[User]:
    """People who read drafts, in alphabetical order."""
    reads = Q(memberships__isnull=False) | Q(grants__role__in=READING_ROLES)
    return User.objects.filter(reads, is_active=True).distinct().order_by("full_name", "pk")


def told_names(text: str) -> list[User | Workgroup]:
    """The people and groups whose names stand in `text` after `@`; of two names the longer one counts."""
    return names_in(text, [*Workgroup.objects.all(), *people_to_mention()])


def names_in(text: str, known: Iterable[User | Workgroup]) -> list[User | Workgroup]:
    """Those of `known` who are called by `text`, in its order. Names alike call all who bear them."""
    by_name: dict[str, list[User | Workgroup]] = {}
    for one in known:
        by_name.setdefault(_plain(str(one)), []).append(one)
    by_name.pop("", None)
    if not by_name:
        return []
    longest_first = sorted(by_name, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, longest_first))})(?!\w)")
    called = dict.fromkeys(pattern.findall(_plain(text)))
    return [one for name in called for one in by_name[name]]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
