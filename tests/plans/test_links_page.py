"""The page on which the links of an element are chosen."""

import re

import pytest

from plans.hierarchy import Kind
from plans.models import Element, ElementLink, LinkKind, Plan
from plans.services.elements import Content, add_element, remove_element
from plans.services.links import link_elements, unlink_elements
from tests.plans.pages import address, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def problems(plan, tree, people, groups):
    group = groups["aplinkos-apsauga"]
    section = add_element(plan, Kind.SECTION, None, Content("Aplinka", ""), by=people.coordinator, workgroup=group)
    titles = ("Dulkės", "Triukšmas", "Kvapai")
    return [add_element(plan, Kind.PROBLEM, section, Content(title, ""), by=people.member) for title in titles]


def ticked(page):
    return set(re.findall(r'name="addresses" value="([^"]+)"[^>]* checked', page.content.decode()))


def linked(kind=LinkKind.ADDRESSES):
    return set(ElementLink.objects.filter(kind=kind).values_list("source__title", "target__title"))


def test_problems_stand_by_area_with_those_ticked_that_are_linked(tree, problems, people, as_user):
    link_elements(tree.goal, problems[1], LinkKind.ADDRESSES, by=people.member)
    page = as_user(people.member).get(address("links", tree.goal))
    assert ticked(page) == {str(problems[1].uid)}
    text = page.content.decode()
    assert "S1 Aplinka" in text
    assert "S1-PR3" in text


def test_ticking_and_unticking_is_one_version(tree, problems, people, as_user):
    link_elements(tree.goal, problems[0], LinkKind.ADDRESSES, by=people.member)
    before = tree.goal.versions.count()
    sent = {
        "addresses": [problems[1].uid, problems[2].uid], "addresses_were": [problems[0].uid],
        "contributes": [tree.horizontal.uid],
    }  # fmt: skip
    page = as_user(people.member).post(address("links", tree.goal), sent, follow=True)
    assert linked() == {("Mažinti oro taršą", "Triukšmas"), ("Mažinti oro taršą", "Kvapai")}
    assert linked(LinkKind.CONTRIBUTES) == {("Mažinti oro taršą", "Tarptautiškas jūrinis miestas")}
    assert tree.goal.versions.count() == before + 1
    assert "Ryšiai išsaugoti." in page.content.decode()
    assert "Triukšmas" in page.content.decode()


def test_what_a_colleague_linked_meanwhile_stays(tree, problems, people, as_user):
    """The page was opened without any link; a colleague links one problem, this person another."""
    link_elements(tree.goal, problems[0], LinkKind.ADDRESSES, by=people.chair)
    as_user(people.member).post(address("links", tree.goal), {"addresses": [problems[1].uid]})
    assert linked() == {("Mažinti oro taršą", "Dulkės"), ("Mažinti oro taršą", "Triukšmas")}


def test_what_a_colleague_unlinked_meanwhile_is_no_mistake(tree, problems, people, as_user):
    link_elements(tree.goal, problems[0], LinkKind.ADDRESSES, by=people.chair)
    unlink_elements(tree.goal, problems[0], LinkKind.ADDRESSES, by=people.chair)
    sent = {"addresses": [problems[0].uid, problems[1].uid], "addresses_were": [problems[0].uid]}
    as_user(people.member).post(address("links", tree.goal), sent)
    assert linked() == {("Mažinti oro taršą", "Triukšmas")}


def test_a_problem_that_was_removed_meanwhile_is_told_and_the_other_ticks_stay(tree, problems, people, as_user):
    remove_element(problems[0], by=people.chair)
    sent = {"addresses": [problems[0].uid, problems[1].uid]}
    page = as_user(people.member).post(address("links", tree.goal), sent)
    assert "tuo tarpu pašalinta" in page.content.decode()
    assert ticked(page) == {str(problems[1].uid)}
    assert linked() == set()


