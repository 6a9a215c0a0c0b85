"""The current plan as a tree, and the draft that is before the council."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from editions.models import Edition
from publicity.addresses import in_edition, in_the_plan
from publicity.caching import editions_stamp, public_page
from publicity.views._context import whole_plan


@public_page(editions_stamp)
def plan(request: HttpRequest) -> HttpResponse:
    """The edition in force, or before there is one the newest published."""
    edition = Edition.objects.current()
    context = whole_plan(edition, in_the_plan()) if edition else {}
    return render(request, "publicity/plan.html", context)


@public_page(editions_stamp)
def draft(request: HttpRequest) -> HttpResponse:
    """The edition under consideration, or what to read when there is none."""
    edition = Edition.objects.under_consideration()
    if edition is None:
        return render(request, "publicity/no_draft.html", {"current": Edition.objects.current()})
    return render(request, "publicity/draft.html", whole_plan(edition, in_edition(edition)))
