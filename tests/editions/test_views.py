"""The room of editions: list, freezing, detail, acts."""

import datetime

import pytest
from django.urls import reverse

from editions import reading
from editions.models import Edition, EditionKind, EventKind
from editions.services.events import consider_edition, publish_edition, record_decision
from plans.models import Element
from plans.services.elements import Content, save_element
from tests.editions.support import freeze, titles, with_state
from tests.support.factories import accept_all

LIST, FREEZE = reverse("editions:list"), reverse("editions:freeze")
FORM = {"kind": "plan_draft", "title": "Plano projektas", "document_date": "2021-06-29", "note": "Posėdžiui"}
ACTS = ("publish", "withdraw", "consider", "decide", "in_force")


@pytest.fixture
def accepted(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    return tree


@pytest.fixture
def edition(plan, tree, people):
    return freeze(plan, people.coordinator, title="Užfiksuota redakcija")


def address(edition, name="detail"):
    return reverse(f"editions:{name}", args=[edition.number])


def text(response):
    return response.content.decode()


def draft_of(measure, people):
    measure = Element.objects.get(pk=measure.pk)
    save_element(measure, Content("Juodraštis", ""), base_version=measure.text_version, by=people.member)
    return measure


class TestList:
    @pytest.mark.parametrize("role", ["member", "stranger", "consultant", "coordinator", "secretary", "councillor"])
    def test_those_who_work_on_the_plan_and_councillors_read_it(self, edition, people, as_user, role):
        page = text(as_user(getattr(people, role)).get(LIST))
        assert "Užfiksuota redakcija" in page
        assert edition.digest[:12] in page

    @pytest.mark.parametrize("role", ["editor", "administrator"])
    def test_for_others_there_is_no_such_room(self, edition, people, as_user, role):
        client = as_user(getattr(people, role))
        assert client.get(LIST).status_code == client.get(FREEZE).status_code == 404
        assert client.post(FREEZE, FORM).status_code == 404
        assert Edition.objects.count() == 1

    def test_a_visitor_is_shown_to_the_login(self, edition, client):
        response = client.get(LIST)
        assert response.headers["Location"] == f"{reverse('account_login')}?next={LIST}"

    def test_a_councillor_does_not_see_working_editions(self, plan, edition, people, as_user):
        freeze(plan, people.coordinator, kind=EditionKind.WORKING, title="Darbinis žodis")
        assert "Darbinis žodis" not in text(as_user(people.councillor).get(LIST))
        assert "Darbinis žodis" in text(as_user(people.member).get(LIST))

    def test_it_is_only_read(self, people, as_user):
        assert as_user(people.coordinator).post(LIST).status_code == 405

    def test_only_who_may_freeze_is_offered_to(self, edition, people, as_user):
        for role, offered in (("coordinator", True), ("secretary", True), ("consultant", False), ("member", False)):
            assert (FREEZE in text(as_user(getattr(people, role)).get(LIST))) is offered, role

    def test_before_the_first_edition_it_says_so(self, people, as_user):
        assert "Redakcijų dar nėra" in text(as_user(people.coordinator).get(LIST))

    @pytest.mark.parametrize("editions", [1, 3])
    def test_it_takes_as_many_queries_for_many(self, plan, tree, people, as_user, editions, django_assert_num_queries):
        for _ in range(editions):
            freeze(plan, people.coordinator, publish=True)
        client = as_user(people.coordinator)
        with django_assert_num_queries(6):
            assert text(client.get(LIST)).count("Redakcija</a>") == editions


class TestFreeze:
    @pytest.mark.parametrize("role", ["coordinator", "secretary"])
    def test_it_makes_an_edition_and_shows_it(self, accepted, people, as_user, role):
        response = as_user(getattr(people, role)).post(FREEZE, FORM)
        edition = Edition.objects.get()
        assert response.headers["Location"] == address(edition)
        assert (edition.title, edition.kind, edition.note) == ("Plano projektas", "plan_draft", "Posėdžiui")
        assert edition.document_date == datetime.date(2021, 6, 29)
        assert edition.frozen_by == getattr(people, role)

    @pytest.mark.parametrize("role", ["member", "chair", "consultant", "councillor"])
    def test_other_readers_are_told_who_may(self, accepted, people, as_user, role):
        client = as_user(getattr(people, role))
        for response in (client.get(FREEZE), client.post(FREEZE, FORM)):
            assert response.status_code == 403
            assert "Koordinatorius ir Tarybos sekretorius" in text(response)
        assert not Edition.objects.exists()

    def test_a_visitor_is_shown_to_the_login(self, client, accepted):
        assert client.post(FREEZE, FORM).headers["Location"].startswith(reverse("account_login"))
        assert not Edition.objects.exists()

    def test_without_a_plan_there_is_nothing_to_freeze(self, people, as_user):
        assert as_user(people.coordinator).get(FREEZE).status_code == 404

    def test_it_takes_no_other_method(self, plan, people, as_user):
        assert as_user(people.coordinator).put(FREEZE).status_code == 405

    def test_wrong_fields_are_named_and_what_was_typed_stays(self, accepted, people, as_user):
        wrong = FORM | {"title": "", "document_date": "2021-13-45", "note": "Mano pastaba"}
        page = text(as_user(people.coordinator).post(FREEZE, wrong))
        assert 'id="id_title_error"' in page
        assert 'id="id_document_date_error"' in page
        assert 'value="2021-13-45"' in page
        assert "Mano pastaba" in page
        assert not Edition.objects.exists()

    def test_an_empty_plan_is_refused_in_words(self, plan, tree, people, as_user):
        page = text(as_user(people.coordinator).post(FREEZE, FORM))
        assert "Dar nieko nepriimta" in page
        assert 'value="Plano projektas"' in page

    def test_what_is_left_out_is_listed_with_its_reason_and_a_link(self, accepted, people, as_user):
        measure = draft_of(accepted.measure, people)
        page = text(as_user(people.coordinator).get(FREEZE))
        assert "1 elementas" in page
        assert "naujesnio joje nėra" in page
        assert f'<a href="{reverse("plans:element", args=[measure.uid])}" lang="lt">Juodraštis</a>' in page

    def test_the_coordinator_takes_the_newest_with_a_reason(self, accepted, people, as_user):
        measure = draft_of(accepted.measure, people)
        data = FORM | {f"take_{measure.pk}": "on", f"reason_{measure.pk}": "Taryba laukia"}
        as_user(people.coordinator).post(FREEZE, data)
        edition = Edition.objects.get()
        assert titles(edition)["1.1.1.1"] == "Juodraštis"
        assert edition.note.endswith("1.1.1.1: Taryba laukia")

    def test_a_box_without_its_reason_is_refused_beside_it(self, accepted, people, as_user):
        measure = draft_of(accepted.measure, people)
        client = as_user(people.coordinator)
        page = text(client.post(FREEZE, FORM | {f"take_{measure.pk}": "on"}))
        assert f'id="id_reason_{measure.pk}_error"' in page
        page = text(client.post(FREEZE, FORM | {f"reason_{measure.pk}": "Taryba laukia"}))
        assert f'id="id_take_{measure.pk}_error"' in page
        assert 'value="Taryba laukia"' in page
        assert not Edition.objects.exists()

    def test_what_would_stand_under_nothing_is_refused_beside_it(self, plan, tree, people, as_user):
        tree.vision.refresh_from_db()
        measure, task, goal, priority, vision = (
            Element.objects.get(pk=one.pk) for one in (tree.measure, tree.task, tree.goal, tree.priority, tree.vision)
        )
        named = {f"take_{one.pk}": "on" for one in (measure, goal, priority, vision)}
        named |= {f"reason_{one.pk}": "Reikia" for one in (measure, goal, priority, vision)}
        client = as_user(people.coordinator)
        page = text(client.post(FREEZE, FORM | named))
        assert f'id="id_take_{measure.pk}_error"' in page
        assert f'id="id_take_{goal.pk}_error"' not in page
        assert not Edition.objects.exists()
        client.post(FREEZE, FORM | named | {f"take_{task.pk}": "on", f"reason_{task.pk}": "Reikia"})
        assert "1.1.1.1" in titles(Edition.objects.get())

    def test_the_secretary_is_not_offered_what_is_not_accepted(self, accepted, people, as_user):
        measure = draft_of(accepted.measure, people)
        client = as_user(people.secretary)
        assert f"take_{measure.pk}" not in text(client.get(FREEZE))
        client.post(FREEZE, FORM | {f"take_{measure.pk}": "on", f"reason_{measure.pk}": "Noriu"})
        assert titles(Edition.objects.get())["1.1.1.1"] == "Oro kokybės stotelių įrengimas"

    @pytest.mark.parametrize("drafts", [1, 3])
    def test_the_form_takes_as_many_queries_for_many(
        self, plan, accepted, people, as_user, drafts, django_assert_num_queries
    ):
        for element in (accepted.measure, accepted.task, accepted.goal)[:drafts]:
            draft_of(element, people)
        client = as_user(people.coordinator)
        with django_assert_num_queries(9):
            assert text(client.get(FREEZE)).count("Imti naujausią") == drafts


class TestDetail:
    def test_it_says_what_it_is(self, edition, people, as_user):
        page = text(as_user(people.member).get(address(edition)))
        for word in ("Užfiksuota redakcija", edition.digest, "2021 m. birželio 1 d.", "plano projektas"):
            assert word in page
        assert "2\u00a0tikslai, 1\u00a0uždavinys, 1\u00a0priemonė" in page

    def test_the_public_page_is_named_once_there_is_one(self, edition, people, as_user):
        public = reverse("publicity:edition", args=[edition.number])
        client = as_user(people.coordinator)
        assert f'href="{public}"' not in text(client.get(address(edition)))
        publish_edition(edition, by=people.coordinator)
        assert f'href="{public}"' in text(client.get(address(edition)))

    def test_only_the_acts_that_the_rules_allow_are_offered(self, edition, people, as_user):
        client = as_user(people.coordinator)
        assert offered(client, edition) == {"publish", "consider", "decide"}
        publish_edition(edition, by=people.coordinator)
        assert offered(client, edition) == {"withdraw", "consider", "decide"}
        record_decision(edition, by=people.coordinator, date=datetime.date(2021, 6, 29))
        assert offered(client, edition) == {"withdraw", "in_force"}
        assert offered(as_user(people.secretary), edition) == set()

    def test_a_working_edition_is_offered_nothing(self, plan, edition, people, as_user):
        working = freeze(plan, people.coordinator, kind=EditionKind.WORKING)
        assert offered(as_user(people.coordinator), working) == set()

    def test_who_may_not_read_it_finds_nothing(self, plan, edition, people, as_user):
        working = freeze(plan, people.coordinator, kind=EditionKind.WORKING)
        assert as_user(people.councillor).get(address(edition)).status_code == 200
        assert as_user(people.councillor).get(address(working)).status_code == 404
        for role in ("editor", "administrator"):
            assert as_user(getattr(people, role)).get(address(edition)).status_code == 404

    @pytest.mark.parametrize("name", ["detail", "contents"])
    def test_a_missing_number_and_a_visitor(self, edition, people, client, as_user, name):
        assert as_user(people.coordinator).get(reverse(f"editions:{name}", args=[99])).status_code == 404
        assert as_user(people.coordinator).get(reverse(f"editions:{name}", args=[10**25])).status_code == 404
        assert client.get(address(edition, name)).headers["Location"].startswith(reverse("account_login"))
        assert as_user(people.coordinator).post(address(edition, name)).status_code == 405

    def test_the_whole_text_is_read_before_anybody_publishes(self, edition, people, as_user):
        page = text(as_user(people.councillor).get(address(edition, "contents")))
        assert page.index("Mažinti oro taršą") < page.index("Oro kokybės stotelių įrengimas")
        assert "200\u00a0000,50\u00a0€" in page

    @pytest.mark.parametrize("events", [1, 3])
    def test_it_takes_as_many_queries_with_many_events(
        self, edition, people, as_user, events, django_assert_num_queries
    ):
        publish_edition(edition, by=people.coordinator)
        if events == 3:
            consider_edition(edition, by=people.coordinator)
            record_decision(edition, by=people.coordinator, date=datetime.date(2021, 6, 29))
        client = as_user(people.coordinator)
        reading._tree.cache_clear()
        with django_assert_num_queries(10):
            assert text(client.get(address(edition))).count("įrašė coordinator") == events


class TestActs:
    def test_each_act_has_an_address_that_does_it(self, edition, people, as_user):
        client = as_user(people.coordinator)
        for name, data, kind in (
            ("consider", {"consider-date": "2021-06-20"}, EventKind.UNDER_CONSIDERATION),
            ("decide", {"decide-date": "2021-06-29", "decide-number": "T2-1", "decide-register_code": "2021-1",
                        "decide-link": "https://www.e-tar.lt/1", "decide-note": "Vieningai"}, EventKind.DECIDED),
            ("publish", {}, EventKind.PUBLISHED),
            ("in_force", {"in_force-date": "2021-07-01"}, EventKind.IN_FORCE),
        ):  # fmt: skip
            response = client.post(address(edition, name), data)
            assert response.headers["Location"] == address(edition), name
            assert edition.events.last().kind == kind
        page = text(client.get(address(edition)))
        for word in ("Sprendimas Nr. T2-1", "2021-1", "https://www.e-tar.lt/1", "Vieningai", "2021 m. liepos 1 d."):
            assert word in page

    def test_a_withdrawal_says_why(self, edition, people, as_user):
        publish_edition(edition, by=people.coordinator)
        client = as_user(people.coordinator)
        page = text(client.post(address(edition, "withdraw"), {"withdraw-note": " "}))
        assert 'id="id_withdraw-note_error"' in page
        assert with_state(edition).publicity == EventKind.PUBLISHED
        client.post(address(edition, "withdraw"), {"withdraw-note": "Klaida lentelėje"})
        assert with_state(edition).publicity == EventKind.WITHDRAWN
        assert edition.events.last().note == "Klaida lentelėje"

    def test_wrong_fields_are_named_and_what_was_typed_stays(self, edition, people, as_user):
        wrong = {"decide-date": "2999-01-01", "decide-number": "T2-7", "decide-link": "ne adresas"}
        page = text(as_user(people.coordinator).post(address(edition, "decide"), wrong))
        assert 'id="id_decide-date_error"' in page
        assert 'id="id_decide-link_error"' in page
        assert 'value="T2-7"' in page
        assert not edition.events.exists()

    def test_what_the_rules_refuse_is_told_beside_its_form(self, edition, people, as_user):
        publish_edition(edition, by=people.coordinator)
        page = text(as_user(people.coordinator).post(address(edition, "publish")))
        assert "Redakcija jau paskelbta." in page
        assert edition.events.count() == 1

    @pytest.mark.parametrize("name", ACTS)
    def test_readers_are_told_who_may_and_strangers_find_nothing(self, edition, people, client, as_user, name):
        response = as_user(people.secretary).post(address(edition, name))
        assert response.status_code == 403
        assert "Koordinatorius" in text(response)
        assert as_user(people.editor).post(address(edition, name)).status_code == 404
        assert as_user(people.coordinator).post(reverse(f"editions:{name}", args=[99])).status_code == 404
        assert as_user(people.coordinator).get(address(edition, name)).status_code == 405
        login = client.post(address(edition, name)).headers["Location"]
        assert login == f"{reverse('account_login')}?next={address(edition)}"
        assert not edition.events.exists()


def offered(client, edition):
    page = text(client.get(address(edition)))
    return {name for name in ACTS if f'action="{address(edition, name)}"' in page}
