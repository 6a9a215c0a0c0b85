"""The pages of sittings: the secretary prepares, councillors read, the public sees what is published."""

import pytest
from django.urls import reverse
from django.utils import timezone

from council.models import Decision, Outcome, Sitting, SittingState, TextTemplate
from council.services.agenda import save_texts
from council.services.decisions import DecisionFacts, record_item_decision
from council.services.sittings import SittingFacts, change_sitting, publish_sitting
from editions.models import EventKind
from editions.services.events import publish_edition
from tests.council.sittings import SENT, convened, held, make_item, make_sitting
from tests.editions.support import freeze

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("sittings:list"), reverse("sittings:add")
PUBLIC = reverse("public_sittings:list")
QUERIES = {"room": 7, "sitting": 10, "public": 2, "public_sitting": 4}


def at(name, *args):
    return reverse(f"sittings:{name}", args=args)


@pytest.fixture
def secretary(as_user, people):
    return as_user(people.secretary)


@pytest.fixture
def edition(plan, tree, people):
    return freeze(plan, people.coordinator)


def item_form(of=None, **more):
    return {
        "kind": "plan_draft", "title": "Dėl plano patvirtinimo", "edition": of.number if of else "",
        "basis": "", "library_document": "", "office": "planavimo skyriaus vedėjas",
    } | more  # fmt: skip


def test_the_secretary_prepares_a_sitting_from_its_call_to_a_decision(secretary, edition):
    assert secretary.post(ADD, SENT).status_code == 302
    sitting = Sitting.objects.get()
    assert timezone.localtime(sitting.starts_at).isoformat() == "2020-09-24T09:00:00+03:00"
    assert secretary.post(at("add_item", sitting.uid), item_form(edition)).status_code == 302
    item = sitting.items.get()
    page = secretary.get(at("texts", sitting.uid, item.pk)).content.decode()
    assert "nusprendžia" in page
    sent = {"decision_text": "<p>Pritarti.</p>", "note_text": "<p>Paaiškinimas.</p>", "base_version": "1"}
    secretary.post(at("texts", sitting.uid, item.pk), sent)
    for step in ("convene", "hold"):
        assert secretary.post(at(step, sitting.uid)).status_code == 302
    decision = {"outcome": "approved", "number": "T2-24", "date": timezone.localdate().isoformat()}
    secretary.post(at("decide", sitting.uid, item.pk), decision)
    sitting.refresh_from_db()
    assert sitting.state == SittingState.DECIDED
    assert edition.events.filter(kind=EventKind.DECIDED).exists()
    shown = secretary.get(at("sitting", sitting.uid)).content.decode()
    assert "T2-24" in shown
    assert "Pritarti." in shown


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": ""}, "title"), ({"place": ""}, "place"), ({"date": "2020-13-01"}, "date"),
     ({"date": "2020-03-29", "begins": "03:30"}, "begins"), ({"date": "2020-10-25", "begins": "03:30"}, "begins"),
     ({"remote_link": "javascript:alert(1)"}, "remote_link")],
)  # fmt: skip
def test_a_wrong_sitting_is_told_beside_its_field_and_keeps_what_was_typed(secretary, wrong, field):
    response = secretary.post(ADD, SENT | {"note": "Atsineškite planą"} | wrong)
    assert list(response.context["form"].errors) == [field]
    assert "Atsineškite planą" in response.content.decode()
    assert not Sitting.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"office": "Vardenis Pavardenis"}, {"title": ""}, {"kind": "kita"}, {"edition": "999"}]
)
def test_a_wrong_item_is_told_and_keeps_what_was_typed(secretary, people, wrong):
    sitting = make_sitting(people.secretary)
    response = secretary.post(at("add_item", sitting.uid), item_form(**wrong))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == list(wrong)
    assert not sitting.items.exists()


def test_what_somebody_else_changed_is_shown_beside_what_was_typed(secretary, people):
    sitting = make_sitting(people.secretary)
    change_sitting(sitting, SittingFacts("Perkeltas", timezone.now(), "Kita salė"), base_version=1, by=people.secretary)
    first = secretary.post(at("change", sitting.uid), SENT | {"base_version": "1", "note": "Mano žodžiai"})
    shown = first.content.decode()
    assert "Kita salė" in shown
    assert "Mano žodžiai" in shown
    again = SENT | {"note": "Mano žodžiai", "base_version": first.context["form"]["base_version"].value()}
    assert secretary.post(at("change", sitting.uid), again).status_code == 302
    assert Sitting.objects.get().note == "Mano žodžiai"


