"""/rengimas/perziura/: the draft set as in the document: as it is now, as it was accepted, and the difference."""

import re

import pytest
from django.urls import reverse

from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, add_element, move_element, remove_element, save_element
from plans.services.remarks import add_remark, resolve_remark
from plans.services.review import submit_elements
from tests.support.factories import accept_all

PAGE = reverse("plans:preview")


def fresh(element):
    return Element.objects.get(pk=element.pk)


def rewrite(element, by, title, body="<p>Naujas tekstas.</p>"):
    element = fresh(element)
    save_element(element, Content(title, body), base_version=element.text_version, by=by)


def read(client, **asked):
    return client.get(PAGE, asked).content.decode()


@pytest.fixture
def accepted(plan, tree, people):
    """Everything is accepted; then the measure was rewritten, the goal's neighbour taken out, a task added."""
    accept_all(plan, by=people.coordinator)
    rewrite(tree.measure, people.member, "Oro kokybės matuoklių įrengimas")
    remove_element(fresh(tree.other_goal), by=people.stranger)
    add_element(plan, Kind.TASK, tree.goal, Content("Sodinti medžius", ""), by=people.member)
    return tree


@pytest.fixture
def client(people, as_user):
    return as_user(people.consultant)


def test_the_current_side_shows_the_newest_texts_and_no_marks(accepted, client):
    text = read(client, rodyti="dabartinis")
    assert "Oro kokybės matuoklių įrengimas" in text
    assert "Sodinti medžius" in text
    assert "Naujas tekstas." in text
    assert accepted.other_goal.title not in text
    assert "<ins>" not in text
    assert "Darbinis variantas" in text


def test_the_accepted_side_shows_what_the_council_would_get(accepted, client):
    text = read(client, rodyti="priimtas")
    assert "Oro kokybės stotelių įrengimas" in text
    assert "Oro kokybės matuoklių" not in text
    assert "Naujas tekstas." not in text
    assert "Sodinti medžius" not in text
    assert accepted.other_goal.title in text, "its removal is not accepted yet"
    assert "yra naujesnė, dar nepriimta versija" in text


def test_the_difference_shows_both_in_their_places(accepted, client):
    text = read(client, rodyti="skirtumas")
    words = re.sub(r"\s+", " ", re.sub(r"<span class=\"visually-hidden\">.*?</span>", "", text))
    assert "<del>stotelių</del> <ins>matuoklių</ins>" in words
    assert "<ins>Naujas tekstas" in words
    assert f"<del>{accepted.other_goal.title}</del>" in text
    assert "Elementas išimamas iš plano" in text
    assert "viskas nauja" in text


def test_a_move_stands_in_the_difference_with_its_old_and_new_place(plan, tree, people, client):
    accept_all(plan, by=people.coordinator)
    other = add_element(plan, Kind.TASK, tree.goal, Content("Kitas uždavinys", ""), by=people.member)
    move_element(fresh(tree.measure), parent=other, before=None, by=people.member)
    text = read(client, rodyti="skirtumas", nuo=str(other.uid))
    assert "<del>1.1.1 Plėsti oro stebėseną</del>" in text
    assert "<ins>1.1.2 Kitas uždavinys</ins>" in text


def test_only_what_changed_stands_with_what_it_stands_under(accepted, client):
    text = read(client, rodyti="skirtumas", tik="pakeisti")
    assert 'class="document__context"' in text
    assert text.count('class="document__element is-change"') == 3
    assert text.count('class="document__element"') == 0
    assert accepted.priority.title in text  # as context
    assert accepted.horizontal.title not in text


def test_only_what_waits_for_review(accepted, people, client):
    submit_elements([accepted.measure], by=people.chair, message="Prašome skubiai")
    text = read(client, tik="laukia")
    assert text.count("document__element") == 1
    assert "Prašome skubiai" in text
    assert "pirmininkas" in text


def test_a_branch_and_a_group_hold_their_own_elements(accepted, client):
    branch = read(client, nuo=str(accepted.task.uid))
    assert "Oro kokybės matuoklių" in branch
    assert "Sodinti medžius" not in branch
    group = read(client, grupe="aplinkos-apsauga")
    assert "Oro kokybės matuoklių" in group
    assert group.count("document__context") == 2  # the vision and the priority above it
    shared = read(client, grupe="bendri")
    assert accepted.horizontal.title in shared
    assert "Oro kokybės matuoklių" not in shared


def test_an_accepted_branch_that_was_never_accepted_says_so(accepted, client):
    new = Element.objects.get(title="Sodinti medžius")
    assert "Čia dar nieko nepriimta" in read(client, nuo=str(new.uid), rodyti="priimtas")


def test_each_change_leads_to_the_next_and_the_one_before(accepted, client):
    text = read(client, rodyti="skirtumas")
    changed = re.findall(r'is-change" aria-labelledby="(e-\d+)"', text)
    assert re.findall(r'href="#(e-\d+)" data-next-change', text) == changed[1:]
    assert re.findall(r'href="#(e-\d+)" data-previous-change', text) == changed[:-1]
    assert f'href="#{changed[0]}">' in text


def test_remarks_are_counted_beside_their_element(accepted, people, client):
    element = fresh(accepted.measure)
    add_remark(element, "Kiek stotelių?", by=people.consultant)
    resolve_remark(add_remark(element, "Kur?", by=people.consultant), by=people.consultant)
    text = " ".join(read(client).split())
    assert "2 pastabos (1 neišspręsta)" in text


def test_a_nonsense_question_shows_the_current_document(accepted, client):
    for asked in ({"rodyti": "visko"}, {"dalis": "x"}, {"dalis": "99999"}, {"tik": "kas"}):
        assert "Oro kokybės matuoklių" in read(client, **asked)
    assert client.get(PAGE, {"nuo": "ne-uid"}).status_code == 404
    assert "atitinkančių jūsų pasirinkimą" in read(client, grupe="nera")


@pytest.mark.parametrize("role", ["member", "chair", "stranger", "secretary"])
def test_who_does_not_review_reads_without_decisions(accepted, people, as_user, role):
    submit_elements([accepted.measure], by=people.chair)
    text = read(as_user(getattr(people, role)), rodyti="skirtumas")
    assert "matuoklių" in text
    assert reverse("plans:decide") not in text


@pytest.mark.parametrize(("side", "decides"), [("dabartinis", True), ("skirtumas", True), ("priimtas", False)])
def test_reviewers_decide_where_the_newest_text_stands(accepted, people, client, side, decides):
    submit_elements([accepted.measure], by=people.chair)
    assert (reverse("plans:decide") in read(client, rodyti=side)) is decides


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(("side", "queries"), [("dabartinis", 13), ("priimtas", 13), ("skirtumas", 18)])
def test_the_number_of_queries_does_not_grow(
    plan, tree, people, client, side, queries, more, django_assert_num_queries
):
    accept_all(plan, by=people.coordinator)
    rewrite(tree.measure, people.member, "Kitas pavadinimas")
    for number in range(more):
        add_element(plan, Kind.MEASURE, tree.task, Content(f"Priemonė {number}", "<p>Nauja.</p>"), by=people.member)
    submit_elements(Element.objects.filter(plan=plan), by=people.coordinator, message="Teikiame")
    with django_assert_num_queries(queries):
        text = read(client, rodyti=side)
    if side != "priimtas":
        assert text.count("Nauja.") == more
