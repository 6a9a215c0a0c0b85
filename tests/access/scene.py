"""The things that the access table's addresses point at."""

import hashlib
import uuid
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editions.models import Edition, EditionKind, IssuedFile
from editions.services.events import publish_edition
from editions.services.freeze import freeze_edition
from klaipeda_plan.jobs.models import Job
from plans.hierarchy import Kind
from plans.models import Element, FundingSource, Plan
from publicity.models import Milestone, ProcessPart
from tests.access.roles import COLUMNS
from tests.access.rooms import ROOMS
from tests.support.factories import accept_all, make_people, make_plan, make_tree
from workgroups.models import User, Workgroup
from workgroups.permissions import needs_second_factor
from workgroups.services.invitations import invite_person
from workgroups.services.offers import Offer


@dataclass
class Scene:
    """Groups, people of every role, a plan with a published and an unpublished edition, an invitation."""

    people: dict[str, User | None]
    things: SimpleNamespace

    def client(self, column: str) -> Client:
        """A client logged in as the column says; nobody for `anonymous`."""
        client = Client()
        if user := self.people[column]:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def address(self, name: str, arguments: dict[str, str]) -> str:
        """The address `name` with its arguments filled in: a word is looked up among the things."""
        given = {key: getattr(self.things, value) for key, value in arguments.items()}
        return reverse(name, kwargs=given or None)


def build_scene(groups: dict[str, Workgroup]) -> Scene:
    team = make_people(groups)
    plan = make_plan()
    tree = make_tree(plan, groups, team.coordinator)
    accept_all(plan, by=team.coordinator)
    today = timezone.localdate()
    by = team.coordinator
    published = freeze_edition(plan, kind=EditionKind.PLAN_DRAFT, title="Paskelbta", document_date=today, by=by)
    publish_edition(published, by=by)
    council = freeze_edition(plan, kind=EditionKind.PLAN_DRAFT, title="Tarybai", document_date=today, by=by)
    working = freeze_edition(plan, kind=EditionKind.WORKING, title="Darbinė", document_date=today, by=by)
    measure = Element.objects.get(pk=tree.measure.pk)
    sent = invite_person(Offer("naujas@example.org", "Naujas Narys", workgroup=groups["aplinkos-apsauga"]), by=by)
    people: dict[str, User | None] = {"anonymous": None}
    people |= {column: getattr(team, column) for column in COLUMNS[1:]}
    for user in people.values():
        if user is not None and needs_second_factor(user):
            add_second_factor(user)
    things = SimpleNamespace(
        measure=measure.uid, measure_pk=measure.pk, measure_short=measure.short_uid, measure_code="1.1.1.1",
        component_name="mygtukai",
        goal=tree.goal.uid, other_goal=tree.other_goal.uid, vision=tree.vision.uid, unknown_uid=uuid.uuid4(),
        task_kind=Kind.TASK, section_kind=Kind.SECTION, group="aplinkos-apsauga", first=1,
        published=published.number, council=council.number, working=working.number, secret=sent.secret,
        invitation=sent.invitation.pk, member_pk=team.member.pk, consultant_pk=team.consultant.pk,
        role="consultant", plan_pk=plan.pk, group_pk=groups["aplinkos-apsauga"].pk,
        source_pk=FundingSource.objects.get(code="SB").pk, membership_pk=team.member.memberships.get().pk,
        grant_pk=team.consultant.grants.get().pk, plans_label="plans", wrong_uid="1", wrong_key="set-password",
        **_process(plan), **_documents(council, working, team.secretary),
    )  # fmt: skip
    for room in ROOMS:
        vars(things).update(vars(room.build(team, tree)))
    return Scene(people, things)


def _process(plan: Plan) -> dict[str, int]:
    part = ProcessPart.objects.create(plan=plan, key="rengimas", title="Plano rengimas")
    milestone = Milestone.objects.create(part=part, title="Gairė", actual_date=timezone.localdate())
    return {"part_pk": part.pk, "milestone_pk": milestone.pk}


def _documents(council: Edition, working: Edition, secretary: User) -> dict[str, Any]:
    """A job that the secretary started, and an issued file of each of two editions that are not public."""
    job = Job.objects.create(kind="build_document", key="lentelė", created_by=secretary)
    files = {"file": council, "working_file": working}
    things: dict[str, Any] = {"job": job.pk}
    for name, edition in files.items():
        content = f"%PDF {name}".encode()
        things[name] = hashlib.sha256(content).hexdigest()
        stored = default_storage.save(f"issued/{things[name]}.pdf", ContentFile(content))
        IssuedFile.objects.create(
            sha256=things[name], key=things[name], edition=edition, document="plan", format="pdf", language="lt",
            file=stored, size=len(content), issued_by=secretary, issued_at=timezone.now(),
        )  # fmt: skip
    return things


def add_second_factor(user: User) -> None:
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)
