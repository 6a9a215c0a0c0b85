"""The groups' meetings and calendars. The meeting is the member's and the chair's; `foreign_meeting` is another
group's."""

from types import SimpleNamespace

from django.utils import timezone

from plans.services.agendas import attach_element
from tests.access.rows import Row, both
from tests.support.factories import People, Tree
from tests.workgroups.meetings import make_held, make_meeting
from workgroups.services.agenda import add_item
from workgroups.services.calendars import make_feed
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.minutes import save_minutes

READ = "LOONOOONNN"  # members of the group, consultants, the coordinator, the secretary
LEAD = "LFONFOFNNN"  # the chair and the coordinator; the other readers see and do not do
DO = "LFRNFRFNNN"
NEVER = "MMMMMMMMMM"
ROOM = "LOOOOOONNN"

ITEM = {"uid": "meeting", "pk": "agenda_item"}
DECISION = {"uid": "meeting", "pk": "decision"}

ROWS: list[Row] = [
    *both("meetings:upcoming", ROOM, NEVER),
    *both("meetings:past", ROOM, NEVER),
    *both("meetings:month", ROOM, NEVER),
    *both("meetings:call", "LFOFFOFNNN", "LFOFFOFNNN"),
    *both("meetings:meeting", READ, NEVER, uid="meeting"),
    *both("meetings:meeting", "LNNOOOONNN", NEVER, remark="another group's", uid="foreign_meeting"),
    *both("meetings:meeting", "LNNNNNNNNN", NEVER, remark="none", uid="unknown_uid"),
    *both("meetings:ics", READ, NEVER, uid="meeting"),
    *both("meetings:change", LEAD, LEAD, uid="meeting"),
    *both("meetings:cancel", LEAD, LEAD, uid="meeting"),
    *both("meetings:agenda", LEAD, LEAD, uid="meeting"),
    *both("meetings:item", LEAD, LEAD, **ITEM),
    *both("meetings:item_up", NEVER, DO, **ITEM),
    *both("meetings:item_down", NEVER, DO, **ITEM),
    *both("meetings:remove_item", NEVER, DO, **ITEM),
    *both("meetings:attach", NEVER, "LFNNFNFNNN", remark="without an element", **ITEM),
    *both("meetings:detach", NEVER, DO, **ITEM, element="goal"),
    *both("meetings:attendance", LEAD, LEAD, uid="meeting"),
    *both("meetings:minutes", "LOONFOFNNN", "LOONFOFNNN", uid="meeting"),
    *both("meetings:finish_minutes", NEVER, DO, uid="meeting"),
    *both("meetings:reopen_minutes", NEVER, DO, uid="meeting"),
    *both("meetings:build_pdf", NEVER, "LRRNRRRNNN", uid="meeting"),
    *both("meetings:pdf", "LNNNNNNNNN", NEVER, remark="not printed", uid="meeting", key="no_picture"),
    *both("meetings:decisions", LEAD, LEAD, uid="meeting"),
    *both("meetings:decision", LEAD, LEAD, **DECISION),
    *both("meetings:remove_decision", NEVER, DO, **DECISION),
    *both("meetings:hand_over", NEVER, "LFNNFNFNNN", remark="without an element", **DECISION),
    *both("meetings:calendar", ROOM, NEVER),
    *both("meetings:make_feed", NEVER, ROOM),
    *both("meetings:revoke_feed", NEVER, "LRRRRRRNNN"),
    *both("meetings:feed", "OOOOOOOOOO", NEVER, remark="the member's", secret="feed_secret"),
    *both("meetings:feed", "NNNNNNNNNN", NEVER, remark="guessed", secret="wrong_key"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """A held meeting with an agenda, minutes and a decision; another group's; a feed of the member's."""
    goal, other = tree.goal, tree.other_goal
    meeting = make_held(goal.workgroup, team.chair)
    item = add_item(meeting, "Oro tarša", by=team.chair)
    attach_element(item, goal, by=team.chair)
    save_minutes(meeting, "<p>Kalbėta.</p>", base_version=0, by=team.member)
    decision = decide(meeting, DecisionFacts("Nutarta", item), by=team.chair)
    foreign = make_meeting(other.workgroup, team.coordinator, timezone.now())
    return SimpleNamespace(
        meeting=meeting.uid, foreign_meeting=foreign.uid, agenda_item=item.pk, decision=decision.pk,
        feed_secret=make_feed(by=team.member),
    )  # fmt: skip
