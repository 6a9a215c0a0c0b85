"""How the plan is made: the parts of the process with their dates, and the working groups."""

from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from editions.models import Edition
from editions.words import listed, short_euros
from plans.models import Plan
from publicity.addresses import in_the_plan
from publicity.caching import process_stamp, public_page
from publicity.models import Milestone, ProcessPart
from publicity.queries import work_of_groups
from publicity.views._context import about
from workgroups.models import Workgroup


@public_page(process_stamp)
def process(request: HttpRequest) -> HttpResponse:
    """The four parts with their milestones, and the method as a drawing."""
    in_time = Coalesce("actual_date", "planned_date")
    shown = Milestone.objects.filter(is_published=True).order_by(in_time, "pk")
    parts = ProcessPart.objects.filter(plan=Plan.objects.current()).prefetch_related(
        Prefetch("milestones", queryset=shown, to_attr="shown")
    )
    return render(request, "publicity/process.html", {"parts": parts, "today": timezone.localdate()})


@public_page()
def group_list(request: HttpRequest) -> HttpResponse:
    """The six groups with their topics and how much of the plan is theirs."""
    edition = Edition.objects.current()
    groups = Workgroup.objects.prefetch_related("topics")
    work = [
        {"group": own.group, "counts": listed(own.counts), "total": short_euros(own.total) if own.total else ""}
        for own in work_of_groups(groups, edition)
    ]
    return render(request, "publicity/group_list.html", {"work": work} | (about(edition) if edition else {}))


@public_page()
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group: its topics, and its goals in the current edition."""
    found = get_object_or_404(Workgroup.objects.prefetch_related("topics"), slug=slug)
    edition = Edition.objects.current()
    [own] = work_of_groups([found], edition)
    context = {
        "group": found,
        "goals": own.goals,
        "counts": listed(own.counts),
        "total": short_euros(own.total) if own.total else "",
        "addresses": in_the_plan(),
    }
    return render(request, "publicity/group.html", context | (about(edition) if edition else {}))
