"""What `manage.py seed` loads: facts, a labelled sample of the previous plan's size, nothing twice."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from editions.comparison import compare_editions
from editions.documents.comparison import comparison_document
from editions.documents.render import render_comparison
from editions.models import Edition, EventKind
from editions.reading import load_tree
from klaipeda_plan.core.diffing import Side
from klaipeda_plan.core.diffing.sides import text_of
from klaipeda_plan.core.numbers import decimal_text
from klaipeda_plan.seed.data_files import SAMPLE_PRIORITIES, load
from klaipeda_plan.seed.sample import split_money
from plans.checks import Severity, run_checks
from plans.hierarchy import Kind
from plans.models import Element, Organisation, Plan
from publicity.models import Milestone, ProcessPart
from tests.editions.papers import page_words
from workgroups.models import RoleGrant, User, Workgroup

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The facts alone, then the whole seed, once for this module, rolled back at its end; yields what the facts were.

    At once, without the facts before it, the whole seed is loaded by every portal that a browser is led through.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", "--facts-only", verbosity=0)
        alone = Facts.now()
        call_command("seed", verbosity=0)
        yield alone
        transaction.set_rollback(True)


@dataclass
class Facts:
    """What `seed --facts-only` left."""

    editions: list[tuple[int, bool]]
    kinds: set[str]
    holds_sample: bool

    @classmethod
    def now(cls):
        plan = Plan.objects.current()
        kinds = set(Element.objects.filter(plan=plan).values_list("kind", flat=True))
        return cls(list(Edition.objects.order_by("number").values_list("number", "sample")), kinds, plan.holds_sample)


def row_counts():
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def test_facts_only_leaves_the_sample_out(seeded):
    assert seeded == Facts([(1, False), (2, False)], {Kind.VISION, Kind.PRIORITY}, holds_sample=False)


def test_the_sample_can_be_loaded_later(seeded):
    assert Edition.objects.get(sample=True).number == 3
    assert Plan.objects.current().holds_sample


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
    edition = Edition.objects.get(number=3)
    stages = {one["code"]: one["years"] for one in edition.meta["stages"]}
    for node in load_tree(edition).walk():
        if node.kind in ("goal", "task", "measure"):
            assert node.body, node.code
            assert node.indicators, node.code
            assert all(one.targets and one.baseline for one in node.indicators), node.code
        if node.kind == "measure":
            assert node.detail.responsible, node.code
            assert node.detail.office, node.code
            assert node.detail.expected_result, node.code
            assert stages[node.detail.stage][0] <= node.detail.year_to <= stages[node.detail.stage][1], node.code
            assert node.funding, node.code
            years = {one.year for one in node.funding}
            assert min(years) == node.detail.year_from, node.code
            assert max(years) == node.detail.year_to, node.code


def test_stages_of_the_sample_say_that_they_are_one_and_resources_belong_to_its_measures(seeded):
    edition = Edition.objects.get(number=3)
    assert all("sąlyginis" in one["name"] and "sample" in one["name_en"] for one in edition.meta["stages"])
    measures = [node for node in load_tree(edition).walk() if node.kind == "measure"]
    with_resources = {node.title for node in measures if node.detail.resources}
    assert with_resources == set(load("sample_carrying_out")["resources"])


def test_the_directory_knows_every_body_of_the_sample_and_its_kind(seeded):
    assert Organisation.objects.get(name="savivaldybės administracija").kind == "municipality"
    assert not Organisation.objects.exclude(measures__isnull=False).exists()
    known = set(Organisation.objects.values_list("name", flat=True))
    assert set(load("sample_carrying_out")["kinds"]) <= known


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


def test_the_two_editions_of_the_concept_differ_in_one_word(seeded, client):
    """In the typed result, on the page and in the PDF: atvira became veržli."""
    basis, edition = (Edition.objects.select_related("plan").get(number=number) for number in (1, 2))
    (entry,) = compare_editions(basis, edition).entries
    runs = [run for run in entry.difference.title.runs if run.change.value != "same"]
    assert [(run.change.value, text_of((run,), side)) for run, side in zip(runs, Side, strict=True)] == [
        ("deleted", "atvira"), ("inserted", "veržli"),
    ]  # fmt: skip
    page = client.get("/redakcijos/2/palyginti/1/").content.decode()
    assert len(re.findall("<del>(?!<span class=.visually-hidden.> ištrinta: </span>atvira)", page)) == 1  # the legend
    assert len(re.findall("<ins>(?!<span class=.visually-hidden.> įterpta: </span>veržli)", page)) == 1
    document = comparison_document(compare_editions(basis, edition), [], language="lt")
    pdf = render_comparison(document, key="0" * 64, expected_pages=3, report=lambda percent, message="": None)
    text = " ".join(page_words(pdf.content))
    assert "Skiriasi 1 elementas." in text
    words = "KLAIPĖDA 2035 – ištrinta: atvira ištrynimo pabaiga įterpta: veržli įterpimo pabaiga , sumani"
    assert words in text
