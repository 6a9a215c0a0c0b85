"""The process and the groups in public, consents, published minutes, translations, earlier versions of pages."""

from types import SimpleNamespace

from klaipeda_plan.printing.storage import store_whole
from publicity.models import ProcessStage
from publicity.services.minutes_files import name_of
from tests.access.rows import Row, both
from tests.support.factories import People, Tree
from tests.workgroups.meetings import make_held, make_meeting
from workgroups.models import Meeting
from workgroups.services.minutes import finish_minutes, save_minutes
from workgroups.services.openness import announce_meeting, publish_minutes

ALL = "OOOOOOOOOO"
NONE = "NNNNNNNNNN"
NEVER = "MMMMMMMMMM"
KEEP = "LFFFFOFFOF"  # the coordinator and the editor
DO = "LFFFFRFFRF"
MANAGE = "LFFFFRFFFR"  # who keeps people
PUBLISH = "LFFNFRFNNN"  # of the group's meetings: the coordinator; other readers see and do not do
TRANSLATE = "LOOFOOFNNN"
TRANSLATED = "LUUFUUFNNN"  # an empty form: asked again

MEETING = {"slug": "group", "uid": "announced_meeting"}
STAGE = {"object_id": "process_stage_pk"}
VERSION = {"key": "static_word", "number": "first"}

ROWS: list[Row] = [
    *both("publicity:group_meeting", ALL, NEVER, **MEETING),
    *both("publicity:group_meeting", NONE, NEVER, remark="not announced", slug="group", uid="quiet_meeting"),
    *both("publicity:minutes_pdf", ALL, NEVER, slug="group", uid="printed_meeting"),
    *both("publicity:minutes_pdf", NONE, NEVER, remark="nothing published", **MEETING),
    *both("publicity:minutes_pdf", NONE, NEVER, remark="not announced", slug="group", uid="quiet_meeting"),
    *both("publicity:group_calendar", ALL, NEVER, slug="group"),
    *both("publicity:group_feed", ALL, NEVER, slug="group"),
    *both("admin:publicity_processstage_add", KEEP, KEEP),
    *both("admin:publicity_processstage_change", KEEP, KEEP, **STAGE),
    *both("admin:publicity_processstage_changelist", KEEP, KEEP),
    *both("admin:publicity_processstage_delete", "LFFFFFFFFF", "LFFFFFFFFF", **STAGE),
    *both("admin:publicity_processstage_history", KEEP, KEEP, **STAGE),
    *both("workgroups:own_consent", "LOOOOOOOOO", "LRRRRRRRRR"),
    *both("workgroups:record_consent", NEVER, MANAGE, pk="member_pk"),
    *both("workgroups:withdraw_consent", NEVER, MANAGE, pk="member_pk"),
    *both("meetings:announce", NEVER, PUBLISH, uid="quiet_meeting"),
    *both("meetings:hide", NEVER, PUBLISH, uid="announced_meeting"),
    *both("meetings:publish_minutes", "LFFNFOFNNN", "LFFNFUFNNN", uid="quiet_meeting"),
    *both("meetings:withdraw_minutes", NEVER, PUBLISH, uid="quiet_meeting"),
    *both("plans:translations", "LOOOOOONNN", NEVER),
    *both("plans:translation", TRANSLATE, TRANSLATED, uid="goal"),
    *both("plans:translation", "LFFFOOFNNN", "LFFFUUFNNN", remark="shared", uid="vision"),
    *both("plans:translation", "LNNNNNNNNN", "LNNNNNNNNN", remark="none", uid="unknown_uid"),
    *both("editions:translations", NEVER, "LFFFFRFFNN", number="council"),
    *both("publishing:page_history", KEEP, NEVER, key="static_word"),
    *both("publishing:page_version", "LFFFFNFFNF", NEVER, remark="nobody rewrote it", **VERSION),
    *both("publishing:restore_page", NEVER, DO, **VERSION),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """Of the environment group a meeting that everybody may know of and one with closed minutes that is the group's."""
    group = tree.goal.workgroup
    announced = announce_meeting(make_meeting(group, team.chair), by=team.coordinator)
    quiet = make_held(group, team.chair)
    _close(quiet, team)
    told = make_held(group, team.chair)
    _close(told, team)
    copy = publish_minutes(told, version=told.minutes_version, by=team.coordinator)
    store_whole(name_of(copy), b"%PDF-1.7")
    stage = ProcessStage.objects.create(plan=tree.goal.plan, number="I", title="Analizė")
    return SimpleNamespace(
        announced_meeting=announced.uid, quiet_meeting=quiet.uid, printed_meeting=told.uid, process_stage_pk=stage.pk
    )


def _close(meeting: Meeting, team: People) -> None:
    save_minutes(meeting, "<p>Kalbėta.</p>", base_version=0, by=team.member)
    meeting.refresh_from_db()
    finish_minutes(meeting, version=meeting.minutes_version, by=team.chair)
    meeting.refresh_from_db()
