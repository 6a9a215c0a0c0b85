"""Lists of people for those who keep them."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from workgroups.models import Invitation, Membership, User


def find_people(*, text: str = "", role: str = "", group: int | None = None) -> QuerySet[User]:
    """People whose name, address or organisation holds `text`, in alphabetical order, with roles and seats.

    Each has `has_second_factor` besides.
    """
    people = User.objects.filter(_holds(text, "full_name", "email", "organisation"))
    if role:
        people = people.filter(grants__role=role)
    if group:
        people = people.filter(memberships__workgroup=group)
    seats = Membership.objects.select_related("workgroup").order_by("workgroup__position", "pk")
    totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return (
        people.annotate(has_second_factor=Exists(totp))
        .prefetch_related("grants", Prefetch("memberships", seats))
        .order_by("full_name", "pk")
    )


def find_invitations(*, text: str = "") -> QuerySet[Invitation]:
    """Invitations that wait for an answer, newest first; the expired among them."""
    waiting = Invitation.objects.unanswered().filter(_holds(text, "full_name", "email", "organisation"))
    return waiting.select_related("workgroup", "invited_by").order_by("-created_at", "-pk")


def _holds(text: str, *fields: str) -> Q:
    """Any field holds the text. SQLite folds only Latin letters without accents, so other cases are asked too."""
    text = text.strip()
    if not text:
        return Q()
    forms = {text, text.lower(), text.upper(), text.title()}
    return Q(*[(f"{field}__icontains", form) for field in fields for form in forms], _connector=Q.OR)
