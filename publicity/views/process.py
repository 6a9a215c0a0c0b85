"""How the plan is made: stages, the parts of the process with their dates, what they produced, what comes next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from council.queries_public import published_sittings
from publicity.caching import public_page
from publicity.queries_content import coming_events
from publicity.queries_groups import coming_meetings
from publicity.queries_process import load_process, what_comes

COMING = 5


@public_page()
def process(request: HttpRequest) -> HttpResponse:
    """A time line that can be read as a list; the method as a drawing. Made anew each time: today is part of it."""
    now, today = timezone.now(), timezone.localdate()
    sittings = published_sittings()
    ahead = [one for one in sittings.values() if one.sitting.starts_at >= now]
    made = load_process(today, sittings)
    context = {
        "process": made, "today": today, "sittings": list(sittings.values()),
        "coming": what_comes(
            made.coming[:COMING], ahead[::-1][:COMING], coming_events()[:COMING], coming_meetings()[:COMING]
        ),
    }  # fmt: skip
    return render(request, "publicity/process.html", context)
