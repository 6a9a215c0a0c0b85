"""A version is the whole element: place, text, money, indicators."""

import pytest

from plans.models import Element
from plans.queries import draft_tree, own_in_branch
from plans.services.elements import Content, save_element
from plans.snapshot import take_snapshots


def test_a_snapshot_holds_all_of_a_measure(tree):
    snapshot = tree.measure.current_version.snapshot
    assert {name: snapshot[name] for name in ("kind", "title", "removed", "horizontal", "workgroup")} == {
        "kind": "measure", "title": tree.measure.title, "removed": False, "horizontal": False,
        "workgroup": "aplinkos-apsauga",
    }  # fmt: skip
    assert snapshot["placement"] == {"parent": str(tree.task.uid), "position": tree.measure.position}
    assert snapshot["detail"] == {
        "responsible": "savivaldybės administracija", "partners": "", "year_from": 2022, "year_to": 2025,
        "other_resources": "",
    }  # fmt: skip
    assert snapshot["funding"] == [
        {"year": 2022, "source": "SB", "cents": 12_000_000}, {"year": 2023, "source": "ES", "cents": 8_000_050},
    ]  # fmt: skip


def test_a_snapshot_holds_indicators_with_numbers_as_text(tree):
    (indicator,) = tree.goal.current_version.snapshot["indicators"]
    assert indicator["baseline"] == {"period": "2020", "value": "31.5"}
    assert indicator["targets"] == [{"period": "2030", "value": "25"}]
    assert indicator["uid"] == str(tree.goal.indicators.get().uid)


def test_an_old_version_is_not_changed_by_a_new_save(tree, people):
    old = tree.measure.current_version
    save_element(tree.measure, Content("Naujas", ""), base_version=1, by=people.member)
    old.refresh_from_db()
    assert old.snapshot["title"] == tree.measure.title


@pytest.mark.parametrize("size", [1, 3])
def test_snapshots_of_many_take_the_same_queries_as_of_one(tree, size, django_assert_num_queries):
    chosen = [tree.goal.pk, tree.task.pk, tree.measure.pk][:size]
    elements = list(Element.objects.select_related("parent", "workgroup").filter(pk__in=chosen))
    with django_assert_num_queries(5):
        assert len(take_snapshots(elements)) == size


def test_the_draft_is_read_in_one_query(tree, django_assert_num_queries):
    with django_assert_num_queries(1):
        draft = draft_tree(tree.goal.plan)
        shown = [(one.code, one.depth, one.element.current_version.by) for one in draft.walk()]
    assert len(shown) == 7
    assert [one.element for one in draft.path_to(tree.task.pk)] == [tree.vision, tree.priority, tree.goal]


def test_a_branch_is_cut_where_another_owner_begins(tree):
    draft = draft_tree(tree.goal.plan)
    assert own_in_branch(draft, tree.goal) == [tree.goal, tree.task, tree.measure]
    assert own_in_branch(draft, tree.vision) == [tree.vision, tree.priority, tree.horizontal]
