"""The queue of elements that wait for review, and the pages that it leads to."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from plans.admin import pages, reading
from plans.admin.filters import AcceptedFilter, GroupFilter, KindFilter, StateFilter
from plans.admin.forms import ReasonForm
from plans.models import Element, Plan, ReviewStep, State
from plans.permissions import can_review
from plans.queries_review import load_by_group


class QueueList(ChangeList):
    """Rows with their code, their submission and their difference: three queries for the whole page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = reading.with_review(self.result_list)


@admin.register(Element)
class ElementAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is written here but decisions: accept, or return with a reason."""

    list_display = ["code", "title_with_kind", "workgroup", "state", "submitted", "size", "advice"]
    list_display_links = ["title_with_kind"]
    list_filter = [StateFilter, GroupFilter, KindFilter, AcceptedFilter]
    list_per_page = 50
    search_fields = ["title"]
    search_help_text = _("Words of the title")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ["accept_checked", "return_checked"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Element]:
        submissions = ReviewStep.objects.filter(element=OuterRef("pk"), to_state=State.SUBMITTED).order_by("-pk")
        return (
            Element.objects.select_related("workgroup")
            .defer("body")
            .annotate(submitted_at=Subquery(submissions.values("at")[:1]))
            .order_by("submitted_at", "pk")
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return QueueList

    @admin.display(description=_("code"))
    def code(self, element: Element) -> str:
        return reading.review_of(element).code

    @admin.display(description=_("title"), ordering="title")
    def title_with_kind(self, element: Element) -> str:
        return f"{element.title} ({element.get_kind_display()})"

    @admin.display(description=_("submitted"), ordering="submitted_at")
    def submitted(self, element: Element) -> str:
        return reading.submission_text(element)

    @admin.display(description=_("size of the change"))
    def size(self, element: Element) -> str:
        return reading.size_text(element)

    @admin.display(description=_("guests recommend"))
    def advice(self, element: Element) -> str:
        return reading.advice_text(element)

    @admin.action(description=_("Accept the checked elements…"), permissions=["view"])
    def accept_checked(self, request: HttpRequest, queryset: QuerySet[Element]) -> TemplateResponse:
        return pages.confirm_page(self, request, queryset)

    @admin.action(description=_("Return the checked elements…"), permissions=["view"])
    def return_checked(self, request: HttpRequest, queryset: QuerySet[Element]) -> TemplateResponse:
        return pages.confirm_page(self, request, queryset, form=ReasonForm())

    # Who may: reviewers read and decide, nobody adds, changes or deletes.
    def has_view_permission(self, request: HttpRequest, obj: Element | None = None) -> bool:
        return can_review(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Element | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Element | None = None) -> bool:
        return False

    # Addresses: one for each page and each act.
    def get_urls(self) -> list[URLPattern]:
        def address(route: str, view: Any, name: str) -> URLPattern:
            def bound(request: HttpRequest, **kwargs: Any) -> HttpResponse:
                return view(self, request, **kwargs)

            return path(route, self.admin_site.admin_view(bound), name=f"plans_element_{name}")

        return [
            path("", self.admin_site.admin_view(self.changelist_view), name="plans_element_changelist"),
            address("accept-checked/", pages.accept_checked, "accept_checked"),
            address("return-checked/", pages.return_checked, "return_checked"),
            address("<int:pk>/change/", pages.element_page, "change"),
            address("<int:pk>/accept/", pages.accept, "accept"),
            address("<int:pk>/return/", pages.return_back, "return"),
            address("<int:pk>/history/", pages.history_page, "history"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        pages.require_reviewer(request)
        plan = Plan.objects.current()
        more = {"title": _("Review"), "loads": load_by_group(plan) if plan else []}
        return super().changelist_view(request, {**more, **(extra_context or {})})
