"""What `manage.py seed` loads: facts, a labelled sample of the previous plan's size, nothing twice."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from editions.models import Edition, EventKind
from editions.reading import load_tree
from klaipeda_plan.core.numbers import decimal_text
from klaipeda_plan.seed.data_files import SAMPLE_PRIORITIES, load
from klaipeda_plan.seed.sample import split_money
from plans.checks import Severity, run_checks
from plans.hierarchy import Kind
from plans.models import Element, Plan
from publicity.models import Milestone, ProcessPart
from workgroups.models import RoleGrant, User, Workgroup

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The whole seed, once for this module, rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", verbosity=0)
        yield
        transaction.set_rollback(True)


def row_counts():
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def test_the_six_groups_come_with_their_topics(seeded):
    assert Workgroup.objects.count() == 6
    environment = Workgroup.objects.get(slug="aplinkos-apsauga")
    assert [topic.title for topic in environment.topics.all()][:2] == [
        "aplinkos taršos kontrolė",
        "gyvenamosios aplinkos kokybės gerinimas",
    ]


def test_the_process_has_four_parts_and_keeps_planned_and_actual_dates_apart(seeded):
    assert [part.key for part in ProcessPart.objects.all()] == ["preparation", "workgroups", "council", "publicity"]
    slipped = Milestone.objects.get(planned_date__isnull=False)
    assert (slipped.planned_date.isoformat(), slipped.month_only, slipped.actual_date) == ("2020-12-01", True, None)
    assert Milestone.objects.filter(actual_date__isnull=False).count() == 12


def test_the_previous_plans_vision_indicators_have_their_known_values(seeded):
    vision = Element.objects.get(plan__slug="klaipeda-2013-2020", kind=Kind.VISION)
    values = {
        (indicator.title, value.period): value.value
        for indicator in vision.indicators.all()
        for value in indicator.values.all()
    }
    assert vision.indicators.count() == 6
    assert {(title, period): decimal_text(value) for (title, period), value in values.items()} == {
        ("Natūrali gyventojų kaita", "2017"): "-323",
        ("Vidutinė tikėtina gyvenimo trukmė", "2016"): "75.57",
        ("Vidutinė tikėtina gyvenimo trukmė", "2017"): "76.38",
        ("Vidutinis mėnesinis (bruto) darbo užmokestis", "2017K4"): "933.5",
    }


def test_editions_one_and_two_differ_by_one_word_of_the_vision(seeded):
    draft, concept = (load_tree(Edition.objects.get(number=number)).roots[0] for number in (1, 2))
    assert (draft.title, concept.title) == (
        "KLAIPĖDA 2035 – atvira, sumani, įtrauki",
        "KLAIPĖDA 2035 – veržli, sumani, įtrauki",
    )
    assert draft.uid == concept.uid
    assert Edition.objects.with_state().get(number=2).standing == EventKind.DECIDED


def test_edition_three_is_a_published_sample_of_the_previous_plans_size(seeded):
    edition = Edition.objects.published().get(number=3)
    assert edition.sample
    kinds = Counter(node.kind for node in load_tree(edition).walk())
    assert (kinds["priority"], kinds["goal"], kinds["task"], kinds["measure"]) == (4, 14, 43, 250)


def test_every_goal_task_and_measure_of_the_sample_is_complete(seeded):
    for node in load_tree(Edition.objects.get(number=3)).walk():
        if node.kind in ("goal", "task", "measure"):
            assert node.body, node.code
            assert node.indicators, node.code
            assert all(one.targets and one.baseline for one in node.indicators), node.code
        if node.kind == "measure":
            assert node.detail.responsible, node.code
            assert node.funding, node.code
            years = {one.year for one in node.funding}
            assert min(years) == node.detail.year_from, node.code
            assert max(years) == node.detail.year_to, node.code


def test_no_measure_stands_twice_within_a_task_and_bodies_are_kinds_not_names():
    for name in SAMPLE_PRIORITIES:
        for goal in load(name)["goals"]:
            for task in goal["tasks"]:
                titles = [measure["title"] for measure in task["measures"]]
                assert len(set(titles)) == len(titles), task["title"]
                bodies = [m["responsible"] for m in task["measures"]]
                bodies += [partner for m in task["measures"] for partner in m["partners"]]
                for body in bodies:
                    assert re.fullmatch(r"[^A-ZĄČĘĖĮŠŲŪŽ„]+", body), body


def test_the_sample_is_accepted_in_the_draft_too(seeded):
    plan = Plan.objects.current()
    assert not Element.objects.filter(plan=plan).exclude(state="accepted").exists()


def test_the_plan_checks_find_no_error_in_the_sample(seeded):
    plan = Plan.objects.current()
    findings = run_checks(plan)
    assert [one for one in findings if one.severity == Severity.ERROR] == []
    # Four indicators of the vision have no values in the sources, and none is invented.
    assert {(one.code, one.place) for one in findings} == {
        ("indicator_without_baseline", "V"), ("indicator_without_target", "V"),
    }  # fmt: skip


def test_every_goal_of_the_sample_addresses_a_problem_and_every_problem_is_addressed(seeded):
    nodes = list(load_tree(Edition.objects.get(number=3)).walk())
    links = {(node.uid, link["target"]) for node in nodes for link in node.links if link["kind"] == "addresses"}
    assert {node.uid for node in nodes if node.kind == Kind.GOAL} == {goal for goal, _problem in links}
    assert {node.uid for node in nodes if node.kind == Kind.PROBLEM} == {problem for _goal, problem in links}
    reasons = {link["reason"] for node in nodes for link in node.links if link["kind"] == "continues"}
    assert all("Sąlyginis" in reason for reason in reasons), "what no source says is labelled"


def test_a_second_run_changes_nothing(seeded):
    before = row_counts()
    digests = list(Edition.objects.values_list("digest", flat=True))
    call_command("seed", verbosity=0)
    assert row_counts() == before
    assert list(Edition.objects.values_list("digest", flat=True)) == digests


def test_no_account_of_the_seed_can_be_used_afterwards(seeded):
    assert [user.is_active for user in User.objects.all()] == [False]
    assert not RoleGrant.objects.exists()


def test_a_scaled_edition_has_every_goal_many_times_with_codes_in_order(seeded):
    call_command("seed", "--scale", "3", verbosity=0)
    tree = load_tree(Edition.objects.order_by("-number").first())
    kinds = Counter(node.kind for node in tree.walk())
    assert (kinds["goal"], kinds["measure"]) == (42, 750)
    assert [goal.code for goal in tree.by_code["I"].children][-1] == "1.15"


def test_split_money_loses_no_euro():
    funding = split_money(100_001, {"SB": 33, "ES": 67}, 2022, 2024)
    assert sum(funding.values()) == 100_001
    assert {year for year, _ in funding} == {2022, 2023, 2024}