def test_two_texts_of_one_item_are_shown_side_by_side(secretary, people):
    item = make_item(make_sitting(people.secretary), people.secretary)
    save_texts(item, "<p>Kolegės tekstas</p>", "", base_version=1, by=people.secretary)
    page = at("texts", item.sitting.uid, item.pk)
    sent = {"decision_text": "<p>Mano tekstas</p>", "note_text": "", "base_version": "1"}
    shown = secretary.post(page, sent)
    assert "Kolegės tekstas" in shown.content.decode()
    assert "Mano tekstas" in shown.content.decode()
    assert shown.context["form"]["base_version"].value() == "2"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"number": ""}, "number"), ({"number": "24"}, "number"), ({"register_code": "abc"}, "register_code"),
     ({"date": "2099-01-01"}, "__all__"), ({"outcome": "rejected", "in_force": "on"}, "in_force")],
)  # fmt: skip
def test_a_wrong_decision_is_told_beside_its_field(secretary, people, edition, wrong, field):
    item = held(people.secretary, edition=edition).items.get()
    sent = {"outcome": "approved", "number": "T2-1", "date": timezone.localdate().isoformat()} | wrong
    response = secretary.post(at("decide", item.sitting.uid, item.pk), sent)
    assert field in response.context["form"].errors
    assert not Decision.objects.exists()


def test_templates_of_texts_are_kept(secretary):
    page = at("template", "decision", "plan_draft")
    assert "{planas}" in secretary.get(page).content.decode()
    secretary.post(page, {"body": "<p>Mūsų: {planas}</p>", "base_version": "0"})
    assert TextTemplate.objects.get().item_kind == "plan_draft"
    wrong = secretary.post(page, {"body": "<p>{kas}</p>", "base_version": "1"})
    assert "body" in wrong.context["form"].errors
    secretary.post(page, {"do": "drop"})
    assert not TextTemplate.objects.exists()
    assert secretary.get(at("template", "decision", "kita")).status_code == 404


def test_councillors_read_the_papers_once_convened(as_user, people, edition):
    councillor, sitting = as_user(people.councillor), make_sitting(people.secretary)
    assert councillor.get(at("sitting", sitting.uid)).status_code == 404
    shown = convened(people.secretary, edition=edition)
    page = councillor.get(at("sitting", shown.uid)).content.decode()
    assert "Dėl plano patvirtinimo" in page
    assert "keisti/" not in page
    assert [one.pk for one in councillor.get(LIST).context["coming"]] == [shown.pk]


def test_the_public_reads_published_sittings_and_published_editions_alone(client, people, edition, plan, tree):
    sitting = convened(people.secretary, edition=edition)
    save_texts(sitting.items.get(), "<p>Slaptas tekstas</p>", "", base_version=1, by=people.secretary)
    page = reverse("public_sittings:sitting", args=[sitting.uid])
    assert client.get(page).status_code == 404
    assert sitting.title not in client.get(PUBLIC).content.decode()
    publish_sitting(sitting, by=people.secretary)
    shown = client.get(page).content.decode()
    assert "Dėl plano patvirtinimo" in shown
    assert f"/redakcijos/{edition.number}/" not in shown
    assert "Slaptas tekstas" not in shown
    publish_edition(edition, by=people.coordinator)
    assert f"/redakcijos/{edition.number}/" in client.get(page).content.decode()
    assert sitting.title in client.get(PUBLIC).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_for_one_and_for_three(secretary, client, people, edition, count, django_assert_num_queries):
    for _number in range(count):
        sitting = publish_sitting(convened(people.secretary, edition=edition), by=people.secretary)
        held(people.secretary)
    for _number in range(count - 1):
        make_item(sitting, people.secretary, edition=edition)
    for page, name in (
        (LIST, "room"), (at("sitting", sitting.uid), "sitting"),
    ):  # fmt: skip
        secretary.get(page)
        with django_assert_num_queries(QUERIES[name]):
            secretary.get(page)
    public = reverse("public_sittings:sitting", args=[sitting.uid])
    for page, name in ((PUBLIC, "public"), (public, "public_sitting")):
        client.get(page)
        with django_assert_num_queries(QUERIES[name]):
            client.get(page)


def test_who_checks_a_document_learns_which_published_sitting_spoke_of_it(client, people, edition):
    publish_edition(edition, by=people.coordinator)
    item = held(people.secretary, edition=edition).items.get()
    facts = DecisionFacts(Outcome.APPROVED, timezone.localdate(), "T2-24")
    record_item_decision(item, facts, by=people.secretary)
    asked = f"{reverse('publicity:verify')}?q={edition.digest}"
    page = reverse("public_sittings:sitting", args=[item.sitting.uid])
    assert page not in client.get(asked).content.decode()
    publish_sitting(item.sitting, by=people.secretary)
    shown = client.get(asked).content.decode()
    assert page in shown
    assert "T2-24" in shown
