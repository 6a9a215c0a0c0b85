"""What the pages of the drafting room are looked at with, written into a seeded portal by its own services.

It runs in the portal's own process (`manage.py shell`), in an area where no other browser test writes.
"""

import datetime
import json
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from editions.models import Edition
from indicators.models import FetchState, Indicator, SheetImport, StatisticsFetch
from indicators.queries import observations_of
from indicators.services.observations import Entry, record_observations, sign_of
from indicators.services.sheets import begin_import, check_import
from indicators.services.statistics import bind_series
from klaipeda_plan.notices.unsubscribing import unsubscribe_path
from plans.anchors import Anchor, Page
from plans.forms.unsaved import stored_texts
from plans.hierarchy import Kind
from plans.models import Element, FundingSource, GuestLink, State
from plans.services.agendas import attach_element
from plans.services.analysis import add_entries
from plans.services.copies import keep_copy
from plans.services.directory import merge_organisations
from plans.services.elements import Content, add_element, remove_element, save_element
from plans.services.guests import make_guest_link, recommend, revoke_guest_link
from plans.services.organisations import key_of, organisations_named
from plans.services.proposals import decline_proposal, propose_wording
from plans.services.remarks import add_remark, answer_remark, resolve_remark
from tests.rooms.publicity import build_publicity
from tests.rooms.sittings import build_sittings
from tests.workgroups.meetings import make_held, make_meeting
from workgroups.models import Meeting, User, Workgroup
from workgroups.services.agenda import add_item
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.meetings import cancel_meeting
from workgroups.services.minutes import save_minutes

GROUP = "svietimas-sportas-kultura"
EMPTY_GROUP = "viesasis-sektorius"
LONG = "Neikiskiakopusteliaudamasis" * 3  # a word that is wider than a phone


def print_scene() -> None:
    """The things of the scene as one line of JSON."""
    print(json.dumps(build(), default=str))


def build() -> dict[str, Any]:
    """Ids, secrets and forms by the names that `tests.rooms.pages` asks for."""
    group = Workgroup.objects.get(slug=GROUP)
    team = SimpleNamespace(
        member=_user(f"narys.{GROUP}"), chair=_user(f"pirmininkas.{GROUP}"), coordinator=_user("koordinatorius")
    )
    own = Element.objects.filter(workgroup=group, is_removed=False).exclude(plan__slug="klaipeda-2013-2020")
    goal = own.filter(kind=Kind.GOAL).order_by("pk")[0]
    measures = own.filter(kind=Kind.MEASURE).order_by("pk")
    things = {
        "group": GROUP, "goal": goal.uid, "task": goal.children.filter(kind=Kind.TASK).order_by("pk")[0].uid,
        "task_kind": "uzdavinys", "measure_kind": "priemone", "section_kind": "skyrius", "first": 1, "second": 2,
        "edition": Edition.objects.order_by("number").last().number,
        "office": "pareigos", "token": unsubscribe_path(team.member).split("/")[-2], "wrong": "nera-tokio",
        "measure": measures[5].uid, "submitted": measures.filter(state=State.SUBMITTED)[0].uid,
        "returned": measures.filter(state=State.RETURNED)[0].uid,
    }  # fmt: skip
    submitted = measures.filter(state=State.SUBMITTED)[0]
    things["read_version"] = f"{submitted.pk}:{submitted.current_version_id}"
    things["old_version"] = f"{submitted.pk}:{submitted.versions.order_by('number')[0].pk}"
    things |= _lists(goal, team) | _writing(goal, team) | _remarks(measures[6], team) | _proposals(goal.plan, team)
    things |= _sheets(goal.plan, team) | build_publicity(LONG) | build_sittings(LONG)
    return things | _guests(goal, submitted, team) | _meetings(group, goal, team) | _series(goal, team)


def _lists(goal: Element, team: SimpleNamespace) -> dict[str, Any]:
    """An organisation with a second spelling, one that is spelt much like it, the last stage, a source."""
    by = team.coordinator
    names = [f"Bendrovė {LONG}", f"UAB Bendrovė {LONG}", "Bendrovės kitas pavadinimas"]
    kept, alike, other = (organisations_named([name], by=by)[key_of(name)] for name in names)
    spelling = other.names.get()
    merge_organisations(kept, [other], by=by, reason="Ta pati bendrovė")
    return {
        "organisation": kept.pk, "alike": alike.pk, "spelling": spelling.pk,
        "stage": goal.plan.stages.last().pk, "source": FundingSource.objects.all()[0].pk,
    }  # fmt: skip


