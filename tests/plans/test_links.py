"""Links between elements: who may, what may be linked, one version for one change, and where they show."""

import pytest

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.differences import Fate, Names, compare_snapshots
from plans.hierarchy import Kind
from plans.models import Element, ElementLink, LinkKind, Plan, State, VersionKind
from plans.queries import draft_tree
from plans.queries_links import links_of
from plans.services.elements import Content, add_element, move_element, remove_element, save_element
from plans.services.links import NewLink, change_links, link_elements, unlink_elements
from tests.editions.support import freeze
from tests.support.factories import accept_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem(plan, tree, people, groups):
    group = groups["aplinkos-apsauga"]
    section = add_element(plan, Kind.SECTION, None, Content("Analizė", ""), by=people.coordinator, workgroup=group)
    return add_element(plan, Kind.PROBLEM, section, Content("Dulkės ir triukšmas", ""), by=people.member)


@pytest.fixture
def earlier(people):
    """A priority of the plan before."""
    plan = Plan.objects.create(slug="senas", title="2013–2020 m. planas", period_start=2013, period_end=2020)
    vision = add_element(plan, Kind.VISION, None, Content("Sena vizija", ""), by=people.coordinator)
    return add_element(plan, Kind.PRIORITY, vision, Content("Tvari urbanistinė raida", ""), by=people.coordinator)


def fresh(element):
    return Element.objects.select_related("current_version").get(pk=element.pk)


def test_a_link_makes_a_version_that_waits_for_acceptance(plan, tree, problem, people):
    accept_all(plan, by=people.coordinator)
    before = fresh(tree.goal)
    version = link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member)
    goal = fresh(tree.goal)
    assert (version.kind, version.by, version.number) == (
        VersionKind.LINKED, people.member, before.current_version.number + 1,
    )  # fmt: skip
    assert version.snapshot["links"] == [{"kind": "addresses", "target": str(problem.uid), "reason": ""}]
    assert (goal.state, goal.waits_for_acceptance) == (State.DRAFT, True)
    assert goal.accepted_version_id == before.accepted_version_id
    history = ElementLink.history.get()
    assert (history.history_user, history.history_type) == (people.member, "+")


def test_an_open_form_of_the_goal_is_saved_as_before(tree, problem, people):
    opened = fresh(tree.goal)
    link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.coordinator)
    content = Content("Mažinti oro ir triukšmo taršą", opened.body)
    version = save_element(opened, content, base_version=opened.text_version, by=people.member)
    assert version.snapshot["title"] == "Mažinti oro ir triukšmo taršą"
    assert len(version.snapshot["links"]) == 1


def test_the_same_link_twice_and_the_removal_of_none_make_no_version(tree, problem, people):
    assert unlink_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member) is None
    assert link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member) is not None
    assert link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member) is None
    assert ElementLink.objects.count() == 1


def test_unlinking_is_a_version_and_leaves_history(tree, problem, people):
    link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member)
    version = unlink_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.chair)
    assert (version.kind, version.snapshot["links"]) == (VersionKind.LINKED, [])
    assert ElementLink.history.first().history_user == people.chair


def test_several_changes_are_one_version(tree, problem, people, earlier):
    first = fresh(tree.goal).current_version.number
    links = [
        NewLink(LinkKind.ADDRESSES, problem), NewLink(LinkKind.CONTRIBUTES, tree.horizontal),
        NewLink(LinkKind.CONTINUES, earlier, "ta pati  kryptis"),
    ]  # fmt: skip
    version = change_links(tree.goal, add=links, by=people.member)
    assert version.number == first + 1
    assert {(link["kind"], link["reason"]) for link in version.snapshot["links"]} == {
        ("addresses", ""), ("contributes", ""), ("continues", "ta pati kryptis"),
    }  # fmt: skip


def test_a_refused_link_undoes_the_others(tree, problem, people):
    with pytest.raises(Refused):
        change_links(
            tree.goal, add=[NewLink(LinkKind.ADDRESSES, problem), NewLink(LinkKind.ADDRESSES, tree.task)],
            by=people.member,
        )  # fmt: skip
    assert not ElementLink.objects.exists()


@pytest.mark.parametrize("role", ["stranger", "consultant", "secretary", "councillor", "editor", "administrator"])
def test_only_who_may_edit_the_source_links_it(tree, problem, people, role):
    with pytest.raises(NotAllowed):
        link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=getattr(people, role))
    assert not ElementLink.objects.exists()


def test_another_groups_problem_may_be_addressed(tree, problem, people):
    assert link_elements(tree.other_goal, problem, LinkKind.ADDRESSES, by=people.stranger) is not None


