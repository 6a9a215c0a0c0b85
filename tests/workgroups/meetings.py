"""What the tests of meetings share."""

import datetime

from django.utils import timezone

from plans.services.agendas import attach_element, hand_over_decision
from workgroups.services.agenda import add_item
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.meetings import MeetingFacts, call_meeting, cancel_meeting
from workgroups.services.minutes import Guest, finish_minutes, record_attendance, save_minutes

DAY = datetime.timedelta(days=1)


def local(year, month, day, hour, minute=0):
    """A moment by the clocks of Klaipėda."""
    return timezone.make_aware(datetime.datetime(year, month, day, hour, minute))


def facts(starts=None, hours=2, **fields):
    starts = starts or (timezone.now() + 7 * DAY).replace(second=0, microsecond=0)
    given = {"title": "Tikslų aptarimas", "place": "Danės g. 17", "link": "", "note": "", **fields}
    return MeetingFacts(starts_at=starts, ends_at=starts + datetime.timedelta(hours=hours), **given)


def make_meeting(group, by, starts=None, **fields):
    return call_meeting(group, facts(starts, **fields), by=by)


def make_held(group, by, **fields):
    """A meeting of the day before yesterday."""
    return make_meeting(group, by, timezone.now() - 2 * DAY, **fields)


def plant_meeting(mark, tree, people):
    """A meeting of the member's group with `mark` in everything that can be written of one."""
    meeting = make_held(tree.goal.workgroup, people.chair, title=f"{mark} posėdis", place=mark, note=mark)
    item = add_item(meeting, f"{mark} klausimas", f"{mark} žinia", by=people.chair)
    attach_element(item, tree.goal, by=people.chair)
    record_attendance(meeting, {}, [Guest(f"{mark} Viešnia", f"{mark} įstaiga", "present")], by=people.chair)
    save_minutes(meeting, f"<p>{mark} protokolas</p>", base_version=0, by=people.member)
    decision = decide(meeting, DecisionFacts(f"{mark} nutarimas", item, people.member), by=people.chair)
    hand_over_decision(decision, tree.goal, by=people.chair)
    finish_minutes(meeting, version=1, by=people.chair)
    cancel_meeting(make_meeting(tree.goal.workgroup, people.chair, title=mark), by=people.chair, reason=mark)
