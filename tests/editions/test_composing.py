"""What an edition of the draft would hold, and what not."""

import pytest

from editions.composing import compose
from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, add_element, move_element, remove_element, save_element
from plans.services.review import accept_element, submit_elements
from tests.support.factories import accept_all


@pytest.fixture
def accepted(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    return tree


def fresh(element):
    return Element.objects.get(pk=element.pk)


def rename(element, title, by):
    element = fresh(element)
    save_element(element, Content(title, element.body), base_version=element.text_version, by=by)


def standing(composition):
    """{code: title}, in the order of the document."""
    return {piece.code: piece.content["title"] for piece in composition.pieces}


def left(composition):
    return {(one.element.title, one.why) for one in composition.left_out}


def test_everything_accepted_stands_in_the_order_of_the_document(plan, accepted):
    composition = compose(plan)
    assert list(standing(composition)) == ["V", "I", "1.1", "1.1.1", "1.1.1.1", "1.2", "H"]
    assert [piece.path for piece in composition.pieces[:3]] == ["00001", "0000100001", "000010000100001"]
    assert composition.left_out == []


def test_nothing_accepted_gives_nothing_and_lists_everything(plan, tree):
    composition = compose(plan)
    assert composition.pieces == []
    assert {why for _title, why in left(composition)} == {"never_accepted"}
    assert len(composition.left_out) == 7


def test_the_accepted_wording_is_taken_and_the_newer_one_listed(plan, accepted, people):
    rename(accepted.measure, "Naujas pavadinimas", people.member)
    composition = compose(plan)
    assert standing(composition)["1.1.1.1"] == "Oro kokybės stotelių įrengimas"
    assert left(composition) == {("Naujas pavadinimas", "older")}


def test_the_newest_wording_is_taken_where_it_is_named(plan, accepted, people):
    rename(accepted.measure, "Naujas pavadinimas", people.member)
    composition = compose(plan, newest={str(accepted.measure.uid): "Taryba laukia"})
    assert standing(composition)["1.1.1.1"] == "Naujas pavadinimas"
    assert composition.left_out == []


def test_a_working_edition_takes_the_newest_of_everything(plan, tree, people):
    rename(tree.measure, "Juodraštis", people.member)
    composition = compose(plan, whole=True)
    assert standing(composition)["1.1.1.1"] == "Juodraštis"
    assert composition.left_out == []


def test_a_removal_waits_for_its_acceptance(plan, accepted, people):
    remove_element(fresh(accepted.measure), by=people.member)
    composition = compose(plan)
    assert "1.1.1.1" in standing(composition)
    assert left(composition) == {("Oro kokybės stotelių įrengimas", "removal_waits")}
    accept_all(plan, by=people.coordinator)
    composition = compose(plan)
    assert "1.1.1.1" not in standing(composition)
    assert composition.left_out == []


def test_what_was_added_and_removed_unseen_is_nobodys_business(plan, accepted, people):
    added = add_element(plan, Kind.MEASURE, fresh(accepted.task), Content("Klaida", ""), by=people.member)
    remove_element(added, by=people.member)
    assert compose(plan).left_out == []


def test_an_accepted_child_of_what_is_not_accepted_is_left_out(plan, tree, people):
    submit_elements(Element.objects.filter(plan=plan).exclude(pk=tree.task.pk), by=people.coordinator)
    accept_all_submitted(plan, people)
    composition = compose(plan)
    assert "1.1" in standing(composition)
    assert "1.1.1" not in standing(composition)
    assert left(composition) == {
        ("Plėsti oro stebėseną", "never_accepted"),
        ("Oro kokybės stotelių įrengimas", "parent_missing"),
    }


def accept_all_submitted(plan, people):
    for element in Element.objects.filter(plan=plan).awaiting_review():
        accept_element(element, version_id=element.current_version_id, by=people.coordinator)


def test_what_is_moved_and_not_accepted_stays_at_its_old_place(plan, accepted, people):
    second = add_element(plan, Kind.TASK, fresh(accepted.goal), Content("Kitas uždavinys", ""), by=people.member)
    accept_all(plan, by=people.coordinator)
    move_element(fresh(accepted.measure), parent=second, before=None, by=people.member)
    composition = compose(plan)
    assert "1.1.1.1" in standing(composition)
    assert left(composition) == {("Oro kokybės stotelių įrengimas", "older")}
    accept_all(plan, by=people.coordinator)
    assert "1.1.2.1" in standing(compose(plan))


def test_a_move_among_siblings_changes_order_and_codes_but_no_content(plan, accepted, people):
    before = {piece.uid: piece.content for piece in compose(plan).pieces}
    move_element(
        fresh(accepted.other_goal), parent=fresh(accepted.priority), before=fresh(accepted.goal), by=people.coordinator
    )
    accept_all(plan, by=people.coordinator)
    composition = compose(plan)
    assert standing(composition)["1.1"] == "Stiprinti bendruomenes"
    assert standing(composition)["1.2.1.1"] == "Oro kokybės stotelių įrengimas"
    assert {piece.uid: piece.content for piece in composition.pieces} == before


def test_the_draft_is_read_in_one_query_at_any_size(plan, accepted, people, django_assert_num_queries):
    with django_assert_num_queries(1):
        compose(plan)
    for title in ("Antra", "Trečia"):
        add_element(plan, Kind.MEASURE, fresh(accepted.task), Content(title, ""), by=people.member)
    accept_all(plan, by=people.coordinator)
    with django_assert_num_queries(1):
        compose(plan)
