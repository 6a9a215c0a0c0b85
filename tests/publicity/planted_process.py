"""Marks in what of the process, the groups and the histories is not for everybody."""

import datetime

from plans.models import Element
from plans.services.translations import Words, save_translation
from publicity.models import LibraryDocument, Milestone, MilestoneProduct, News, ProcessPart, ProcessStage
from publicity.services.library import save_document
from publicity.services.pages import save_page
from publicity.services.writing import publish
from tests.publicity.content import make_document
from tests.workgroups.meetings import make_held, make_meeting
from workgroups.models import User
from workgroups.services.agenda import add_item
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.meetings import cancel_meeting
from workgroups.services.minutes import Guest, finish_minutes, record_attendance, reopen_minutes, save_minutes
from workgroups.services.openness import (
    announce_meeting,
    publish_minutes,
    record_consent,
    withdraw_consent,
    withdraw_minutes,
)


def plant_translation(mark, element, people):
    """Of a wording that only drafts and hidden editions hold."""
    found = Element.objects.get(pk=element.pk)
    words = Words(f"{mark} title", f"{mark} summary")
    save_translation(found, words, version_id=found.current_version_id, base_number=0, by=people.member)


def plant_process(mark, tree, people, hidden):
    """A published milestone with products that nobody may see, a stage that nobody published."""
    part = ProcessPart.objects.create(plan=tree.goal.plan, key="viesinimas", title="Viešinimas")
    milestone = Milestone.objects.create(
        part=part, title="Vieša gairė", actual_date=datetime.date(2021, 1, 1), is_published=True
    )
    MilestoneProduct.objects.create(milestone=milestone, edition=hidden[1])
    MilestoneProduct.objects.create(milestone=milestone, news=News.objects.filter(title__startswith=mark).first())
    MilestoneProduct.objects.create(
        milestone=milestone, document=LibraryDocument.objects.filter(title__startswith=mark).first()
    )
    ProcessStage.objects.create(plan=part.plan, number="I", title=f"{mark} etapas", began_on="2020-01-01")


def plant_groups(mark, tree, people):
    """An announced meeting with everything of it that stays the group's; a name without consent any more."""
    group, chair = tree.goal.workgroup, people.chair
    User.objects.filter(pk=people.member.pk).update(full_name=f"{mark} Narė")
    record_consent(people.member, f"{mark} lapas", by=people.coordinator)
    withdraw_consent(people.member, by=people.member)
    meeting = make_held(group, chair, title="Viešas posėdis", note=mark, link=f"https://example.org/{mark}")
    add_item(meeting, "Viešas klausimas", f"{mark} žinia", by=chair)
    decide(meeting, DecisionFacts(f"{mark} nutarimas", None, people.member), by=chair)
    record_attendance(meeting, {}, [Guest(f"{mark} Viešnia", f"{mark} įstaiga", "present")], by=chair)
    _close(meeting, f"<p>{mark} protokolas</p>", people)
    publish_minutes(meeting, version=meeting.minutes_version, with_names=True, by=people.coordinator)
    withdraw_minutes(meeting, reason=f"{mark} per anksti", by=people.coordinator)
    reopen_minutes(meeting, by=chair, reason=f"{mark} klaida")
    coming = make_meeting(group, chair, title="Viešas atšauktas", note=mark, link=f"https://example.org/{mark}")
    cancel_meeting(announce_meeting(coming, by=people.coordinator), by=chair, reason=f"{mark} serga")


def plant_histories(mark, people):
    """A page's earlier version; a document's title from before its publication."""
    by = people.editor
    values = {"title": f"{mark} puslapis", "title_en": mark, "body": f"<p>{mark}</p>", "body_en": f"<p>{mark}</p>"}
    save_page("pagalba", values, base_version=0, by=by)
    values = {"title": "Pagalba", "title_en": "Help", "body": "<p>Vieša.</p>", "body_en": "<p>Public.</p>"}
    save_page("pagalba", values, base_version=1, by=by)
    document = make_document(by, f"{mark} senas pavadinimas", public=False)
    save_document(document, {"title": "Vieša byla"}, base_version=document.version, by=by)
    publish(document, by=by)


def _close(meeting, body, people):
    save_minutes(meeting, body, base_version=0, by=people.member)
    meeting.refresh_from_db()
    finish_minutes(meeting, version=meeting.minutes_version, by=people.chair)
    meeting.refresh_from_db()
