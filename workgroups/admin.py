"""People in the admin: to look at and to search. Every change belongs to the services, behind /rengimas/zmones/."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from klaipeda_plan.core.admin import RecordAdmin
from workgroups.models import Membership, RoleGrant, User, Workgroup

if TYPE_CHECKING:  # the stubs know what Django's class does not: that it is generic
    Table = admin.TabularInline[Any, Any]
else:
    Table = admin.TabularInline


class ReadOnly:
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Roles(ReadOnly, Table):
    model = RoleGrant
    extra = 0


class Seats(ReadOnly, Table):
    model = Membership
    extra = 0


@admin.register(User)
class UserAdmin(ReadOnly, RecordAdmin):
    """Who has an account, with what role, and what was changed of it when and by whom."""

    list_display = ["full_name", "email", "organisation", "role_names", "is_active"]
    list_filter = ["is_active", "grants__role", "memberships__workgroup"]
    search_fields = ["full_name", "email", "organisation"]
    ordering = ["full_name", "pk"]
    fields = ["full_name", "email", "organisation", "is_active", "date_joined", "last_login", "page"]
    readonly_fields = fields
    inlines = [Roles, Seats]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people: QuerySet[User] = super().get_queryset(request)
        return people.prefetch_related("grants")

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Nobody filters by a password: the answers would spell its hash."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        return ", ".join(str(grant.get_role_display()) for grant in user.grants.all()) or "–"

    @admin.display(description=_("to change"))
    def page(self, user: User) -> str:
        return format_html('<a href="{}">{}</a>', reverse("workgroups:person", args=[user.pk]), user)


@admin.register(Workgroup)
class WorkgroupAdmin(ReadOnly, RecordAdmin):
    list_display = ["name", "slug", "position"]
    search_fields = ["name", "slug"]
    fields = ["name", "name_en", "slug", "position"]
    inlines = [Seats]


@admin.register(Membership)
class MembershipAdmin(ReadOnly, RecordAdmin):
    list_display = ["user", "workgroup", "is_chair", "kind"]
    list_filter = ["workgroup", "is_chair", "kind"]
    search_fields = ["user__full_name", "user__email"]
    list_select_related = ["user", "workgroup"]
    ordering = ["workgroup__position", "user__full_name", "pk"]
    fields = ["user", "workgroup", "is_chair", "kind"]


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadOnly, RecordAdmin):
    list_display = ["user", "role"]
    list_filter = ["role"]
    search_fields = ["user__full_name", "user__email"]
    list_select_related = ["user"]
    ordering = ["role", "user__full_name", "pk"]
    fields = ["user", "role"]
