"""In whose name seed data are written."""

from collections.abc import Iterator
from contextlib import contextmanager

from workgroups.models import Role, RoleGrant, User

EMAIL = "pradiniai.duomenys@localhost.invalid"


@contextmanager
def seed_author(role: Role = Role.COORDINATOR) -> Iterator[User]:
    """A coordinator (or who else may) for the time of seeding: services keep their rules, history keeps an author.

    Afterwards the account stays as a name in the history: inactive, without a role or a usable password.
    """
    author, _created = User.objects.get_or_create(email=EMAIL, defaults={"full_name": "Pradiniai duomenys"})
    author.is_active = True
    author.set_unusable_password()
    author.save()
    grant, _created = RoleGrant.objects.get_or_create(user=author, role=role)
    try:
        yield author
    finally:
        grant.delete()
        author.is_active = False
        author.save()
