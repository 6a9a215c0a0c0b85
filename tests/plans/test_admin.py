"""The review room: the queue, the element with its difference, accept and return."""

from decimal import Decimal

import pytest
from django.urls import reverse

from plans.models import Element, State
from plans.services.elements import Content, save_element
from plans.services.review import submit_elements
from tests.support.factories import accept_all

QUEUE = "/admin/plans/element/"


def address(name, element):
    return reverse(f"admin:plans_element_{name}", args=[element.pk])


def fresh(element):
    return Element.objects.get(pk=element.pk)


def rewrite(element, by, text, euros="150000"):
    """Save the measure with another text and another sum in 2022."""
    element = fresh(element)
    content = Content(element.title, text, funding={(2022, "SB"): Decimal(euros), (2023, "ES"): Decimal("80000.50")})
    save_element(element, content, base_version=element.text_version, by=by)


@pytest.fixture
def submitted(plan, tree, people):
    """The measure: accepted once, then a word and a sum were changed and the chair submitted it."""
    accept_all(plan, by=people.coordinator)
    rewrite(tree.measure, people.member, "<p>Naujas tekstas.</p>")
    submit_elements([tree.measure], by=people.chair, message="Prašome peržiūrėti")
    return fresh(tree.measure)


@pytest.fixture(params=["consultant", "coordinator"])
def reviewer(request, people, as_user):
    return as_user(getattr(people, request.param))


OUTSIDERS = ["member", "chair", "stranger", "secretary", "councillor", "editor", "administrator"]


def last_answer(client, method, url):
    """Where a person ends: the admin sends strangers over its login, which refuses them."""
    return getattr(client, method)(url, follow=True)


# --- The queue ---------------------------------------------------------------------------------------


def test_the_queue_shows_what_waits_with_its_submission_and_size(submitted, reviewer):
    page = reviewer.get(QUEUE).content.decode()
    assert "Oro kokybės stotelių įrengimas (priemonė)" in page
    assert '<td class="field-code">1.1.1.1</td>' in page
    assert "pirmininkas, 20" in page
    assert "žodžiai: +2 −1" in page
    assert "1 skaičius" in page
    assert "Mažinti oro taršą" not in page


def test_the_queue_takes_other_states_groups_kinds_and_never_accepted(submitted, reviewer, people):
    rewritten = "Oro kokybės stotelių įrengimas (priemonė)"
    assert rewritten not in reviewer.get(QUEUE, {"state": "accepted"}).content.decode()
    assert "Mažinti oro taršą" in reviewer.get(QUEUE, {"state": "all"}).content.decode()
    assert rewritten in reviewer.get(QUEUE, {"group": "aplinkos-apsauga"}).content.decode()
    assert rewritten not in reviewer.get(QUEUE, {"group": "shared"}).content.decode()
    assert rewritten not in reviewer.get(QUEUE, {"group": "socialine-aplinka"}).content.decode()
    assert rewritten in reviewer.get(QUEUE, {"kind": "measure"}).content.decode()
    assert rewritten not in reviewer.get(QUEUE, {"kind": "goal"}).content.decode()
    assert rewritten in reviewer.get(QUEUE, {"accepted": "yes"}).content.decode()
    assert rewritten not in reviewer.get(QUEUE, {"accepted": "no"}).content.decode()


def test_the_queue_needs_the_same_queries_for_one_row_and_for_three(
    submitted, tree, people, as_user, django_assert_num_queries
):
    client = as_user(people.consultant)
    client.get(QUEUE)
    with django_assert_num_queries(15):
        one = client.get(QUEUE).content.decode()
    for element, by in ((tree.goal, people.member), (tree.other_goal, people.stranger)):
        element = fresh(element)
        save_element(element, Content(f"{element.title} iki 2030", ""), base_version=element.text_version, by=by)
        submit_elements([element], by=people.coordinator)
    with django_assert_num_queries(15):
        three = client.get(QUEUE).content.decode()
    assert one.count('class="field-code"') == 1
    assert three.count('class="field-code"') == 3
    assert "Stiprinti bendruomenes iki 2030" in three