def _sheets(plan: Any, team: SimpleNamespace) -> dict[str, Any]:
    """Files of the member: with foreign headings, checked with rows of every kind, taken over."""

    def brought(name: str, text: str) -> SheetImport:
        return begin_import(plan, text.encode(), name, by=team.member)

    rows = [f"Nauja priemonė {LONG};9.9.9;2024", "Kita priemonė;;pernai"]
    checked = brought("priemones.csv", "\r\n".join(["Pavadinimas;Uždavinys;Nuo metų", *rows]))
    check_import(checked, by=team.member)
    applied = brought("priemones.csv", "Pavadinimas;UID\r\n")
    SheetImport.objects.filter(pk=applied.pk).update(state="applied", applied_at=timezone.now(), reason=LONG, written=2)
    foreign = brought(f"{LONG}.csv", f"Veikla;Kas daro\r\n{LONG};Miesto ūkio skyrius\r\n")
    known = brought("priemones.csv", f"Veikla;Kas daro;Pavadinimas\r\n{LONG};Miesto ūkio skyrius;P\r\n")
    names = {"checked": checked, "applied": applied, "foreign": foreign, "known": known}
    return {f"sheet_{name}": one.uid for name, one in names.items()}


def _user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def _measure(goal: Element, title: str, team: SimpleNamespace) -> Element:
    task = goal.children.filter(kind=Kind.TASK).order_by("pk")[0]
    return add_element(goal.plan, Kind.MEASURE, task, Content(title, "<p>Pirmas sakinys.</p>"), by=team.member)


def _saved(element: Element, title: str, body: str, by: User) -> Element:
    save_element(element, Content(title, body), base_version=element.text_version, by=by)
    return Element.objects.select_related("plan").get(pk=element.pk)


def _writing(goal: Element, team: SimpleNamespace) -> dict[str, Any]:
    """Versions, texts that overlap, an unsaved text, a removed element with one, an entry of an analysis."""
    typed = {"title": "Neišsaugotas pavadinimas", "body": "<p>Neišsaugotas sakinys.</p>"}
    opened = _measure(goal, "Ginčijama priemonė", team)
    other = opened.body.replace("Pirmas", "Antras")
    mine = stored_texts(opened) | {"title": "Nario pavadinimas", "body": opened.body.replace("Pirmas", "Trečias")}
    disputed = _saved(opened, f"Pirmininko {LONG}", other, team.chair)
    pending = _measure(goal, "Priemonė su juodraščiu", team)
    keep_copy(pending, stored_texts(pending) | typed, by=team.member)
    gone = _measure(goal, "Pašalinta priemonė", team)
    keep_copy(gone, stored_texts(gone) | typed, by=team.member)
    remove_element(gone, by=team.chair, reason="Nebereikia")
    section = Element.objects.filter(plan=goal.plan, kind=Kind.SECTION, workgroup=goal.workgroup).order_by("pk")[0]
    (entry,) = add_entries(section, Kind.PROBLEM, f"Problema be tikslo {LONG}", by=team.member)
    return {
        "disputed": disputed.uid, "mine": mine, "pending": pending.uid, "gone": gone.uid, "section": section.uid,
        "entry": entry.uid,
    }  # fmt: skip


def _remarks(element: Element, team: SimpleNamespace) -> dict[str, Any]:
    """On words, answered; resolved; a task; words that changed since."""
    element = _saved(
        element, element.title, f"<p>Žodžiai, kurie liks. Žodžiai, kurie dings.</p><p>{LONG}</p>", team.member
    )
    block = next(iter(Page.read(element.body).elements))
    remark = add_remark(element, f"Kodėl? {LONG}", by=team.chair, anchor=Anchor(block, "Žodžiai, kurie liks."))
    answer_remark(remark, "Todėl.", by=team.member)
    resolve_remark(add_remark(element, "Išspręsta pastaba", by=team.chair), by=team.member)
    today = timezone.localdate()
    add_remark(element, "Patikslinti", by=team.chair, kind="task", assigned_to=team.member, due=today)
    add_remark(element, "Kas dings?", by=team.chair, anchor=Anchor(block, "Žodžiai, kurie dings."))
    _saved(element, element.title, element.body.replace("kurie dings", "kurių nebėra"), team.member)
    return {"remarked": element.uid, "remark": remark.pk, "block": block}


def _proposals(plan: Any, team: SimpleNamespace) -> dict[str, Any]:
    vision, aspect = (Element.objects.filter(plan=plan, kind=kind)[0] for kind in (Kind.VISION, Kind.ASPECT))
    text = {"body": "<p>Kitas tekstas.</p>", "reason": "Trumpiau"}
    wording = propose_wording(vision, title=f"Kita vizija {LONG}", by=team.member, **text)
    declined = propose_wording(aspect, title="Kitas aspektas", by=team.member, **text)
    decline_proposal(declined, answer="Paliekame dabartinį.", by=team.coordinator)
    return {"vision": vision.uid, "proposal": wording.pk, "declined": declined.pk}


