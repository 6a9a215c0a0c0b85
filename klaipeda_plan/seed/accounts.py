"""Sample accounts of a demonstration: one for every role, and a member and a chair of every group."""

import os
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from klaipeda_plan.core.history import save_with_history
from klaipeda_plan.seed.system import EMAIL as AUTHOR
from workgroups.models import MemberKind, Membership, Role, RoleGrant, User, Workgroup

DEFAULT_PASSWORD = "demonstracija-2030"
ORGANISATION = "Pavyzdinė organizacija"
ROLES = (
    ("koordinatorius", Role.COORDINATOR, "Koordinatorius"),
    ("konsultantas", Role.CONSULTANT, "Konsultantas"),
    ("sekretore", Role.SECRETARY, "Tarybos sekretorė"),
    ("tarybos.narys", Role.COUNCILLOR, "Tarybos narys"),
    ("redaktorius", Role.EDITOR, "Viešinimo redaktorius"),
    ("administratorius", Role.ADMINISTRATOR, "Administratorius"),
)


def seed_accounts(stdout: Any) -> None:
    """Make the sample accounts that are missing, and give all of them the demonstration's password.

    Without DEMO nothing is made: an account with a known password is for a loopback address only.
    """
    if not settings.DEMO:
        return
    password = os.environ.get("DEMO_PASSWORD") or DEFAULT_PASSWORD
    sealed = make_password(password)
    author = User.objects.filter(email=AUTHOR).first()
    people = [_account(name, label, password, sealed, author) for name, _role, label in ROLES]
    for user, (_name, role, _label) in zip(people, ROLES, strict=True):
        _ensure(RoleGrant, author, user=user, role=role)
    for group in Workgroup.objects.all():
        for word, label, chair in (("narys", "narys", False), ("pirmininkas", "pirmininkas", True)):
            user = _account(f"{word}.{group.slug}", f"{group.name}, {label}", password, sealed, author)
            _ensure(Membership, author, user=user, workgroup=group, is_chair=chair, kind=MemberKind.ADMINISTRATION)
            people.append(user)
    stdout.write(f"Sample accounts: {len(people)}, all with the password {password}")


def _account(name: str, label: str, password: str, sealed: str, author: User | None) -> User:
    email = f"{name}@example.org"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User(
            email=email, full_name=f"{label} (pavyzdinė paskyra)"[:150], organisation=ORGANISATION, password=sealed
        )
        save_with_history(user, by=author, reason="Pavyzdinė paskyra")
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    elif not user.check_password(password):
        user.password = sealed
        save_with_history(user, by=author, reason="Pavyzdinė paskyra", update_fields=["password"])
    return user


def _ensure(model: type[RoleGrant] | type[Membership], author: User | None, **fields: Any) -> None:
    asked = {name: fields[name] for name in ("user", "role", "workgroup") if name in fields}
    if not model.objects.filter(**asked).exists():
        save_with_history(model(**fields), by=author, reason="Pavyzdinė paskyra")
