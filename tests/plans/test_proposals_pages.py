"""/rengimas/e/<uid>/siulyti/ and /rengimas/siulymai/: proposed, read as a difference, taken over or declined."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Element, ElementVersion, WordingProposal
from plans.services.elements import Content, save_element
from plans.services.proposals import decline_proposal, propose_wording, withdraw_proposal
from tests.plans.pages import address, fields_of

LIST = "/rengimas/siulymai/"
BLOCK = "aaaaaaa1"


def write(element, words, *, by, title=None):
    element = Element.objects.get(pk=element.pk)
    content = Content(title or element.title, f'<p data-block="{BLOCK}">{words}</p>')
    save_element(element, content, base_version=element.text_version, by=by)
    return Element.objects.get(pk=element.pk)


@pytest.fixture
def vision(people, tree):
    return write(tree.vision, "Miestas auga prie jūros.", by=people.coordinator)


@pytest.fixture
def proposal(people, vision):
    return propose_wording(
        vision, title=vision.title, body=f'<p data-block="{BLOCK}">Miestas klesti prie jūros.</p>', by=people.member,
        reason="Gražiau",
    )  # fmt: skip


def page(name, proposal):
    return reverse(f"plans:{name}", args=[proposal.pk])


def test_a_member_proposes_from_the_page_of_a_shared_element(as_user, people, vision):
    client = as_user(people.stranger)
    form = address("propose", vision)
    assert form in client.get(address("element", vision)).content.decode()
    fields = fields_of(client.get(form))
    assert (fields["title"], fields["base_number"]) == (vision.title, str(vision.current_version.number))
    sent = client.post(form, {**fields, "title": "Nauja vizija", "reason": "Trumpiau"})
    made = WordingProposal.objects.get()
    assert (made.title, made.reason, made.by, made.version) == (
        "Nauja vizija", "Trumpiau", people.stranger, vision.current_version,
    )  # fmt: skip
    assert sent.headers["Location"] == page("proposal", made)
    shown = client.get(sent.headers["Location"]).content.decode()
    assert f'data-saved-pen="{fields["pen"]}"' in shown
    assert "Koordinatorius atsakys" in shown
    assert Element.objects.get(pk=vision.pk).title == vision.title


@pytest.mark.parametrize("role", ["consultant", "coordinator", "secretary"])
def test_who_reads_but_does_not_propose_is_told_who_may(as_user, people, vision, role):
    client = as_user(getattr(people, role))
    assert address("propose", vision) not in client.get(address("element", vision)).content.decode()
    for answer in (client.get(address("propose", vision)), client.post(address("propose", vision), {"title": "a"})):
        assert answer.status_code == 403
        assert "darbo grupių nariai" in answer.content.decode()


def test_elements_of_groups_have_no_proposals(as_user, people, tree):
    assert as_user(people.stranger).get(address("propose", tree.measure)).status_code == 403
    assert as_user(people.councillor).get(address("propose", tree.vision)).status_code == 404


def test_the_own_open_proposal_is_changed_at_the_same_address(as_user, people, vision, proposal):
    client = as_user(people.member)
    response = client.get(address("propose", vision))
    assert "klesti" in fields_of(response)["body"]
    assert "jau esate pasiūlę" in response.content.decode()
    client.post(address("propose", vision), {**fields_of(response), "title": "Dar kita"})
    proposal.refresh_from_db()
    assert (proposal.title, WordingProposal.objects.count()) == ("Dar kita", 1)


def test_what_is_refused_stays_in_the_form(as_user, people, vision):
    client = as_user(people.member)
    fields = fields_of(client.get(address("propose", vision)))
    same = client.post(address("propose", vision), {**fields, "reason": "Mano priežastis"})
    assert "nesiskiria" in same.content.decode()
    assert fields_of(same)["reason"] == "Mano priežastis"
    empty = client.post(address("propose", vision), {**fields, "title": " ", "body": "<p>Mano tekstas</p>"})
    assert "Mano tekstas" in fields_of(empty)["body"]
    assert WordingProposal.objects.count() == 0


def test_a_proposal_sent_after_the_login_expired_waits_for_its_author(as_user, people, vision):
    form = address("propose", vision)
    fields = fields_of(as_user(people.member).get(form))
    client = Client()
    client.post(form, {**fields, "title": "Visą rytą rašyta"})
    client.force_login(people.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    back = client.get(form)
    assert fields_of(back)["title"] == "Visą rytą rašyta"
    assert "dar neišsiųstas tekstas" in back.content.decode()
    client.post(form, fields_of(back))
    assert WordingProposal.objects.get().title == "Visą rytą rašyta"


@pytest.mark.parametrize("role", ["member", "chair", "stranger", "consultant", "coordinator", "secretary"])
def test_everybody_who_reads_drafts_sees_it_as_a_difference(as_user, people, proposal, role):
    shown = as_user(getattr(people, role)).get(page("proposal", proposal)).content.decode()
    assert "auga" in shown
    assert "klesti" in shown
    assert "<ins" in shown
    acts = (page("take_over", proposal) in shown, page("withdraw", proposal) in shown)
    assert acts == (role == "coordinator", role == "member")


@pytest.mark.parametrize("role", ["councillor", "editor", "administrator"])
def test_nobody_else_sees_it(as_user, people, proposal, role):
    client = as_user(getattr(people, role))
    for name in ("proposal", "take_over", "decline"):
        assert client.get(page(name, proposal)).status_code == 404
    assert client.get(LIST).status_code == 404
    assert client.post(page("withdraw", proposal)).status_code == 404


def test_the_coordinator_takes_it_over_with_both_names(as_user, people, vision, proposal):
    client = as_user(people.coordinator)
    fields = fields_of(client.get(page("take_over", proposal)))
    assert "klesti" in fields["body"]
    answer = client.post(page("take_over", proposal), {**fields, "title": "Vizija po derybų", "reason": "Ačiū"})
    assert answer.headers["Location"] == page("proposal", proposal)
    version = ElementVersion.objects.filter(element=vision).first()
    assert (version.kind, version.by, version.with_author) == ("taken_over", people.coordinator, people.member)
    assert version.snapshot["title"] == "Vizija po derybų"
    shown = as_user(people.member).get(page("proposal", proposal)).content.decode()
    assert f"Perimta į {version.number} versiją" in shown
    assert "Ačiū" in shown


def test_changes_made_elsewhere_since_are_shown_and_joined(as_user, people, vision, proposal):
    write(vision, "Miestas auga prie jūros.", by=people.coordinator, title="Nauja vizija")
    client = as_user(people.coordinator)
    shown = client.get(page("take_over", proposal))
    fields = fields_of(shown)
    assert (fields["title"], "klesti" in fields["body"]) == ("Nauja vizija", True)
    assert "kitose vietose" in shown.content.decode()
    assert "Kas elemente pasikeitė po pasiūlymo" in shown.content.decode()
    client.post(page("take_over", proposal), fields)
    element = Element.objects.get(pk=vision.pk)
    assert (element.title, "klesti" in element.body) == ("Nauja vizija", True)


def test_where_both_changed_the_same_words_taking_over_asks_for_a_decision(as_user, people, vision, proposal):
    write(vision, "Miestas plečiasi prie jūros.", by=people.coordinator)
    client = as_user(people.coordinator)
    shown = client.get(page("take_over", proposal))
    fields = fields_of(shown)
    assert "klesti" in fields["body"]
    assert "plečiasi" in fields["body"]
    assert "palikti abu variantai" in shown.content.decode()
    undecided = client.post(page("take_over", proposal), {**fields, "body": "<p>Miestas klesti.</p>"})
    assert undecided.status_code == 200
    assert "Miestas klesti." in fields_of(undecided)["body"]
    assert "plečiasi" in Element.objects.get(pk=vision.pk).body
    client.post(page("take_over", proposal), {**fields, "body": "<p>Miestas klesti.</p>", "seen": "on"})
    assert "plečiasi" not in Element.objects.get(pk=vision.pk).body


def test_a_text_saved_while_the_coordinator_decides_is_not_overwritten(as_user, people, vision, proposal):
    client = as_user(people.coordinator)
    fields = fields_of(client.get(page("take_over", proposal)))
    write(vision, "Miestas auga prie jūros.", by=people.coordinator, title="Įsiterpęs pavadinimas")
    late = client.post(page("take_over", proposal), {**fields, "title": "Perimtas", "reason": "Mano atsakymas"})
    assert "Kol sprendėte, elementas pasikeitė" in late.content.decode()
    again = fields_of(late)
    assert (again["title"], again["reason"]) == ("Perimtas", "Mano atsakymas")
    assert Element.objects.get(pk=vision.pk).title == "Įsiterpęs pavadinimas"
    assert "Įsiterpęs pavadinimas" in late.content.decode()
    client.post(page("take_over", proposal), again)
    assert Element.objects.get(pk=vision.pk).title == "Perimtas"


def test_declining_needs_an_answer(as_user, people, proposal):
    client = as_user(people.coordinator)
    refused = client.post(page("decline", proposal), {"reason": " "})
    assert "kodėl formuluotė neperimama" in refused.content.decode()
    client.post(page("decline", proposal), {"reason": "Vizija jau suderinta."})
    shown = as_user(people.member).get(page("proposal", proposal)).content.decode()
    assert "atmesta" in shown
    assert "Vizija jau suderinta." in shown


@pytest.mark.parametrize("role", ["member", "chair", "consultant", "secretary"])
def test_only_the_coordinator_decides(as_user, people, proposal, role):
    client = as_user(getattr(people, role))
    for name in ("take_over", "decline"):
        for answer in (client.get(page(name, proposal)), client.post(page(name, proposal), {"reason": "a"})):
            assert answer.status_code == 403
            assert "sprendžia koordinatorius" in answer.content.decode()


def test_the_author_withdraws_it_and_nobody_else(as_user, people, proposal):
    assert as_user(people.chair).post(page("withdraw", proposal)).status_code == 403
    assert as_user(people.member).get(page("withdraw", proposal)).status_code == 405
    as_user(people.member).post(page("withdraw", proposal))
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    again = as_user(people.member).post(page("withdraw", proposal), follow=True)
    assert "tuo metu jau nuspręsta arba jis atsiimtas" in again.content.decode()


def test_what_was_decided_meanwhile_is_told_and_nothing_is_lost(as_user, people, proposal):
    client = as_user(people.coordinator)
    fields = fields_of(client.get(page("take_over", proposal)))
    withdraw_proposal(proposal, by=people.member)
    late = client.post(page("take_over", proposal), {**fields, "reason": "Mano ilgas atsakymas"})
    assert "jis atsiimtas" in late.content.decode()
    assert fields_of(late)["reason"] == "Mano ilgas atsakymas"


def test_lists_by_state_and_of_the_own_ones(as_user, people, tree, proposal):
    declined = propose_wording(tree.priority, title="Kitas prioritetas", body="", by=people.chair)
    decline_proposal(declined, answer="Ne", by=people.coordinator)
    client = as_user(people.member)
    for asked, expected in (("", "TF"), ("atmesti", "FT"), ("perimti", "FF"), ("mano", "TF"), ("nesamone", "TF")):
        shown = client.get(LIST, {"rodyti": asked}).content.decode()
        found = "".join("FT"[page("proposal", one) in shown] for one in (proposal, declined))
        assert found == expected, asked
    assert "Tokių pasiūlymų nėra" in client.get(LIST, {"rodyti": "perimti"}).content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(as_user, people, tree, more, django_assert_num_queries):
    for user in (people.member, people.chair, people.stranger)[: 1 + more]:
        propose_wording(tree.vision, title=f"Vizija {user}", body="", by=user)
    client = as_user(people.consultant)
    client.get(LIST)
    with django_assert_num_queries(8):
        shown = client.get(LIST).content.decode()
    assert shown.count("worklist__title") == 1 + more


def test_the_page_of_the_element_asks_the_same_with_one_and_three(as_user, people, tree):
    client = as_user(people.consultant)
    counts = []
    for user in (people.member, people.chair, people.stranger):
        propose_wording(tree.vision, title=f"Vizija {user}", body="", by=user)
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(address("element", tree.vision)).content.decode()
        counts.append(len(asked))
    assert shown.count("Pasiūlė ") == 3
    assert counts[0] == counts[2]
