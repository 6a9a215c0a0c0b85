"""The matrix of problems and goals: what stands alone first, then who addresses what."""

import re

import pytest

from plans.hierarchy import Kind
from plans.models import Element, LinkKind
from plans.services.analysis import add_entries, open_analysis
from plans.services.elements import remove_element
from plans.services.links import link_elements

pytestmark = pytest.mark.django_db
ADDRESS = "/rengimas/analize/matrica/"


@pytest.fixture
def problems(plan, tree, people, groups):
    """Two problems of the environment group, one of the other; the first is addressed by that group's goal."""
    own = open_analysis(plan, groups["aplinkos-apsauga"], by=people.member)
    other = open_analysis(plan, groups["socialine-aplinka"], by=people.stranger)
    found = add_entries(own, Kind.PROBLEM, "Dulkės\nTriukšmas", by=people.member)
    found += add_entries(other, Kind.PROBLEM, "Vienišumas", by=people.stranger)
    link_elements(tree.goal, found[0], LinkKind.ADDRESSES, by=people.member)
    return found


def titles(branches):
    return [branch.element.title for branch in branches]


def marks(page):
    """{(problem, goal)} of the marks in the table."""
    return {
        (problem.element.title, goal.element.title)
        for problem, cells in page.context["rows"] for goal, is_linked in cells if is_linked
    }  # fmt: skip


def test_what_stands_alone_comes_before_the_table(problems, people, as_user):
    page = as_user(people.consultant).get(ADDRESS)
    found = page.context["matrix"]
    assert titles(found.lonely_problems) == ["Triukšmas", "Vienišumas"]
    assert titles(found.lonely_goals) == ["Stiprinti bendruomenes"]
    text = page.content.decode()
    assert text.index("Problemos be tikslo") < text.index("Tikslai be problemos") < text.index("<table")


def test_the_table_marks_who_addresses_what_in_words_too(problems, people, as_user):
    page = as_user(people.consultant).get(ADDRESS)
    assert marks(page) == {("Dulkės", "Mažinti oro taršą")}
    text = page.content.decode()
    assert text.count('scope="row"') == 3
    assert text.count('scope="col"') == 3
    assert text.count(">sprendžia<") == 1
    assert text.count(">ne<") == 5


def test_the_filter_shows_a_groups_problems_and_goals_and_what_is_linked_to_them(problems, tree, people, as_user):
    client = as_user(people.member)
    page = client.get(f"{ADDRESS}?grupe=socialine-aplinka")
    assert titles(page.context["matrix"].problems) == ["Vienišumas"]
    assert titles(page.context["matrix"].goals) == ["Stiprinti bendruomenes"]
    link_elements(tree.other_goal, problems[1], LinkKind.ADDRESSES, by=people.stranger)
    page = client.get(f"{ADDRESS}?grupe=socialine-aplinka")
    assert titles(page.context["matrix"].problems) == ["Triukšmas", "Vienišumas"]
    assert marks(page) == {("Triukšmas", "Stiprinti bendruomenes")}
    assert client.get(f"{ADDRESS}?grupe=nera").status_code == 404


def test_removed_problems_and_goals_are_not_in_it(problems, tree, people, as_user):
    remove_element(problems[0], by=people.member)
    remove_element(Element.objects.get(pk=tree.other_goal.pk), by=people.stranger)
    found = as_user(people.member).get(ADDRESS).context["matrix"]
    assert titles(found.problems) == ["Triukšmas", "Vienišumas"]
    assert titles(found.lonely_goals) == titles(found.goals) == ["Mažinti oro taršą"]


def test_the_way_to_choose_problems_is_for_who_may_edit_the_goal(problems, tree, people, as_user):
    def offered(person):
        return set(re.findall(r"/rengimas/e/([0-9a-f-]+)/rysiai/", as_user(person).get(ADDRESS).content.decode()))

    assert offered(people.member) == {str(tree.goal.uid)}
    assert offered(people.coordinator) == {str(tree.goal.uid), str(tree.other_goal.uid)}
    assert offered(people.consultant) == set()


def test_a_plan_without_an_analysis_says_so(tree, people, as_user):
    page = as_user(people.member).get(ADDRESS).content.decode()
    assert "<table" not in page
    assert "Dar nėra problemų arba tikslų" in page


def test_it_does_not_exist_for_who_reads_no_drafts(tree, people, as_user):
    for person in (people.councillor, people.editor, people.administrator):
        assert as_user(person).get(ADDRESS).status_code == 404
