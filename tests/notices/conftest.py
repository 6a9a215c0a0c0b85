"""What tests of notices share: who was told, an element on its way through the review, letters sent at once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from klaipeda_plan.jobs import services as jobs
from klaipeda_plan.jobs.models import Job, State
from klaipeda_plan.notices.gathering import gather_letters
from klaipeda_plan.notices.models import Notice
from plans.models import Element
from plans.services.elements import Content, save_element
from plans.services.review import submit_elements
from tests.support.factories import accept_all


@pytest.fixture
def accepted(plan, tree, people):
    """The whole draft is accepted, and nobody has a notice yet."""
    accept_all(plan, by=people.coordinator)
    Notice.objects.all().delete()
    return tree


@pytest.fixture
def rewritten(accepted, people):
    """The goal in new words, handed over by the chair; the reviewers' notice is gone."""

    def rewrite(title="Mažinti oro ir triukšmo taršą", body="<p>Tekstas apie uostą.</p>", **content):
        goal = Element.objects.get(pk=accepted.goal.pk)
        save_element(goal, Content(title, body, **content), base_version=goal.text_version, by=people.member)
        submit_elements([goal], by=people.chair, message="Prašome peržiūrėti.")
        Notice.objects.all().delete()
        return Element.objects.get(pk=goal.pk)

    return rewrite


@pytest.fixture
def told():
    """{who: kinds of notices that they have}."""

    def read():
        rows = Notice.objects.order_by("pk").values_list("user__full_name", "kind")
        return {name: [kind for who, kind in rows if who == name] for name, _kind in rows}

    return read


def let_wait(**ago):
    """Every notice came so long ago."""
    Notice.objects.update(at=timezone.now() - timedelta(**(ago or {"days": 2})))


def run_jobs():
    for job in Job.objects.filter(state=State.QUEUED).order_by("pk"):
        jobs.run(job.pk)


@pytest.fixture
def post():
    """The letters that are due now, sent."""

    def send(**ago):
        let_wait(**ago)
        gather_letters()
        run_jobs()
        return mail.outbox

    return send