# --- The seven questions, for every address -------------------------------------------------------------

PAGES = ["change", "history"]
ACTS = ["accept", "return"]


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_who_does_not_review_sees_none_of_it(submitted, people, as_user, outsider):
    client = as_user(getattr(people, outsider))
    answers = {name: last_answer(client, "get", address(name, submitted)).status_code for name in PAGES + ACTS}
    answers["queue"] = last_answer(client, "get", QUEUE).status_code
    for name in ACTS:
        url = address(name, submitted)
        data = {"version_id": submitted.current_version_id, "reason": "Ne"}
        answers[f"post {name}"] = client.post(url, data, follow=True).status_code
    url = reverse("admin:plans_element_accept_checked")
    data = {"version": f"{submitted.pk}:{submitted.current_version_id}"}
    answers["post checked"] = client.post(url, data, follow=True).status_code
    assert set(answers.values()) == {403}
    assert fresh(submitted).state == State.SUBMITTED


@pytest.mark.parametrize("name", PAGES + ACTS)
def test_anonymous_people_are_sent_to_the_login(submitted, client, name):
    answer = client.get(address(name, submitted), follow=True)
    assert "/paskyra/" in answer.redirect_chain[-1][0]


@pytest.mark.parametrize("name", PAGES + ACTS)
def test_an_unknown_element_is_not_found(submitted, reviewer, name):
    url = address(name, submitted).replace(f"/{submitted.pk}/", "/987654321/")
    assert reviewer.get(url).status_code == 404
    assert reviewer.post(url).status_code == 404
    assert reviewer.get(url.replace("987654321", "abc")).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_no_page(submitted, reviewer, name):
    assert reviewer.get(address(name, submitted)).status_code == 405
    assert reviewer.get(reverse("admin:plans_element_accept_checked")).status_code == 405


def test_the_administrator_finds_no_plans_in_the_admin(people, as_user, submitted):
    assert "/admin/plans/" not in as_user(people.administrator).get("/admin/").content.decode()
    assert QUEUE in as_user(people.consultant).get("/admin/").content.decode()


# --- The element ----------------------------------------------------------------------------------------


def test_the_page_shows_the_changed_word_and_the_changed_sum(submitted, reviewer):
    page = reviewer.get(address("change", submitted)).content.decode()
    assert "<del>" in page
    assert "tekstas</ins>" in page.replace('<span class="visually-hidden"> įterpimo pabaiga </span>', "")
    assert "2022 · Savivaldybės biudžetas" in page
    for amount in ("120\u00a0000\u00a0€", "150\u00a0000\u00a0€", "+30\u00a0000\u00a0€", "230\u00a0000,50\u00a0€"):
        assert amount in page
    assert "Prašome peržiūrėti" in page
    assert f'name="version_id" value="{submitted.current_version_id}"' in page


def test_an_element_that_was_never_accepted_is_shown_whole_and_without_marks(tree, people, as_user):
    submit_elements([tree.measure], by=people.chair)
    page = as_user(people.consultant).get(address("change", tree.measure)).content.decode()
    assert "Dar nepriimta: viskas nauja" in page
    assert "<p>Tekstas.</p>" in page
    assert "<ins>" not in page


def test_an_element_that_does_not_wait_has_no_decision(tree, people, as_user):
    page = as_user(people.consultant).get(address("change", tree.measure)).content.decode()
    assert "version_id" not in page


# --- Accept ---------------------------------------------------------------------------------------------


def test_accepting_points_at_the_version_that_was_shown(submitted, reviewer):
    answer = reviewer.post(address("accept", submitted), {"version_id": submitted.current_version_id})
    assert answer.headers["Location"] == QUEUE
    accepted = fresh(submitted)
    assert accepted.state == State.ACCEPTED
    assert accepted.accepted_version_id == submitted.current_version_id


