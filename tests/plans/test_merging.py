"""A save over an older base is joined with what was saved meanwhile: one version that names both."""

from decimal import Decimal

import pytest
from django.utils.html import escape

from plans.models import Element, State, VersionKind
from plans.services.elements import Content, StaleText, move_element, remove_element, save_element
from plans.services.review import submit_elements
from tests.plans.pages import address, open_form, send_form
from tests.plans.test_editor_form import cell

TEXT = "<p>Oro tarša mieste mažėja.</p><p>Stotelių yra per mažai.</p>"


@pytest.fixture
def goal(tree, people):
    """The goal with two paragraphs, as everybody opened it."""
    element = Element.objects.get(pk=tree.goal.pk)
    save_element(element, Content("Mažinti oro taršą", TEXT), base_version=element.text_version, by=people.coordinator)
    return Element.objects.get(pk=element.pk)


def save(goal, by, title=None, body=None, base=None, **content):
    """A save over what was opened, whatever happened since."""
    base = base or goal
    wanted = Content(title or base.title, base.body if body is None else body, **content)
    return save_element(
        goal, wanted, base_version=base.text_version, base_number=base.current_version.number, by=by
    )  # fmt: skip


def test_changes_that_do_not_touch_make_one_version_that_names_both(goal, people):
    save(goal, people.chair, body=goal.body.replace("Oro tarša", "Dulkių tarša"))
    version = save(goal, people.member, "Mažinti oro taršą mieste", goal.body.replace("per mažai", "aštuonios"))
    goal.refresh_from_db()
    assert (goal.title, "Dulkių tarša" in goal.body, "aštuonios" in goal.body) == (
        "Mažinti oro taršą mieste", True, True,
    )  # fmt: skip
    assert (version.kind, version.by, version.with_author) == (VersionKind.MERGED, people.member, people.chair)
    assert version.number == 4


def test_a_save_over_the_newest_version_joins_nothing(goal, people):
    version = save(goal, people.member, body=goal.body.replace("Oro", "Dulkių"))
    assert (version.kind, version.with_author) == (VersionKind.SAVED, None)


def test_what_overlaps_is_written_by_nobody(goal, people):
    save(goal, people.chair, body=goal.body.replace("Oro tarša", "Dulkių tarša"))
    with pytest.raises(StaleText) as caught:
        save(goal, people.member, body=goal.body.replace("Oro tarša", "Garų tarša"))
    assert len(caught.value.joined.body.conflicts) == 1
    assert caught.value.newest.by == people.chair
    goal.refresh_from_db()
    assert ("Garų" in goal.body, goal.versions.count()) == (False, 3)


def test_without_the_number_of_its_base_an_older_save_is_refused(goal, people):
    save(goal, people.chair, title="Jų")
    content = Content("Mano", goal.body)
    with pytest.raises(StaleText) as caught:
        save_element(goal, content, base_version=goal.text_version, by=people.member)
    assert caught.value.joined is None


def test_several_authors_all_stand_in_the_reason(goal, people):
    save(goal, people.chair, body=goal.body.replace("Oro", "Dulkių"))
    now = Element.objects.get(pk=goal.pk)
    save(now, people.coordinator, body=now.body.replace("Stotelių", "Matavimo stotelių"))
    version = save(goal, people.member, title="Mažinti oro taršą mieste")
    assert version.with_author == people.coordinator
    assert "pirmininkas, coordinator" in version.reason


def test_what_both_saved_alike_makes_no_version(goal, people):
    new = goal.body.replace("Oro", "Dulkių")
    save(goal, people.chair, body=new)
    assert save(goal, people.member, body=new) is None
    assert goal.versions.count() == 3


def test_a_move_meanwhile_is_no_merge(goal, people, tree):
    move_element(goal, parent=tree.priority, before=None, by=people.coordinator)
    version = save(goal, people.member, title="Kitas")
    assert (version.kind, version.with_author) == (VersionKind.SAVED, None)


def test_a_removed_element_takes_no_text(goal, people, tree):
    for child in (tree.measure, tree.task, goal):
        remove_element(child, by=people.coordinator)
    with pytest.raises(Exception, match="pašalin"):
        save(goal, people.member, title="Kitas")


def test_a_merge_opens_what_was_submitted_meanwhile(goal, people):
    save(goal, people.chair, body=goal.body.replace("Oro", "Dulkių"))
    submit_elements([goal], by=people.chair)
    save(goal, people.member, title="Mažinti oro taršą mieste")
    goal.refresh_from_db()
    assert goal.state == State.DRAFT


def test_numbers_of_both_are_joined(tree, people):
    measure = Element.objects.select_related("current_version").get(pk=tree.measure.pk)
    sums = {(2022, "SB"): Decimal("120000"), (2023, "ES"): Decimal("80000.50")}
    save(measure, people.chair, funding=sums | {(2022, "SB"): Decimal("1")}, detail={"partners": "uostas"})
    version = save(measure, people.member, funding=sums | {(2024, "SB"): Decimal("2")}, detail={"responsible": "VšĮ"})
    snapshot = version.snapshot
    assert [(one["year"], one["cents"]) for one in snapshot["funding"]] == [(2022, 100), (2023, 8_000_050), (2024, 200)]
    assert (snapshot["detail"]["partners"], snapshot["detail"]["responsible"]) == ("uostas", "VšĮ")


def test_an_indicator_of_each_stands_beside_the_other(goal, people):
    old = goal.current_version.snapshot["indicators"]
    new = {
        "title": "Naujas", "unit": "vnt.", "decimals": 0, "direction": "increase", "source": "", "baseline": None,
        "targets": [],
    }  # fmt: skip
    save(goal, people.chair, parts={"indicators": [*old, new | {"title": "Jų"}]})
    version = save(goal, people.member, parts={"indicators": [*old, new | {"title": "Mano"}]})
    assert [one["title"] for one in version.snapshot["indicators"]] == [old[0]["title"], "Jų", "Mano"]
    assert version.snapshot["indicators"][0] == old[0]


def test_the_person_is_told_calmly_what_was_joined(as_user, people, tree):
    mine, theirs = as_user(people.member), as_user(people.chair)
    my_form, their_form = open_form(mine, tree.measure), open_form(theirs, tree.measure)
    send_form(theirs, tree.measure, their_form, title="Jų", **{cell(2025, "SB"): "77"})
    saved = mine.post(address("edit", tree.measure), my_form | {"detail-partners": "bendruomenės"}, follow=True)
    page = saved.content.decode()
    assert "Sujungta su pakeitimais, kuriuos įrašė pirmininkas" in page
    changes = address("compare_versions", tree.measure, 1, 2)
    assert f'href="{changes}"' in page
    assert "Jų" in mine.get(changes).content.decode()
    snapshot = Element.objects.get(pk=tree.measure.pk).current_version.snapshot
    assert (snapshot["title"], snapshot["detail"]["partners"]) == ("Jų", "bendruomenės")


def test_a_name_is_escaped_where_it_is_told(as_user, people, tree):
    people.chair.full_name = "<script>alert(1)</script>"
    people.chair.save()
    mine, theirs = as_user(people.member), as_user(people.chair)
    my_form, their_form = open_form(mine, tree.measure), open_form(theirs, tree.measure)
    send_form(theirs, tree.measure, their_form, title="Jų")
    saved = mine.post(address("edit", tree.measure), my_form | {"detail-partners": "x"}, follow=True)
    assert "<script>alert" not in saved.content.decode()
    assert escape("<script>alert") in saved.content.decode()
