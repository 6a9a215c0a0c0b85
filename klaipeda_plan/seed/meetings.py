"""Sample meetings for a demonstration: of each group one that was held, and one to come. Their titles say so."""

import datetime

from django.utils import timezone

from plans.hierarchy import Kind
from plans.models import Element, Plan
from plans.services.agendas import attach_element, hand_over_decision
from workgroups.models import AttendanceState, Meeting, User, Workgroup
from workgroups.services.agenda import add_item
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.meetings import MeetingFacts, call_meeting
from workgroups.services.minutes import Guest, finish_minutes, record_attendance, save_minutes
from workgroups.services.openness import announce_meeting, publish_minutes

SAMPLE = "(pavyzdinis posėdis)"
PLACE = "Savivaldybės administracija, posėdžių salė"
LINK = "https://example.org/posedis"
NOTE = "Sąlyginiai duomenys: posėdis parodo, kaip veikia portalas."
MINUTES = (
    "<p>Pirmininkas pristatė srities tikslus ir tai, ką konsultantai grąžino taisyti.</p>"
    "<p>Aptarta, kurios priemonės turi aiškų vykdytoją, o kurioms jo dar reikia. Grupė sutarė rodiklių reikšmes"
    " tikslinti pagal naujausius statistikos duomenis.</p>"
)
OPEN = 2  # of the groups: their meetings are announced, their minutes published
LATER_DAYS = 30  # the task is to be done within a month after the meeting


def seed_meetings(plan: Plan) -> None:
    """What is missing; a group that has a meeting gets none."""
    today = timezone.localdate()
    coordinator = User.objects.get(email="koordinatorius@example.org")
    for place, group in enumerate(Workgroup.objects.all()):
        if Meeting.objects.filter(workgroup=group).exists():
            continue
        chair = User.objects.get(email=f"pirmininkas.{group.slug}@example.org")
        member = User.objects.get(email=f"narys.{group.slug}@example.org")
        held = _hold(plan, group, _weekday(today, -21 + place), chair, member)
        coming = _call(plan, group, _weekday(today, 7 + place), chair)
        if place < OPEN:
            held.refresh_from_db()
            publish_minutes(held, version=held.minutes_version, by=coordinator)
            announce_meeting(coming, by=coordinator)


def _hold(plan: Plan, group: Workgroup, date: datetime.date, chair: User, member: User) -> Meeting:
    """A meeting with everything that one leaves behind."""
    goal = Element.objects.filter(plan=plan, workgroup=group, kind=Kind.GOAL, is_removed=False).order_by("pk").first()
    meeting = call_meeting(group, _facts(f"Srities tikslų aptarimas {SAMPLE}", date), by=chair)
    item = add_item(meeting, "Srities tikslai ir jų rodikliai", by=chair)
    add_item(meeting, "Kiti klausimai", by=chair)
    presences = {chair.pk: AttendanceState.PRESENT, member.pk: AttendanceState.REMOTE}
    guests = [Guest("Pavyzdinis svečias", "Pavyzdinė organizacija", AttendanceState.PRESENT)]
    record_attendance(meeting, presences, guests, by=chair)
    save_minutes(meeting, MINUTES, base_version=0, by=member)
    due = date + datetime.timedelta(days=LATER_DAYS)
    facts = DecisionFacts("Patikslinti tikslo rodiklių pradines reikšmes ir nurodyti jų šaltinius.", item, member, due)
    decision = decide(meeting, facts, by=chair)
    if goal is not None:
        attach_element(item, goal, by=chair)
        hand_over_decision(decision, goal, by=chair)
    meeting.refresh_from_db()
    finish_minutes(meeting, version=meeting.minutes_version, by=chair)
    return meeting


def _call(plan: Plan, group: Workgroup, date: datetime.date, chair: User) -> Meeting:
    meeting = call_meeting(group, _facts(f"Priemonių ir lėšų svarstymas {SAMPLE}", date, link=LINK), by=chair)
    item = add_item(meeting, "Grąžintos priemonės", "Prieš posėdį perskaitykite konsultantų pastabas.", by=chair)
    add_item(meeting, "Lėšos pagal metus", by=chair)
    measures = Element.objects.filter(plan=plan, workgroup=group, kind=Kind.MEASURE, is_removed=False)
    for measure in measures.order_by("pk")[:2]:
        attach_element(item, measure, by=chair)
    return meeting


def _facts(title: str, date: datetime.date, link: str = "") -> MeetingFacts:
    starts, ends = (
        timezone.make_aware(datetime.datetime.combine(date, datetime.time(hour, minute)))
        for hour, minute in ((10, 0), (11, 30))
    )
    return MeetingFacts(title, starts, ends, PLACE, link, NOTE)


def _weekday(today: datetime.date, days: int) -> datetime.date:
    """The day so many days from today, or the Monday after it."""
    date = today + datetime.timedelta(days=days)
    return date + datetime.timedelta(days=(7 - date.weekday()) if date.weekday() > 4 else 0)