def test_a_version_that_is_not_the_newest_is_refused_and_the_newest_shown(submitted, reviewer, people):
    read = submitted.current_version_id
    rewrite(submitted, people.member, "<p>Dar naujesnis žodis.</p>")
    submit_elements([submitted], by=people.chair)
    answer = reviewer.post(address("accept", submitted), {"version_id": read})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'role="alert"' in page
    assert "naujesnis" in page
    assert f'value="{fresh(submitted).current_version_id}"' in page
    assert fresh(submitted).state == State.SUBMITTED


@pytest.mark.parametrize("version", ["", "abc", "9" * 40])
def test_accepting_without_a_version_is_refused(submitted, reviewer, version):
    assert reviewer.post(address("accept", submitted), {"version_id": version}).status_code == 409
    assert fresh(submitted).state == State.SUBMITTED


def test_what_is_accepted_already_is_not_accepted_again(submitted, reviewer):
    data = {"version_id": submitted.current_version_id}
    reviewer.post(address("accept", submitted), data)
    assert reviewer.post(address("accept", submitted), data).status_code == 409
    assert submitted.steps.filter(to_state=State.ACCEPTED).count() == 2  # the first one is of the fixture


# --- Return ---------------------------------------------------------------------------------------------


def test_the_reason_of_a_return_is_kept_and_shown(submitted, reviewer):
    data = {"version_id": submitted.current_version_id, "reason": "Trūksta <pradinės> reikšmės."}
    assert reviewer.post(address("return", submitted), data).headers["Location"] == QUEUE
    assert fresh(submitted).state == State.RETURNED
    assert submitted.steps.first().reason == "Trūksta <pradinės> reikšmės."
    for name in PAGES:
        assert "Trūksta &lt;pradinės&gt; reikšmės." in reviewer.get(address(name, submitted)).content.decode()


def test_a_return_without_a_reason_says_so_beside_the_field(submitted, reviewer):
    answer = reviewer.post(address("return", submitted), {"version_id": submitted.current_version_id, "reason": " "})
    page = answer.content.decode()
    assert "Nurodykite, kodėl elementas grąžinamas." in page
    assert 'aria-invalid="true"' in page
    assert fresh(submitted).state == State.SUBMITTED


def test_the_reason_stays_in_its_field_when_the_version_is_not_the_newest(submitted, reviewer, people):
    read = submitted.current_version_id
    rewrite(submitted, people.member, "<p>Dar naujesnis žodis.</p>")
    submit_elements([submitted], by=people.chair)
    answer = reviewer.post(address("return", submitted), {"version_id": read, "reason": "Ilga priežastis"})
    assert answer.status_code == 409
    assert "Ilga priežastis</textarea>" in answer.content.decode()
    assert fresh(submitted).state == State.SUBMITTED


# --- Several at once ------------------------------------------------------------------------------------


@pytest.fixture
def two(submitted, tree, people):
    submit_elements([tree.other_goal], by=people.coordinator)  # accepted and unchanged: passed over
    goal = fresh(tree.goal)
    save_element(goal, Content("Sumažinti oro taršą", goal.body), base_version=goal.text_version, by=people.member)
    submit_elements([goal], by=people.chair)
    return submitted, fresh(goal)


def test_checked_elements_are_listed_with_their_differences_before_they_are_accepted(two, tree, reviewer):
    data = {"action": "accept_checked", "_selected_action": [*(one.pk for one in two), tree.other_goal.pk]}
    page = reviewer.post(f"{QUEUE}?state=all", data).content.decode()
    for element in two:
        assert f'value="{element.pk}:{element.current_version_id}"' in page
    assert "Sumažinti" in page
    assert "Stiprinti bendruomenes (priimta)" in page
    assert {fresh(one).state for one in two} == {State.SUBMITTED}


def test_checked_elements_are_accepted_but_one_that_was_changed_comes_back(two, reviewer, people):
    measure, goal = two
    pairs = [f"{one.pk}:{one.current_version_id}" for one in two]
    rewrite(measure, people.member, "<p>Dar naujesnis žodis.</p>")
    submit_elements([measure], by=people.chair)
    page = reviewer.post(reverse("admin:plans_element_accept_checked"), {"version": pairs}).content.decode()
    assert fresh(goal).state == State.ACCEPTED
    assert fresh(measure).state == State.SUBMITTED
    assert f'value="{measure.pk}:{fresh(measure).current_version_id}"' in page
    assert "naujesnis" in page


