"""The typed read model: a tree read once, a place read without the rest."""

import uuid
from decimal import Decimal

import pytest

from editions import reading
from editions.models import EditionElement
from editions.reading import load_nodes, load_place, load_tree
from plans.hierarchy import Kind
from tests.editions.support import freeze, write


@pytest.fixture
def edition(plan, tree, people):
    reading._tree.cache_clear()
    return freeze(plan, people.coordinator)


def row(edition, code):
    return EditionElement.objects.get(edition=edition, code=code)


def test_the_tree_stands_as_the_document(edition):
    tree = load_tree(edition)
    assert [node.code for node in tree.walk()] == ["V", "I", "1.1", "1.1.1", "1.1.1.1", "1.2", "H"]
    assert [child.code for child in tree.by_code["I"].children] == ["1.1", "1.2"]
    assert tree.counts() == {"vision": 1, "priority": 2, "goal": 2, "task": 1, "measure": 1}


def test_money_adds_up_to_the_root(edition):
    tree = load_tree(edition)
    assert [tree.by_code[code].total for code in ("1.1.1.1", "1.1.1", "1.1", "I", "V")] == [20_000_050] * 5
    assert tree.by_code["1.2"].total == tree.by_code["H"].total == 0
    assert tree.total == 20_000_050


def test_a_node_brings_numbers_as_numbers(edition):
    tree = load_tree(edition)
    measure, goal = tree.by_code["1.1.1.1"], tree.by_code["1.1"]
    assert [(one.year, one.source, one.cents) for one in measure.funding] == [
        (2022, "SB", 12_000_000), (2023, "ES", 8_000_050),
    ]  # fmt: skip
    assert (measure.detail.responsible, measure.detail.year_from) == ("savivaldybės administracija", 2022)
    [indicator] = goal.indicators
    assert (indicator.baseline.value, indicator.targets[0].value) == (Decimal("31.5"), Decimal("25"))
    assert goal.workgroup == measure.workgroup == "aplinkos-apsauga"


def test_the_tree_is_read_once(edition, django_assert_num_queries):
    with django_assert_num_queries(1):
        load_tree(edition)
    with django_assert_num_queries(0):
        load_tree(edition)


def test_a_place_knows_its_line_its_children_and_its_money(edition, django_assert_num_queries):
    goal = row(edition, "1.1")
    with django_assert_num_queries(3):
        place = load_place(edition, goal)
    assert [node.code for node in place.ancestors] == ["V", "I"]
    assert [node.code for node in place.node.children] == ["1.1.1"]
    assert place.node.total == 20_000_050
    assert place.node.title == "Mažinti oro taršą"


def test_some_nodes_come_in_the_order_of_the_edition(edition, django_assert_num_queries):
    wanted = [str(row(edition, code).uid) for code in ("1.2", "I")]
    with django_assert_num_queries(1):
        assert [node.code for node in load_nodes(edition, [*wanted, str(uuid.uuid4())])] == ["I", "1.2"]
    with django_assert_num_queries(0):
        assert load_nodes(edition, []) == []


def test_a_subtree_is_not_mixed_with_its_neighbours(plan, people):
    """1.1 and 1.10 begin with the same figures; their places do not."""
    vision, priority = uuid.uuid4(), uuid.uuid4()
    goals = [uuid.uuid4() for _ in range(11)]
    rows = [
        (vision, None, "00001", Kind.VISION, "Vizija", {}),
        (priority, vision, "0000100001", Kind.PRIORITY, "Prioritetas", {}),
        *(
            (uid, priority, f"0000100001{number:05d}", Kind.GOAL, f"Tikslas {number}", {})
            for number, uid in enumerate(goals, start=1)
        ),
        (uuid.uuid4(), goals[9], "000010000100010" + "00001", Kind.TASK, "Dešimtojo uždavinys", {}),
    ]
    edition = write(plan, people.coordinator, rows)
    assert load_place(edition, row(edition, "1.1")).node.children == []
    assert [node.code for node in load_place(edition, row(edition, "1.10")).node.children] == ["1.10.1"]
    assert [node.code for node in load_place(edition, row(edition, "I")).node.children][-2:] == ["1.10", "1.11"]
