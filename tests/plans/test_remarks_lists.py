"""/rengimas/pastabos/: what waits for me, what calls me, my tasks, mine, and all."""

import datetime

import pytest
from django.utils import timezone

from plans.models import Element, GuestLink, Remark, RemarkKind
from plans.queries_remarks import listed_remarks, remarks_waiting_for
from plans.services.elements import remove_element
from plans.services.remarks import add_remark, answer_remark, resolve_remark

PAGE = "/rengimas/pastabos/"


def waiting(user):
    found = remarks_waiting_for(user)
    assert found.count == len(found.remarks)
    return [remark.text for remark in found.remarks]


def shown(client, **asked):
    return client.get(PAGE, asked).content.decode()


def test_a_remark_on_the_own_group_waits_for_the_group_and_for_nobody_else(people, tree):
    add_remark(tree.measure, "Kodėl?", by=people.stranger)
    assert waiting(people.member) == waiting(people.chair) == ["Kodėl?"]
    for user in (people.stranger, people.consultant, people.coordinator, people.secretary):
        assert waiting(user) == []


def test_a_remark_on_a_shared_element_waits_for_the_coordinator(people, tree):
    add_remark(tree.vision, "Kodėl?", by=people.stranger)
    assert waiting(people.coordinator) == ["Kodėl?"]
    assert waiting(people.member) == []


def test_an_answer_passes_the_word_to_the_other_side(people, tree):
    remark = add_remark(tree.measure, "Kodėl?", by=people.stranger)
    answer_remark(remark, "Todėl.", by=people.member)
    assert waiting(people.member) == waiting(people.chair) == []
    assert waiting(people.stranger) == ["Kodėl?"]
    answer_remark(remark, "Vis tiek neaišku", by=people.stranger)
    assert waiting(people.member) == ["Kodėl?"]
    assert waiting(people.stranger) == []


def test_a_colleague_of_the_group_waits_for_the_others(people, tree):
    add_remark(tree.measure, "Pažiūrėkit", by=people.member)
    assert waiting(people.chair) == ["Pažiūrėkit"]
    assert waiting(people.member) == []


def test_a_guest_has_the_word_like_anybody(people, tree):
    now = timezone.now()
    guest = GuestLink.objects.create(
        element=tree.measure, name="Svečias", secret_digest="x", at=now, expires_at=now + datetime.timedelta(days=1)
    )
    element = Element.objects.get(pk=tree.measure.pk)
    remark = add_remark(element, "Svečio klausimas", guest=guest)
    assert waiting(people.member) == ["Svečio klausimas"]
    answer_remark(remark, "Atsakymas", by=people.member)
    assert waiting(people.member) == []
    answer_remark(remark, "Dar", guest=guest)
    assert waiting(people.member) == ["Svečio klausimas"]


def test_who_is_called_is_waited_for_until_answering(people, tree, groups):
    remark = add_remark(tree.measure, "@consultant ir @Socialinės aplinkos darbo grupė", by=people.member)
    for user in (people.consultant, people.stranger):
        assert waiting(user) == [remark.text]
    answer_remark(remark, "Matau", by=people.consultant)
    assert waiting(people.consultant) == []


def test_a_task_waits_until_it_is_resolved_and_the_nearest_comes_first(people, tree):
    add_remark(tree.other_goal, "Klausimas", by=people.coordinator)
    late = add_remark(tree.measure, "Vėliau", by=people.member, kind=RemarkKind.TASK, assigned_to=people.stranger)
    Remark.objects.filter(pk=late.pk).update(due="2021-06-01")
    soon = add_remark(
        tree.measure, "Greitai", by=people.member, kind=RemarkKind.TASK, assigned_to=people.stranger,
        due=datetime.date(2021, 5, 1),
    )  # fmt: skip
    assert waiting(people.stranger) == ["Greitai", "Vėliau", "Klausimas"]
    answer_remark(soon, "Darau", by=people.stranger)
    assert waiting(people.stranger)[0] == "Greitai"
    resolve_remark(soon, by=people.stranger)
    assert waiting(people.stranger) == ["Vėliau", "Klausimas"]


def test_what_is_resolved_or_removed_waits_for_nobody(people, tree):
    remark = add_remark(tree.measure, "Kodėl?", by=people.stranger)
    resolve_remark(remark, by=people.stranger)
    add_remark(tree.other_goal, "Pašalintas", by=people.member)
    remove_element(tree.other_goal, by=people.coordinator)
    assert waiting(people.member) == waiting(people.stranger) == []


