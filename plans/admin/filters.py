"""Filters of the review queue."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from plans.hierarchy import Kind
from plans.models import Element, State
from workgroups.models import Workgroup

ALL = "all"
SHARED = "shared"


class QueueFilter(admin.SimpleListFilter):
    template = "admin/plans/element/_filter.html"


class StateFilter(QueueFilter):
    """What waits for review, unless another state is chosen."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*State.choices, (ALL, _("All"))]

    def chosen(self) -> str:
        return self.value() or State.SUBMITTED.value

    def queryset(self, request: HttpRequest, queryset: QuerySet[Element]) -> QuerySet[Element]:
        return queryset if self.chosen() == ALL else queryset.filter(state=self.chosen())

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Django's own first choice, “All”, would be the default."""
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": self.chosen() == str(value), "query_string": query, "display": label}


class GroupFilter(QueueFilter):
    title = _("working group")
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Workgroup.objects.values_list("slug", "name"), (SHARED, _("shared"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Element]) -> QuerySet[Element]:
        if self.value() is None:
            return queryset
        if self.value() == SHARED:
            return queryset.filter(workgroup=None)
        return queryset.filter(workgroup__slug=self.value())


class KindFilter(QueueFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Kind.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Element]) -> QuerySet[Element]:
        return queryset if self.value() is None else queryset.filter(kind=self.value())


class AcceptedFilter(QueueFilter):
    title = _("accepted before")
    parameter_name = "accepted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("has an accepted version")), ("no", _("never accepted"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Element]) -> QuerySet[Element]:
        if self.value() is None:
            return queryset
        return queryset.filter(accepted_version__isnull=self.value() == "no")