class TestNonsense:
    @pytest.mark.parametrize(
        ("source", "target", "kind"),
        [
            ("task", "problem", LinkKind.ADDRESSES),
            ("goal", "task", LinkKind.ADDRESSES),
            ("goal", "other_goal", LinkKind.ADDRESSES),
            ("goal", "priority", LinkKind.CONTRIBUTES),
            ("priority", "horizontal", LinkKind.CONTRIBUTES),
            ("vision", "problem", LinkKind.CONTINUES),
            ("goal", "other_goal", LinkKind.CONTINUES),
        ],
    )
    def test_ends_that_do_not_fit_are_refused(self, tree, problem, people, source, target, kind):
        ends = {**vars(tree), "problem": problem}
        with pytest.raises(Refused):
            link_elements(ends[source], ends[target], kind, by=people.coordinator, reason="taip")

    def test_what_was_removed_is_not_linked(self, tree, problem, people):
        remove_element(problem, by=people.member)
        with pytest.raises(Refused, match="pašalino"):
            link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member)
        remove_element(tree.other_goal, by=people.stranger)
        with pytest.raises(Refused, match="grąžinkite"):
            link_elements(tree.other_goal, tree.horizontal, LinkKind.CONTRIBUTES, by=people.stranger)

    def test_a_continuation_needs_a_reason_and_an_earlier_plan(self, tree, earlier, people):
        with pytest.raises(Refused, match="Keliais žodžiais"):
            link_elements(tree.goal, earlier, LinkKind.CONTINUES, by=people.member, reason="  ")
        with pytest.raises(Refused, match="ankstesnio plano"):
            link_elements(earlier, tree.goal, LinkKind.CONTINUES, by=people.coordinator, reason="atgal")
        assert link_elements(tree.goal, earlier, LinkKind.CONTINUES, by=people.member, reason="tęsia") is not None

    def test_what_stands_under_the_horizontal_priority_contributes_already(self, tree, people):
        goal = move_element(tree.goal, parent=tree.horizontal, before=None, by=people.coordinator)
        with pytest.raises(Refused, match="jau prisideda"):
            link_elements(goal, tree.horizontal, LinkKind.CONTRIBUTES, by=people.member)


def test_a_reason_can_be_changed(tree, earlier, people):
    link_elements(tree.goal, earlier, LinkKind.CONTINUES, by=people.member, reason="tęsia")
    version = link_elements(tree.goal, earlier, LinkKind.CONTINUES, by=people.member, reason="tęsia iš dalies")
    assert version.snapshot["links"][0]["reason"] == "tęsia iš dalies"
    assert ElementLink.objects.count() == 1


def test_links_are_read_from_both_ends(plan, tree, problem, earlier, people, django_assert_num_queries):
    change_links(
        tree.goal, add=[NewLink(LinkKind.ADDRESSES, problem), NewLink(LinkKind.CONTINUES, earlier, "tęsia")],
        by=people.member,
    )  # fmt: skip
    link_elements(tree.other_goal, problem, LinkKind.ADDRESSES, by=people.stranger)
    tree_now, goal = draft_tree(plan), fresh(tree.goal)
    with django_assert_num_queries(1):
        own = links_of(goal, tree_now)
    assert [(str(one.label), one.code, one.other, one.is_elsewhere) for one in own] == [
        ("sprendžia problemą", "S1-PR1", problem, False), ("tęsia ankstesnį planą", "", earlier, True),
    ]  # fmt: skip
    back = links_of(problem, tree_now)
    assert [(str(one.label), one.code) for one in back] == [("sprendžia tikslas", "1.1"), ("sprendžia tikslas", "1.2")]


def test_the_difference_says_which_links_came_and_went(tree, problem, people):
    before = fresh(tree.goal).current_version.snapshot
    linked = link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member).snapshot
    names = Names(elements={str(problem.uid): "S1-PR1 Dulkės"})
    came, went = compare_snapshots(before, linked, names), compare_snapshots(linked, before, names)
    assert [(one.target, one.fate) for one in came.links] == [("S1-PR1 Dulkės", Fate.ADDED)]
    assert [(one.target, one.fate) for one in went.links] == [("S1-PR1 Dulkės", Fate.REMOVED)]
    assert not came.is_empty


def test_an_edition_holds_accepted_links(plan, tree, problem, people):
    link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member)
    edition = freeze(plan, people.coordinator)
    unlink_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member)
    content = edition.elements.get(uid=tree.goal.uid).fragment.content
    assert str(problem.uid) in content