def test_the_list_for_the_workspace_is_short_and_counts_all(people, tree, django_assert_num_queries):
    for number in range(5):
        add_remark(tree.measure, f"Pastaba {number}", by=people.stranger)
    people.member.memberships.exists()
    remarks_waiting_for(people.member)
    with django_assert_num_queries(2):
        found = remarks_waiting_for(people.member, limit=3)
        shown = [(one.element.title, one.element.workgroup.name, str(one.by)) for one in found.remarks]
    assert (len(shown), found.count) == (3, 5)


def test_the_page_shows_each_list(as_user, people, tree):
    add_remark(tree.measure, "Laukianti", by=people.stranger)
    add_remark(tree.other_goal, "Kviečianti @narys", by=people.chair)
    add_remark(tree.other_goal, "Mano parašyta", by=people.member)
    add_remark(tree.other_goal, "Mano užduotis", by=people.chair, kind=RemarkKind.TASK, assigned_to=people.member)
    resolve_remark(add_remark(tree.vision, "Išspręstoji", by=people.chair), by=people.chair)
    client = as_user(people.member)
    texts = ("Laukianti", "Kviečianti @narys", "Mano parašyta", "Mano užduotis", "Išspręstoji")
    for asked, expected in (
        ({}, "TTFTF"), ({"rodyti": "mane"}, "FTFFF"), ({"rodyti": "mano"}, "FFTFF"), ({"rodyti": "uzduotys"}, "FFFTF"),
        ({"rodyti": "visos"}, "TTTTF"), ({"rodyti": "visos", "busena": "visos"}, "TTTTT"),
        ({"rodyti": "visos", "busena": "ispresta"}, "FFFFT"), ({"rodyti": "nesamone"}, "TTFTF"),
        ({"rodyti": "visos", "grupe": "socialine-aplinka"}, "FTTTF"),
        ({"rodyti": "visos", "grupe": "aplinkos-apsauga"}, "TFFFF"),
        ({"rodyti": "visos", "grupe": "bendri", "busena": "visos"}, "FFFFT"), ({"grupe": "nera"}, "TTFTF"),
    ):  # fmt: skip
        page = shown(client, **asked)
        assert "".join("FT"[text in page] for text in texts) == expected, asked


def test_an_empty_list_says_so(as_user, people, tree):
    assert "Jūsų nelaukia nė viena pastaba" in shown(as_user(people.member))
    assert "Tokių pastabų nėra" in shown(as_user(people.member), rodyti="mano")


def test_a_long_list_has_pages_that_keep_the_filter(as_user, people, tree):
    for number in range(31):
        add_remark(tree.measure, f"Nr. {number:02}", by=people.stranger)
    client = as_user(people.member)
    first = shown(client, rodyti="visos", grupe="aplinkos-apsauga")
    assert "31 pastaba" in first
    assert "Nr. 00" not in first
    assert "rodyti=visos&amp;grupe=aplinkos-apsauga&amp;page=2" in first
    assert "Nr. 00" in shown(client, rodyti="visos", page=2)


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize("which", ["laukia", "mane", "uzduotys", "mano", "visos"])
def test_the_number_of_queries_does_not_grow(as_user, people, tree, which, more, django_assert_num_queries):
    for number in range(1 + more):
        remark = add_remark(
            tree.measure, f"Nr. {number}", by=people.member, kind=RemarkKind.TASK, assigned_to=people.member,
            mentions=[people.chair],
        )  # fmt: skip
        answer_remark(remark, "@narys", by=people.stranger)
    client = as_user(people.member)
    client.get(PAGE)
    with django_assert_num_queries(9):
        page = shown(client, rodyti=which)
    assert page.count("#pastaba-") == 1 + more


def test_every_list_knows_answers_and_places(people, tree):
    remark = add_remark(tree.measure, "Kodėl?", by=people.member)
    for _number in range(2):
        answer_remark(remark, "Todėl.", by=people.stranger)
    assert [one.answers for one in listed_remarks(people.member, which="mano")] == [2]


def test_names_for_the_suggestions_are_for_who_remarks(as_user, people, tree):
    names = as_user(people.member).get(f"{PAGE}vardai.json").json()["names"]
    assert {"name": "Aplinkos apsaugos darbo grupė", "note": "darbo grupė"} in names
    assert {"name": "secretary", "note": ""} in names
    assert "councillor" not in {one["name"] for one in names}
    assert as_user(people.secretary).get(f"{PAGE}vardai.json").status_code == 403
    assert as_user(people.councillor).get(f"{PAGE}vardai.json").status_code == 404
