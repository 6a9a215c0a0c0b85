"""/rengimas/e/<uid>/pastabos/ and the threads on an element's page: written, kept, answered, resolved."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Element, Remark
from plans.services.elements import Content, remove_element, save_element
from plans.services.remarks import Anchor, add_remark, answer_remark, resolve_remark
from plans.views import kept
from tests.plans.pages import address, fields_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BLOCK = "aaaaaaa1"


def write(element, words, *, by, block=BLOCK):
    element = Element.objects.get(pk=element.pk)
    body = f'<p data-block="{block}">{words}</p>'
    save_element(element, Content(element.title, body), base_version=element.text_version, by=by)
    return Element.objects.get(pk=element.pk)


@pytest.fixture
def measure(people, tree):
    return write(tree.measure, "Įrengti tris stoteles uoste.", by=people.member)


def page_of(client, element):
    return client.get(address("element", element)).content.decode()


def form_of(client, element, **asked):
    return fields_of(client.get(address("element_remarks", element), asked))


def send(client, element, **fields):
    return client.post(address("element_remarks", element), {"text": "Kodėl tris?", **fields})


@pytest.mark.parametrize("role", ["member", "chair", "stranger", "consultant", "coordinator"])
def test_a_remark_is_written_and_stands_below_the_text(as_user, people, measure, role):
    client = as_user(getattr(people, role))
    response = send(client, measure)
    remark = Remark.objects.get()
    assert response.headers["Location"] == f"{address('element', measure)}#pastaba-{remark.pk}"
    page = client.get(response.headers["Location"]).content.decode()
    assert f'id="pastaba-{remark.pk}"' in page
    assert "Kodėl tris?" in page


def test_the_secretary_reads_remarks_and_writes_none(as_user, people, measure):
    add_remark(measure, "Kodėl tris?", by=people.member)
    client = as_user(people.secretary)
    page = page_of(client, measure)
    assert "Kodėl tris?" in page
    assert "data-remark-form" not in page
    assert "remark-add" not in page
    assert "Išspręsta</button>" not in page
    assert client.get(address("element_remarks", measure)).status_code == 200
    refused = send(client, measure)
    assert refused.status_code == 403
    assert "konsultantai ir koordinatorius" in refused.content.decode()
    assert Remark.objects.count() == 1


@pytest.mark.parametrize("role", ["councillor", "editor", "administrator"])
def test_who_reads_no_drafts_finds_nothing(as_user, people, measure, role):
    remark = add_remark(measure, "Kodėl tris?", by=people.member)
    client = as_user(getattr(people, role))
    for page in (
        address("element_remarks", measure),
        reverse("plans:answer_remark", args=[remark.pk]),
        reverse("plans:remarks"),
    ):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code in (404, 405)


def test_anonymous_is_sent_to_the_login(measure):
    for page in (address("element_remarks", measure), reverse("plans:remarks"), reverse("plans:mentionable")):
        assert Client().get(page).headers["Location"] == f"{reverse('account_login')}?next={page}"


def test_what_is_not_there_is_not_found(as_user, people, measure):
    client = as_user(people.member)
    for name in ("answer_remark", "change_remark", "resolve_remark", "reopen_remark"):
        assert client.post(reverse(f"plans:{name}", args=[4040]), {"text": "a"}).status_code == 404
    assert client.get("/rengimas/e/00000000-0000-4000-8000-000000000000/pastabos/").status_code == 404


def test_the_link_of_a_block_opens_the_form_with_its_words(as_user, people, measure):
    client = as_user(people.stranger)
    link = re.search(r'href="([^"]*blokas=[^"]*)"', page_of(client, measure))[1]
    assert link == f"{address('element_remarks', measure)}?blokas={BLOCK}#remark_text"
    form = fields_of(client.get(link))
    assert (form["block"], form["quote"]) == (BLOCK, "Įrengti tris stoteles uoste.")
    client.post(address("element_remarks", measure), {**form, "text": "Kodėl?", "quote": "tris stoteles"})
    remark = Remark.objects.get()
    assert (remark.quote, remark.prefix, remark.version) == ("tris stoteles", "Įrengti ", measure.current_version)


def test_the_words_are_marked_in_the_text_until_the_remark_is_resolved(as_user, people, measure):
    remark = add_remark(measure, "Kodėl?", by=people.stranger, anchor=Anchor(BLOCK, "tris stoteles"))
    client = as_user(people.member)
    assert f'<mark class="remark-mark" data-remarks="{remark.pk}">tris stoteles</mark>' in page_of(client, measure)
    assert f'href="#vieta-{remark.pk}"' in page_of(client, measure)
    resolve_remark(remark, by=people.member)
    assert "<mark" not in page_of(client, measure)


@pytest.mark.parametrize(
    ("block", "words", "said"),
    [
        (BLOCK, "Jau įrengti tris stoteles uoste.", "Rodyti tekste"),
        (BLOCK, "Įrengti keturias stotis uoste.", "Žodžiai pasikeitė"),
        (BLOCK, "Visai kitaip.", "Žodžiai pasikeitė"),
        ("bbbbbbb2", "Įrengti tris stoteles uoste ir kitur.", "Žodžiai perkelti į kitą vietą"),
        ("bbbbbbb2", "Visai kitaip.", "Teksto nebėra"),
    ],
)
def test_a_remark_says_what_became_of_its_words_and_keeps_them(as_user, people, measure, block, words, said):
    add_remark(measure, "Kodėl?", by=people.stranger, anchor=Anchor(BLOCK, "tris stoteles"))
    write(measure, words, by=people.member, block=block)
    page = page_of(as_user(people.stranger), measure)
    assert said in page
    assert '<blockquote class="remark__quote" lang="lt">tris stoteles</blockquote>' in page


def test_changed_words_are_shown_as_a_difference(as_user, people, measure):
    add_remark(measure, "Kodėl?", by=people.stranger, anchor=Anchor(BLOCK, "tris stoteles"))
    write(measure, "Įrengti keturias stoteles uoste.", by=people.member)
    page = page_of(as_user(people.member), measure)
    assert re.search(r"<del[^>]*>.*?tris.*?</del>", page)
    assert re.search(r"<ins[^>]*>.*?keturias.*?</ins>", page)


@pytest.mark.parametrize("words", ["Visai kitaip.", "Įrengti keturias stotis uoste."])
def test_a_remark_on_words_that_changed_meanwhile_is_kept_and_says_so(as_user, people, measure, words):
    client = as_user(people.stranger)
    form = form_of(client, measure, blokas=BLOCK)
    write(measure, words, by=people.member)
    response = client.post(
        address("element_remarks", measure), {**form, "text": "Kodėl?", "quote": "tris stoteles"}, follow=True
    )
    remark = Remark.objects.get()
    assert (remark.quote, remark.version) == ("tris stoteles", measure.current_version)
    assert "Tekstas tuo metu pasikeitė" in response.content.decode()


def test_a_remark_on_an_element_that_was_removed_meanwhile_is_kept_and_says_so(as_user, people, measure):
    remove_element(measure, by=people.member)
    response = send(as_user(people.stranger), measure)
    assert Remark.objects.get().text == "Kodėl tris?"
    page = as_user(people.stranger).get(response.headers["Location"]).content.decode()
    assert "pašalintas" in page


def test_nothing_said_is_refused_beside_the_field_and_the_rest_stays(as_user, people, measure):
    response = send(
        as_user(people.member), measure, text=" ", block=BLOCK, quote="tris", due="2021-05-01",
        assigned_to=people.chair.pk,
        mentions=[f"u{people.chair.pk}"],
    )  # fmt: skip
    assert response.status_code == 200
    form = fields_of(response)
    assert (form["quote"], form["due"], form["assigned_to"]) == ("tris", "2021-05-01", str(people.chair.pk))
    assert f'<option value="u{people.chair.pk}" selected>' in response.content.decode()
    assert Remark.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"due": "rytoj"},
        {"due": "0021-05-01"},
        {"assigned_to": "999999"},
        {"mentions": "u999999"},
        {"text": "a" * 10_001},
    ],
)
def test_what_cannot_be_is_refused_and_the_text_stays(as_user, people, measure, wrong):
    response = send(as_user(people.member), measure, **wrong)
    assert response.status_code == 200
    assert fields_of(response)["text"].startswith(("Kodėl", "aaa"))
    assert Remark.objects.count() == 0


def test_with_a_doer_or_a_date_it_is_a_task(as_user, people, measure):
    send(as_user(people.chair), measure, assigned_to=people.member.pk, due="2021-05-01")
    task = Remark.objects.get()
    assert (task.kind, task.assigned_to, task.due) == ("task", people.member, datetime.date(2021, 5, 1))
    page = page_of(as_user(people.member), measure)
    assert "Kas atliks: narys" in page
    assert "2021-05-01" in page


def test_names_in_the_text_and_chosen_ones_are_called(as_user, people, measure, groups):
    send(as_user(people.member), measure, text="@pirmininkas, ar gerai?", mentions=f"g{groups['socialine-aplinka'].pk}")
    assert {str(one) for one in Remark.objects.get().mentions.all()} == {
        "pirmininkas",
        "Socialinės aplinkos darbo grupė",
    }


def test_a_thread_is_answered_resolved_and_opened_again(as_user, people, measure):
    remark = add_remark(measure, "Kodėl?", by=people.stranger)
    client = as_user(people.member)
    back = f"{address('element', measure)}#pastaba-{remark.pk}"
    answered = client.post(reverse("plans:answer_remark", args=[remark.pk]), {"text": "Todėl."})
    assert answered.headers["Location"] == back
    for name, resolved in (("resolve_remark", True), ("reopen_remark", False)):
        assert client.post(reverse(f"plans:{name}", args=[remark.pk])).headers["Location"] == back
        remark.refresh_from_db()
        assert (remark.resolved_at is not None) == resolved
    assert "Todėl." in page_of(client, measure)


def test_open_threads_stand_first_and_resolved_ones_are_folded(as_user, people, measure):
    first = add_remark(measure, "Pirmoji", by=people.stranger)
    add_remark(measure, "Antroji", by=people.stranger)
    resolve_remark(first, by=people.member)
    page = page_of(as_user(people.member), measure)
    assert page.index("Antroji") < page.index("1 išspręsta pastaba") < page.index("Pirmoji")


def test_who_may_not_resolve_is_told_who_may(as_user, people, measure):
    remark = add_remark(measure, "Kodėl?", by=people.member)
    assert reverse("plans:resolve_remark", args=[remark.pk]) not in page_of(as_user(people.stranger), measure)
    refused = as_user(people.stranger).post(reverse("plans:resolve_remark", args=[remark.pk]))
    assert refused.status_code == 403
    assert "gali pažymėti jos autorius" in refused.content.decode()


def test_an_empty_answer_is_refused_on_its_page(as_user, people, measure):
    remark = add_remark(measure, "Kodėl?", by=people.stranger)
    response = as_user(people.member).post(reverse("plans:answer_remark", args=[remark.pk]), {"text": ""})
    assert response.status_code == 200
    assert "Kodėl?" in response.content.decode()
    assert remark.replies.count() == 0


def test_the_own_remark_is_mended_until_somebody_answers(as_user, people, measure):
    remark = add_remark(measure, "Kodėl?", by=people.stranger)
    page = reverse("plans:change_remark", args=[remark.pk])
    client = as_user(people.stranger)
    assert page in page_of(client, measure)
    assert fields_of(client.get(page))["text"] == "Kodėl?"
    client.post(page, {"text": "Kodėl tiek?"})
    remark.refresh_from_db()
    assert remark.text == "Kodėl tiek?"
    assert as_user(people.member).get(page).status_code == 403
    answer_remark(remark, "Todėl.", by=people.member)
    assert page not in page_of(client, measure)
    late = client.post(page, {"text": "Per vėlu"})
    assert (late.status_code, fields_of(late)["text"]) == (200, "Per vėlu")
    assert "Parašykite atsakymą" in late.content.decode()


@pytest.fixture
def expired(as_user, people, measure):
    """A browser whose login is over, and the form that it still shows."""
    return Client(), form_of(as_user(people.stranger), measure, blokas=BLOCK)


def test_a_remark_sent_after_the_login_expired_waits_for_its_author(expired, people, measure):
    client, form = expired
    page = address("element_remarks", measure)
    sent = client.post(page, {**form, "text": "Visa mano mintis", "mentions": [f"u{people.chair.pk}"]})
    assert sent.headers["Location"] == f"{reverse('account_login')}?next={page}"
    client.force_login(people.stranger, backend=BACKEND)
    back = client.get(page)
    assert (fields_of(back)["text"], fields_of(back)["block"]) == ("Visa mano mintis", BLOCK)
    assert f'<option value="u{people.chair.pk}" selected>' in back.content.decode()
    assert "dar neišsiųstas tekstas" in back.content.decode()
    client.post(page, fields_of(back))
    assert Remark.objects.get().text == "Visa mano mintis"
    assert client.session[kept.KEY] == {}


def test_nobody_else_gets_it_and_it_can_be_given_up(expired, people, measure):
    client, form = expired
    page = address("element_remarks", measure)
    client.post(page, {**form, "text": "Slapta mintis"})
    client.force_login(people.stranger, backend=BACKEND)
    client.post(page, {"do": "discard"})
    assert "Slapta mintis" not in client.get(page).content.decode()
    other, form = Client(), form
    other.post(page, {**form, "text": "Slapta mintis"})
    other.force_login(people.member, backend=BACKEND)
    assert "Slapta mintis" not in other.get(page).content.decode()


def test_an_answer_sent_after_the_login_expired_waits_too(as_user, people, measure):
    remark = add_remark(measure, "Kodėl?", by=people.stranger)
    page = reverse("plans:answer_remark", args=[remark.pk])
    token = re.search(
        rf'action="{page}".*?name="opened_by" value="([^"]+)"', page_of(as_user(people.member), measure), re.S
    )[1]
    client = Client()
    plain = client.post(page, {"text": "Ilgas atsakymas", "opened_by": token})
    assert plain.headers["Location"] == f"{reverse('account_login')}?next={page}"
    in_place = client.post(page, {"text": "Ilgas atsakymas", "opened_by": token}, headers={"HX-Request": "true"})
    assert in_place.headers["HX-Redirect"] == f"{reverse('account_login')}?next={page}"
    client.force_login(people.member, backend=BACKEND)
    assert fields_of(client.get(page))["text"] == "Ilgas atsakymas"


def test_what_this_browser_kept_comes_back_into_the_form(as_user, people, measure):
    client = as_user(people.member)
    assert f'data-keep="{people.member.pk}:{address("element_remarks", measure)}"' in page_of(client, measure)
    shown = send(client, measure, do="show", text="Mano senas tekstas")
    assert fields_of(shown)["text"] == "Mano senas tekstas"
    assert Remark.objects.count() == 0


def test_what_people_write_is_never_markup(as_user, people, measure):
    evil = "<img src=x onerror=alert(1)> @<b>x</b>"
    remark = add_remark(measure, evil, by=people.member, anchor=Anchor(BLOCK, "<i>x</i>", '"><script>', "</p>"))
    answer_remark(remark, evil, by=people.member)
    page = page_of(as_user(people.member), measure)
    assert "<img src=x" not in page
    assert "<i>x" not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt;") == 2


@pytest.mark.parametrize("more", [0, 2])
def test_an_element_page_asks_the_same_with_one_and_three_threads(
    as_user, people, measure, more, django_assert_num_queries
):
    for number in range(1 + more):
        remark = add_remark(
            measure, f"Pastaba {number}", by=people.stranger, anchor=Anchor(BLOCK, "tris"), mentions=[people.chair]
        )
        answer_remark(remark, "Atsakymas", by=people.member)
    write(measure, "Visai kitaip.", by=people.member)
    client = as_user(people.member)
    client.get(address("element_remarks", measure))
    with django_assert_num_queries(13):
        page = client.get(address("element_remarks", measure)).content.decode()
    assert page.count("remark__replies") == 1 + more
    assert page.count("Žodžiai pasikeitė") == 1 + more


def test_reviewers_read_open_remarks_in_the_admin_with_a_link_to_the_thread(as_user, people, measure):
    remark = add_remark(measure, "Kodėl?", by=people.stranger, anchor=Anchor(BLOCK, "tris stoteles"))
    resolve_remark(add_remark(measure, "Jau aišku", by=people.chair), by=people.chair)
    write(measure, "Visai kitaip.", by=people.member)
    page = as_user(people.consultant).get(reverse("admin:plans_element_change", args=[measure.pk])).content.decode()
    assert f"{address('element', measure)}#pastaba-{remark.pk}" in page
    assert address("element_remarks", measure) in page
    assert "Žodžiai pasikeitė" in page
    assert "Jau aišku" not in page
