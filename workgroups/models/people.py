"""People, their roles, the six working groups and who sits in them."""

import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from klaipeda_plan.core import rights


class Role(models.TextChoices):
    """Roles of the whole portal. Member and chair are no roles: they come from a Membership."""

    CONSULTANT = "consultant", _("consultant")
    COORDINATOR = "coordinator", _("coordinator")
    SECRETARY = "secretary", _("council secretary")
    COUNCILLOR = "councillor", _("councillor")
    EDITOR = "editor", _("publicity editor")
    ADMINISTRATOR = "administrator", _("administrator")


class MemberKind(models.TextChoices):
    """Whom a member of a working group speaks for (the kinds of the mayor's order)."""

    COUNCILLOR = "councillor", _("member of the council")
    ADMINISTRATION = "administration", _("municipal administration")
    SUBORDINATE = "subordinate", _("subordinate body")
    COMMUNITY = "community", _("community")
    INTEREST = "interest", _("other interest group")
    CONSULTANT = "consultant", _("consultant")
    EXTERNAL = "external", _("external expert")


class UserManager(BaseUserManager["User"]):
    """E-mail addresses are kept in small letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with an account; it begins with an invitation (`workgroups.services.invitations`).

    Rights come from RoleGrant and Membership through the predicates of each app's `permissions.py`;
    there are no superusers.
    """

    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("name and surname"), max_length=150)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("since"), auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[UserManager] = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A login, which Django notes in `last_login`, is no change of the person: it leaves no history row."""
        if list(kwargs.get("update_fields") or []) == ["last_login"]:
            self.skip_history_when_saving = True
        try:
            super().save(*args, **kwargs)
        finally:
            vars(self).pop("skip_history_when_saving", None)

    @property
    def is_staff(self) -> bool:
        """May enter the admin (Django's name for it)."""
        return rights.is_allowed("workgroups.enter_admin", self)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and rights.is_allowed(perm, self)

    def has_perms(self, perm_list: list[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return any(self.has_perm(name) for name in rights.views_of(app_label))


class RoleGrant(models.Model):
    """A role given to a person; changed by `workgroups.services.people`."""

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="role_grant_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_grant_known_role"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class Workgroup(models.Model):
    """One of the working groups that write the plan (darbo grupė)."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("place in order"), default=0)
    members: "models.ManyToManyField[User, Membership]" = models.ManyToManyField(
        User, through="Membership", related_name="workgroups"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """A matter that a group coordinates."""

    workgroup = models.ForeignKey(Workgroup, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["workgroup", "title"], name="topic_once_per_group")]

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    """A person in a group, as a member or its chair; changed by `workgroups.services.people`."""

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships")
    workgroup = models.ForeignKey(
        Workgroup, verbose_name=_("working group"), on_delete=models.CASCADE, related_name="memberships"
    )
    is_chair = models.BooleanField(_("chair"), default=False)
    kind = models.CharField(_("kind"), max_length=20, choices=MemberKind.choices, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "workgroup"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.workgroup}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> Self:
        """Neither taken up nor revoked; expired ones are among them: they can be sent again."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self, now: datetime.datetime) -> Self:
        """Those whose link works at `now`."""
        return self.unanswered().filter(expires_at__gt=now)


class Invitation(models.Model):
    """An offer of an account, sent to an address and taken up once (`workgroups.services.invitations`).

    The letter holds the secret; here stands only its SHA-256.
    """

    email = models.EmailField(_("e-mail"))
    full_name = models.CharField(_("name and surname"), max_length=150)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    workgroup = models.ForeignKey(Workgroup, null=True, blank=True, on_delete=models.CASCADE)
    is_chair = models.BooleanField(_("chair"), default=False)
    kind = models.CharField(_("kind"), max_length=20, choices=MemberKind.choices, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(role="", workgroup=None), name="invitation_to_a_role_or_a_group"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def state(self) -> str:
        """`accepted`, `revoked`, `expired` or `open`."""
        if self.accepted_at:
            return "accepted"
        if self.revoked_at:
            return "revoked"
        return "open" if self.expires_at > timezone.now() else "expired"
