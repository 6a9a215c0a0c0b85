"""Out → in → out is the same file, cell by cell: over random plans, into the changed plan and into an empty one."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.sheets.bodies import body_of_cell, cell_of_body
from klaipeda_plan.core.bodies import clean_body
from plans.hierarchy import Kind
from plans.models import Element, FundingSource, LinkKind, Stage
from plans.services.elements import Content, add_element, save_element
from plans.services.links import link_elements
from plans.services.stages import StageFacts, add_stage
from tests.indicators.sheets import bring_and_apply, cells_of, without_uids, workbook_of
from tests.support.factories import make_plan

pytestmark = pytest.mark.django_db
UIDS = ("uid", "parent_uid", "element_uid", "target_uid")
EXAMPLES = settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

signs = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
risky = st.sampled_from(
    [
        "=1+1",
        "+370 46",
        "-5",
        "@mano",
        "'kabutė",
        "''",
        "#REF!",
        "1e5",
        "2024-01-01",
        "TRUE",
        "<p>ne žyma",
        'a;b"c',
        "007",
    ]
)
words = st.text(signs, min_size=1, max_size=30).filter(lambda text: text.strip()) | risky
rest = st.text(signs, max_size=60) | risky | st.just("")
years = st.integers(2021, 2025), st.integers(2026, 2030)
cents = st.integers(0, 10**13).map(lambda number: Decimal(number) / 100)
numbers = st.decimals(-(10**9), 10**9, places=3, allow_nan=False)
PIECES = [
    "<p>Pirmas sakinys.</p>", "<p>=SUM(A1)</p>", "<h3>Padėtis &amp; kryptis</h3>",
    "<ul><li>Oras</li><li>Vanduo</li></ul>",
    "<p><strong>Svarbu</strong> ir <em>ne</em>, 2 &lt; 3</p>", "<table><tr><td>1</td><td>2</td></tr></table>",
    '<p>Pastaba<sup data-note="šaltinis">*</sup></p>', "<p>Nedalomas\u00a0tarpas</p>",
    '<p><a href="https://example.org/">n</a></p>',
]  # fmt: skip
bodies = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)


@st.composite
def indicators(draw, most=2):
    found = []
    for number in range(draw(st.integers(0, most))):
        periods = draw(st.sampled_from([("2021", "2022"), ("2022K1", "2022K3"), ("2023M05", "2024M12")]))
        observed = draw(st.lists(st.sampled_from(periods), unique=True, max_size=2))
        found.append({
            "title": f"{draw(words)} r{number}", "unit": draw(words), "decimals": draw(st.integers(0, 6)),
            "direction": draw(st.sampled_from(["increase", "decrease"])), "source": draw(rest), "method": draw(rest),
            "baseline": draw(st.none() | st.builds(lambda n: {"period": "2020", "value": str(n)}, numbers)),
            "targets": [{"period": "2030", "value": str(draw(numbers))}],
            "observations": [
                draw(st.sampled_from([
                    {"period": one, "value": "1.5"}, {"period": one, "value": None, "status": "confidential"},
                    {"period": one, "value": "0", "status": "preliminary", "source": "OSP", "note": "=x"},
                ])) for one in observed
            ],
        })  # fmt: skip
    return found


@st.composite
def contents(draw, kind, number):
    text = {"title": f"{draw(words)} {kind} {number}", "body": draw(bodies)}
    if kind == Kind.MEASURE:
        text["detail"] = {
            "responsible": draw(rest), "partners": draw(rest), "year_from": draw(years[0]), "year_to": draw(years[1]),
            "expected_result": draw(rest), "other_resources": draw(rest),
            "people": draw(st.sampled_from(["", "1.5", "0", "1000"])), "land": draw(st.sampled_from(["", "0.0001"])),
            "stage": draw(st.sampled_from(["", "I"])),
        }  # fmt: skip
        text["funding"] = {(2025, "SB"): draw(cents), (2026, "ES"): draw(cents), (2026, "SB"): draw(cents)}
    if kind in (Kind.VISION, Kind.GOAL, Kind.TASK, Kind.MEASURE):
        text["parts"] = {"indicators": draw(indicators())}
    return Content(**text)


def build(plan, draw, by, groups):
    """A random plan: sections with analysis, a vision, priorities, goals, tasks and measures, stages and links."""
    for code, name in (("SB", "Savivaldybės biudžetas"), ("ES", "Europos Sąjungos lėšos")):
        FundingSource.objects.get_or_create(code=code, defaults={"name": name, "position": code == "ES"})
    add_stage(plan, StageFacts("Pirmasis etapas", 2021, 2025), by=by)

    def add(kind, parent, **more):
        return add_element(plan, kind, parent, draw(contents(kind, Element.objects.count())), by=by, **more)

    section = add(Kind.SECTION, None)
    problem = add(Kind.PROBLEM, section)
    inner = add(Kind.SECTION, section)
    add(Kind.STRENGTH, inner)
    add(Kind.PROBLEM, section)
    vision = add(Kind.VISION, None)
    add(Kind.ASPECT, vision)
    priority, horizontal = add(Kind.PRIORITY, vision), add(Kind.PRIORITY, vision, is_horizontal=True)
    for group in groups.values():
        goal = add(Kind.GOAL, priority, workgroup=group)
        for _ in range(draw(st.integers(0, 2))):
            task = add(Kind.TASK, goal)
            for _ in range(draw(st.integers(0, 2))):
                add(Kind.MEASURE, task)
        link_elements(goal, problem, LinkKind.ADDRESSES, by=by)
        if draw(st.booleans()):
            link_elements(goal, horizontal, LinkKind.CONTRIBUTES, by=by, reason=" ".join(draw(rest).split())[:300])


def scramble(plan, by):
    """Everything that is written, written otherwise."""
    for element in Element.objects.filter(plan=plan):
        content = Content(f"Kitaip {element.pk}", "<p>Kitaip.</p>")
        if element.kind == Kind.MEASURE:
            detail = {"responsible": "kitas", "year_from": 2021, "year_to": 2030, "people": "7", "stage": ""}
            content = Content(content.title, content.body, detail=detail, funding={(2026, "SB"): Decimal("7.77")})
        save_element(element, content, base_version=element.text_version, by=by)
    Stage.objects.filter(plan=plan).update(name="Kitas", year_to=2024)


@given(data=st.data())
@EXAMPLES
def test_the_file_brings_a_changed_plan_back_to_itself(data, db, groups, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        plan = make_plan("atsitiktinis")
        build(plan, data.draw, people.coordinator, groups)
        out = workbook_of(plan, people.coordinator)
        scramble(plan, people.coordinator)
        bring_and_apply(plan, out, people.coordinator)
        assert cells_of(workbook_of(plan, people.coordinator)) == cells_of(out)
        transaction.set_rollback(True)


@given(data=st.data())
@EXAMPLES
def test_an_empty_plan_becomes_the_same_plan(data, db, groups, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        plan, empty = make_plan("atsitiktinis"), make_plan("tuscias")
        build(plan, data.draw, people.coordinator, groups)
        bring_and_apply(empty, without_uids(plan), people.coordinator)
        out, again = (cells_of(workbook_of(one, people.coordinator), without=UIDS) for one in (plan, empty))
        assert again == out
        transaction.set_rollback(True)


@given(body=bodies)
@settings(max_examples=40, deadline=None)
def test_a_body_keeps_its_blocks(body):
    body = clean_body(body)
    assert body_of_cell(cell_of_body(body), body) == body
    assert cell_of_body(body_of_cell(cell_of_body(body), "")) == cell_of_body(body)