def test_a_removed_problem_that_is_still_linked_can_be_unticked(tree, problems, people, as_user):
    link_elements(tree.goal, problems[0], LinkKind.ADDRESSES, by=people.member)
    remove_element(problems[0], by=people.member)
    client = as_user(people.member)
    assert ticked(client.get(address("links", tree.goal))) == {str(problems[0].uid)}
    client.post(address("links", tree.goal), {"addresses_were": [problems[0].uid]})
    assert linked() == set()


class TestEarlierPlan:
    @pytest.fixture
    def earlier(self, people):
        plan = Plan.objects.create(slug="senas", title="2013–2020 m. planas", period_start=2013, period_end=2020)
        vision = add_element(plan, Kind.VISION, None, Content("Sena vizija", ""), by=people.coordinator)
        return add_element(plan, Kind.PRIORITY, vision, Content("Tvari raida", ""), by=people.coordinator)

    def test_an_element_of_the_earlier_plan_is_continued_with_a_reason(self, tree, earlier, people, as_user):
        client = as_user(people.member)
        page = client.post(address("links", tree.goal), {"new": earlier.uid, "reason": "Ta pati kryptis"}, follow=True)
        assert linked(LinkKind.CONTINUES) == {("Mažinti oro taršą", "Tvari raida")}
        text = page.content.decode()
        assert "Ta pati kryptis" in text
        assert "2013–2020 m. planas" in text
        client.post(address("links", tree.goal), {"continues_were": [earlier.uid]})
        assert linked(LinkKind.CONTINUES) == set()

    @pytest.mark.parametrize(
        ("sent", "field"), [({"new": "earlier", "reason": ""}, "reason"), ({"new": "", "reason": "Taip"}, "new")]
    )
    def test_half_of_it_is_told_beside_the_other_half(self, tree, earlier, people, as_user, sent, field):
        sent = {name: str(earlier.uid) if value == "earlier" else value for name, value in sent.items()}
        page = as_user(people.member).post(address("links", tree.goal), sent)
        assert list(page.context["form"].errors) == [field]
        assert fields_of(page)["reason"] == sent["reason"]
        assert linked(LinkKind.CONTINUES) == set()


def test_a_measure_contributes_and_addresses_nothing(tree, problems, people, as_user):
    text = as_user(people.member).get(address("links", tree.measure)).content.decode()
    assert 'name="contributes"' in text
    assert 'name="addresses"' not in text


def test_nothing_to_choose_from_says_where_to_go(tree, people, as_user):
    assert "/rengimas/analize/" in as_user(people.member).get(address("links", tree.goal)).content.decode()


@pytest.mark.parametrize("element", ["vision", "removed"])
def test_what_cannot_be_linked_has_no_page(tree, people, as_user, element):
    if element == "removed":
        remove_element(tree.other_goal, by=people.coordinator)
        tree.removed = tree.other_goal
    assert as_user(people.coordinator).get(address("links", getattr(tree, element))).status_code == 404


def test_who_may_not_edit_is_told_who_may(tree, people, as_user):
    assert as_user(people.stranger).get(address("links", tree.goal)).status_code == 403
    assert as_user(people.councillor).get(address("links", tree.goal)).status_code == 404


def test_the_elements_page_shows_links_both_ways_and_the_way_to_change_them(tree, problems, people, as_user):
    link_elements(tree.goal, problems[0], LinkKind.ADDRESSES, by=people.member)
    goal = as_user(people.member).get(address("element", tree.goal)).content.decode()
    assert "Dulkės" in goal
    assert address("links", tree.goal) in goal
    problem = as_user(people.stranger).get(address("element", problems[0])).content.decode()
    assert "Mažinti oro taršą" in problem
    assert (
        address("links", tree.goal) not in as_user(people.stranger).get(address("element", tree.goal)).content.decode()
    )


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(plan, tree, problems, people, as_user, more, django_assert_num_queries):
    section = Element.objects.get(pk=problems[0].parent_id)
    for number in range(more):
        one = add_element(plan, Kind.PROBLEM, section, Content(f"Problema {number}", ""), by=people.member)
        link_elements(tree.goal, one, LinkKind.ADDRESSES, by=people.member)
    client = as_user(people.member)
    with django_assert_num_queries(9):
        client.get(address("links", tree.goal))
