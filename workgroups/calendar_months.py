"""A month as a calendar shows it: weeks from Monday, each day with its meetings."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from workgroups.models import Meeting

FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass
class Day:
    date: datetime.date
    is_outside: bool  # of the neighbouring month
    meetings: list[Meeting] = field(default_factory=list)


def month_of(text: str, today: datetime.date) -> datetime.date:
    """The first day of the month `2026-11`; of this month where the text is none."""
    try:
        first = datetime.datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else today.replace(day=1)


def weeks_of(first: datetime.date, meetings: Iterable[Meeting]) -> list[list[Day]]:
    """The weeks that the month touches; a meeting stands on the day on which it begins here."""
    weeks = [
        [Day(date, date.month != first.month) for date in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    days = {day.date: day for week in weeks for day in week}
    for meeting in meetings:
        days[timezone.localdate(meeting.starts_at)].meetings.append(meeting)
    return weeks