def _guests(goal: Element, submitted: Element, team: SimpleNamespace) -> dict[str, Any]:
    """Open with a remark and a recommendation, one of the very element that is reviewed, revoked, expired."""
    now = timezone.now()
    week = now + datetime.timedelta(days=7)
    guest = make_guest_link(goal, name=f"Viešnia {LONG}"[:90], expires_at=week, by=team.chair)
    element = _measure(goal, "Priemonė viešniai", team)
    asked = add_remark(element, "Viešnios pastaba", guest=guest.link)
    recommend(guest.link, element, version_id=element.current_version_id, verdict="return", text="Neaišku, kas vykdys.")
    reviewer = make_guest_link(submitted, name="Vertintojas", expires_at=week, by=team.chair)
    version = submitted.current_version_id
    recommend(reviewer.link, submitted, version_id=version, verdict="return", text="Trūksta lėšų.")
    closed = make_guest_link(goal, name="Buvęs svečias", expires_at=week, by=team.chair)
    revoke_guest_link(closed.link, by=team.chair)
    late = make_guest_link(goal, name="Pavėlavęs svečias", expires_at=week, by=team.chair)
    day = datetime.timedelta(days=1)
    GuestLink.objects.filter(pk=late.link.pk).update(at=now - 2 * day, expires_at=now - day)
    return {
        "guest": guest.link.pk, "secret": guest.secret, "shown": element.uid, "closed": closed.link.pk,
        "guest_remark": asked.pk,
        "closed_secret": closed.secret, "late_secret": late.secret, "until": (now + 3 * day).date().isoformat(),
    }  # fmt: skip


def _meetings(group: Workgroup, goal: Element, team: SimpleNamespace) -> dict[str, Any]:
    """The seed's finished one and the one to come; one that is being recorded; one without anything; a cancelled."""
    by = team.chair
    meeting = make_held(group, by, title=f"Posėdis {LONG}", link="https://example.org/" + "a" * 60)
    item = add_item(meeting, f"Klausimas {LONG}", "Perskaitykite iš anksto.", by=by)
    add_item(meeting, "Kiti klausimai", by=by)
    attach_element(item, goal, by=by)
    first = save_minutes(meeting, "<p>Kalbėta.</p>", base_version=0, by=team.member)
    written, stale = first.minutes, {"base_version": str(first.minutes_version)}
    stale["body"] = written.replace("Kalbėta", "Tarta")
    save_minutes(meeting, written.replace("Kalbėta", "Ginčytasi"), base_version=first.minutes_version, by=by)
    decision = decide(meeting, DecisionFacts(f"Nutarta {LONG}", item, team.member, timezone.localdate()), by=by)
    cancelled = make_meeting(group, by)
    cancel_meeting(cancelled, by=by, reason="Nebus kvorumo")
    now = timezone.now()
    sample = Meeting.objects.filter(workgroup=group, title__contains="pavyzdinis").order_by("starts_at")
    return {
        "meeting": meeting.uid, "item": item.pk, "decision": decision.pk, "cancelled": cancelled.uid,
        "stale_minutes": stale,
        "bare": make_meeting(group, by, now + datetime.timedelta(days=3)).uid,
        "finished": sample.filter(starts_at__lt=now)[0].uid, "coming": sample.filter(starts_at__gt=now)[0].uid,
        "this_month": timezone.localdate().strftime("%Y-%m"),
    }  # fmt: skip


def _series(goal: Element, team: SimpleNamespace) -> dict[str, Any]:
    bound, free = Indicator.objects.filter(element__in=[goal, *goal.children.all()]).order_by("pk")[:2]
    codes = {"savivaldybesRegdb": "21"}
    fields = {
        "flow": "S3R1",
        "codes": codes,
        "frequency": "year",
        "since": None,
        "factor": Decimal(1),
        "is_active": False,
    }
    binding = bind_series(bound, fields, by=team.member)
    found = [{"period": "2024", "value": "12.5", "status": "", "said": ""}]
    StatisticsFetch.objects.create(binding=binding, address="https://example.org/", state=FetchState.READ, found=found)
    was = {value.period: sign_of(value) for value in observations_of(bound)}
    values = [
        Entry(year, Decimal(year), source=LONG, note=f"Pastaba {LONG}", was=was.get(year, ""))
        for year in ("2021", "2022", "2023")
    ]
    confidential = Entry("2024", None, "confidential", was=was.get("2024", ""))
    record_observations(bound, [*values, confidential], by=team.member)
    wrong = {"row-0-period": "2O25", "row-0-value": "daug", "row-0-status": "final", "row-0-was": "", "row-1-was": ""}
    return {"bound": bound.uid, "free": free.uid, "wrong_values": wrong}
