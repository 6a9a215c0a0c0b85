"""Checks of texts: empty ones, links that lead nowhere, pictures that are gone, totals that disagree."""

import uuid
from decimal import Decimal

import pytest

from plans.checks import run_checks
from plans.checks.stated import stated_totals
from plans.hierarchy import Kind
from plans.models import Element, Plan
from plans.services.elements import Content, add_element, remove_element, save_element
from plans.services.pictures import keep_picture
from tests.support.drawing import picture_bytes

pytestmark = pytest.mark.django_db
CODES = {"link_to_removed", "link_to_nowhere", "link_to_draft"}


@pytest.fixture
def write(tree, people):
    """Write a body into the measure."""

    def save(body, **fields):
        element = Element.objects.get(pk=tree.measure.pk)
        content = Content(element.title, body, **fields)
        save_element(element, content, base_version=element.text_version, by=people.coordinator)

    return save


def codes(plan, wanted=CODES):
    return [one.code for one in run_checks(plan) if one.code in wanted]


def link(address):
    return f'<p>Žr. <a href="{address}">čia</a>.</p>'


def test_a_text_of_nothing_but_spaces_is_empty_and_a_figure_is_not(plan, tree, write):
    assert codes(plan, {"empty_text"}) == []
    write("<p> &nbsp; </p>")
    assert codes(plan, {"empty_text"}) == ["empty_text"]
    write('<figure><img src="/rengimas/failai/00000000-0000-0000-0000-000000000000/" alt="Schema"></figure>')
    assert codes(plan, {"empty_text"}) == []


def test_a_section_without_parts_wants_a_text_and_one_with_parts_does_not(plan, tree, people):
    section = add_element(plan, Kind.SECTION, None, Content("Įvadas", ""), by=people.coordinator)
    assert codes(plan, {"empty_text"}) == ["empty_text"]
    add_element(plan, Kind.SECTION, section, Content("Dalis", "<p>Tekstas</p>"), by=people.coordinator)
    assert codes(plan, {"empty_text"}) == []


@pytest.mark.parametrize(
    "address",
    ["https://www.klaipeda.lt/", "mailto:info@example.org", "/planas/1.1/", "/en/planas/1.1/", "/redakcijos/",
     "/planas/", "/planas", "/eiga/?rodyti=visa#dalis", "http://127.0.0.1:8000/planas/1.1.1/"],
)  # fmt: skip
def test_links_that_lead_somewhere_are_passed_over(plan, write, address):
    write(link(address))
    assert codes(plan) == []


@pytest.mark.parametrize(
    "address",
    ["/planas/9.9/", "/nera/tokio/", "puslapis.html", "http://127.0.0.1:8000/nera/", "/planas/e/000000000000/"],
)
def test_links_to_nowhere_of_ours_are_errors(plan, write, address):
    write(link(address))
    assert codes(plan) == ["link_to_nowhere"]


def test_a_link_to_an_element_lives_as_long_as_the_element(plan, tree, write, people):
    goal = Element.objects.get(pk=tree.other_goal.pk)
    write(link(f"/planas/e/{goal.short_uid}/"))
    assert codes(plan) == []
    remove_element(goal, by=people.coordinator)
    assert codes(plan) == ["link_to_removed"]


def test_a_link_into_the_workspace_is_a_warning(plan, tree, write):
    write(link(f"/rengimas/e/{tree.goal.uid}/"))
    assert codes(plan) == ["link_to_draft"]
    write(link(f"/rengimas/e/{uuid.uuid4()}/"))
    assert codes(plan) == ["link_to_nowhere", "link_to_draft"]


def test_a_link_to_an_element_of_another_plan_is_known(plan, tree, write, people):
    earlier = Plan.objects.create(slug="senas", title="Ankstesnis planas", period_start=2013, period_end=2020)
    vision = add_element(earlier, Kind.VISION, None, Content("Sena vizija", ""), by=people.coordinator)
    write(link(f"/rengimas/e/{vision.uid}/"))
    assert codes(plan) == ["link_to_draft"]


def test_pictures(plan, tree, write, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture, _remark = keep_picture(plan, picture_bytes("navy"), "schema.png", by=people.member)
    pictures = {"picture_gone", "picture_without_words"}
    write(f'<figure><img src="{picture.address}" alt="Schema"></figure>')
    assert codes(plan, pictures) == []
    picture.delete()
    assert codes(plan, pictures) == ["picture_gone"]


class TestTotals:
    def test_a_total_that_disagrees_with_the_sums_is_named(self, plan, write):
        """The measure of the tree costs 200 000,50 euros."""
        write("<p>Iš viso numatoma 250 tūkst. Eur.</p>")
        found = [one.message for one in run_checks(plan) if one.code == "sums_disagree"]
        assert found == [
            "Tekste parašyta „Iš viso numatoma 250 tūkst. Eur“, o sumos pagal metus sudaro 200\u00a0000,50\u00a0€."
        ]

    @pytest.mark.parametrize(
        "text",
        ["Iš viso – 200 000,50 Eur.", "Bendra suma: 200 001 €", "Iš viso 200 tūkst. Eur", "Iš viso 0,2 mln. eurų",
         "Iš viso 12 priemonių.", "Pirmaisiais metais 5 Eur."],
    )  # fmt: skip
    def test_a_total_that_rounds_to_the_sums_agrees(self, plan, write, text):
        write(f"<p>{text}</p>")
        assert codes(plan, {"sums_disagree"}) == []

    def test_a_goal_is_compared_with_all_under_it(self, plan, tree, people):
        goal = Element.objects.get(pk=tree.goal.pk)
        content = Content(goal.title, "<p>Tikslui iš viso reikia 3,5 mln. Eur.</p>")
        save_element(goal, content, base_version=goal.text_version, by=people.coordinator)
        assert codes(plan, {"sums_disagree"}) == ["sums_disagree"]
        measure = Element.objects.get(pk=tree.measure.pk)
        content = Content(measure.title, measure.body, funding={(2022, "SB"): Decimal("3500000")})
        save_element(measure, content, base_version=measure.text_version, by=people.coordinator)
        assert codes(plan, {"sums_disagree"}) == []

    def test_numbers_are_read_as_people_write_them(self):
        body = "<p>Iš viso 1\u00a0234\u00a0567,89 Eur, o bendra vertė apie 1,2 mln. Eur.</p>"
        assert [(one.cents, one.tolerance) for one in stated_totals(body)] == [(123456789, 0), (120000000, 5000000)]