@pytest.mark.parametrize("pairs", [[], ["abc"], ["1:2:3"], ["9" * 18 + ":1"], [":"]])
def test_nonsense_for_checked_elements_accepts_nothing(two, reviewer, pairs):
    answer = reviewer.post(reverse("admin:plans_element_accept_checked"), {"version": pairs})
    assert answer.headers["Location"] == QUEUE
    assert {fresh(one).state for one in two} == {State.SUBMITTED}


def test_checked_elements_are_returned_with_one_reason(two, reviewer):
    pks = [one.pk for one in two]
    page = reviewer.post(QUEUE, {"action": "return_checked", "_selected_action": pks}).content.decode()
    assert "Kodėl grąžinama" in page
    data = {"version": [f"{one.pk}:{one.current_version_id}" for one in two], "reason": "Trūksta <metų>."}
    answer = reviewer.post(reverse("admin:plans_element_return_checked"), data, follow=True)
    assert "Grąžinti 2 elementai." in answer.content.decode()
    for one in two:
        assert fresh(one).state == State.RETURNED
        assert one.steps.first().reason == "Trūksta <metų>."


def test_checked_elements_are_not_returned_without_a_reason(two, reviewer):
    pairs = [f"{one.pk}:{one.current_version_id}" for one in two]
    page = reviewer.post(reverse("admin:plans_element_return_checked"), {"version": pairs, "reason": ""})
    text = page.content.decode()
    assert "Nurodykite, kodėl elementai grąžinami." in text
    assert all(f'value="{one}" checked' in text for one in pairs)
    assert {fresh(one).state for one in two} == {State.SUBMITTED}


def test_one_that_was_changed_meanwhile_comes_back_with_the_reason_kept(two, reviewer, people):
    measure, goal = two
    pairs = [f"{one.pk}:{one.current_version_id}" for one in two]
    rewrite(measure, people.member, "<p>Dar naujesnis žodis.</p>")
    submit_elements([measure], by=people.chair)
    data = {"version": pairs, "reason": "Ilga priežastis"}
    page = reviewer.post(reverse("admin:plans_element_return_checked"), data).content.decode()
    assert (fresh(goal).state, fresh(measure).state) == (State.RETURNED, State.SUBMITTED)
    assert "Šie elementai negrąžinti" in page
    assert "Ilga priežastis</textarea>" in page


def test_the_message_of_the_chair_stands_in_the_queue(submitted, reviewer):
    assert "Prašome peržiūrėti" in reviewer.get(QUEUE).content.decode()


# --- History --------------------------------------------------------------------------------------------


def test_the_history_joins_versions_steps_and_records(submitted, reviewer, django_assert_num_queries):
    page = reviewer.get(address("history", submitted)).content.decode()
    assert "2 versija: išsaugota" in page
    assert "Peržiūra: juodraštis → pateikta (2 versija)" in page
    assert "Suma (2022, SB): pakeista: suma: 120\u00a0000\u00a0€ → 150\u00a0000\u00a0€" in page
    assert "narys" in page
    assert "Prašome peržiūrėti" in page


def test_nothing_is_added_changed_deleted_or_reverted(submitted, reviewer):
    record = submitted.history.first()
    for route in ("add/", f"{submitted.pk}/delete/", f"{submitted.pk}/history/{record.history_id}/"):
        assert reviewer.get(QUEUE + route).status_code == 404
        assert reviewer.post(QUEUE + route, {"post": "yes", "title": "Pakeista"}).status_code == 404
    actions = reviewer.get(QUEUE).content.decode()
    assert "delete_selected" not in actions
    reviewer.post(QUEUE, {"action": "delete_selected", "_selected_action": submitted.pk, "post": "yes"})
    assert fresh(submitted).title == submitted.title
