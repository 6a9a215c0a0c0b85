"""Sample accounts of a demonstration: one person of every role, a member and a chair of every group."""

import os
from typing import Any

from workgroups.models import Membership, Role, RoleGrant, User, Workgroup

SAMPLES = {
    "koordinatorius": (Role.COORDINATOR, "Koordinatorius"),
    "konsultantas": (Role.CONSULTANT, "Konsultantas"),
    "sekretore": (Role.SECRETARY, "Tarybos sekretorė"),
    "tarybos.narys": (Role.COUNCILLOR, "Tarybos narys"),
    "redaktorius": (Role.EDITOR, "Viešinimo redaktorius"),
    "administratorius": (Role.ADMINISTRATOR, "Administratorius"),
}


def seed_accounts(stdout: Any) -> None:
    """Create what is missing; the password comes from DEMO_PASSWORD."""
    for name, (role, title) in SAMPLES.items():
        user = _account(f"{name}@example.org", f"{title} (pavyzdinė paskyra)")
        RoleGrant.objects.get_or_create(user=user, role=role)
    for group in Workgroup.objects.all():
        for name, title, chair in (("narys", "narys", False), ("pirmininkas", "pirmininkas", True)):
            user = _account(f"{name}.{group.slug}@example.org", f"{group.name}: {title} (pavyzdinė paskyra)")
            Membership.objects.get_or_create(user=user, workgroup=group, defaults={"is_chair": chair})


def _account(email: str, full_name: str) -> User:
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(
        email, os.environ.get("DEMO_PASSWORD") or "demonstracija-2030", full_name=full_name
    )
