"""Plan checks at freezing: errors stop an edition for the council unless the coordinator states a reason."""

import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editions.models import Edition, EditionKind
from editions.services.freeze import ErrorsFound, freeze_edition
from editions.verification import verify_editions
from klaipeda_plan.core.errors import NotAllowed
from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, add_element, save_element
from tests.editions.support import DATE, freeze
from tests.support.factories import accept_all

pytestmark = pytest.mark.django_db
REASON = "Vykdytojas bus paskirtas iki posėdžio."
ADDRESS = "/rengimas/redakcijos/sudaryti/"
FIELDS = {"kind": "plan_draft", "title": "Planas", "document_date": "2021-06-01", "note": ""}


def write(element, people, **fields):
    element = Element.objects.get(pk=element.pk)
    content = Content(element.title, element.body, **fields)
    save_element(element, content, base_version=element.text_version, by=people.member)


@pytest.fixture
def broken(plan, tree, people):
    """An accepted measure that nobody carries out."""
    write(tree.measure, people, detail={"responsible": ""})
    accept_all(plan, by=people.coordinator)
    return tree.measure


def test_errors_stop_an_edition_for_the_council(plan, broken, people):
    with pytest.raises(ErrorsFound, match="rado 1 klaidą") as refused:
        freeze(plan, people.coordinator)
    assert [(one.code, one.place) for one in refused.value.findings] == [("measure_without_body", "1.1.1.1")]
    assert not Edition.objects.exists()


@pytest.mark.parametrize("kind", [kind for kind in EditionKind if kind != EditionKind.WORKING])
def test_every_kind_but_the_working_edition_is_held_up(plan, broken, people, kind):
    with pytest.raises(ErrorsFound):
        freeze(plan, people.coordinator, kind=kind)


def test_a_working_edition_passes(plan, broken, people):
    edition = freeze(plan, people.coordinator, kind=EditionKind.WORKING)
    assert edition.despite_errors is None


def test_the_coordinators_reason_stays_in_the_record_that_the_digest_covers(plan, broken, people):
    edition = freeze(plan, people.coordinator, despite=f"  {REASON} ")
    assert edition.despite_errors == {
        "reason": REASON,
        "errors": [{"code": "measure_without_body", "place": "1.1.1.1", "uid": str(broken.uid)}],
    }
    assert verify_editions().problems == []


def test_a_reason_that_was_not_needed_is_not_kept(plan, tree, people):
    edition = freeze(plan, people.coordinator, despite=REASON)
    assert edition.despite_errors is None
    assert REASON not in str(edition.meta)


def test_the_secretary_cannot_override(plan, broken, people):
    with pytest.raises(ErrorsFound):
        freeze(plan, people.secretary)
    with pytest.raises(NotAllowed):
        freeze(plan, people.secretary, despite=REASON)


def test_only_what_would_be_frozen_is_checked(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    write(tree.measure, people, detail={"responsible": ""})  # a draft over the accepted version
    add_element(plan, Kind.MEASURE, tree.task, Content("Niekieno priemonė", ""), by=people.member)  # never accepted
    edition = freeze(plan, people.coordinator)
    assert edition.despite_errors is None
    with pytest.raises(ErrorsFound):
        freeze(plan, people.coordinator, newest={str(tree.measure.uid): "Reikia"})


def test_a_link_to_what_is_left_out_is_an_error_of_the_edition_alone(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    task = Element.objects.get(pk=tree.task.pk)
    content = Content("Nauja", "", funding={(2022, "SB"): Decimal(1)})
    added = add_element(plan, Kind.MEASURE, task, content, by=people.member)
    body = f'<p><a href="/planas/e/{added.short_uid}/">Nauja</a></p>'
    save_element(task, Content(task.title, body), base_version=task.text_version, by=people.member)
    with pytest.raises(ErrorsFound) as refused:
        freeze(plan, people.coordinator, newest={str(task.uid): "Reikia"})
    assert [one.code for one in refused.value.findings] == ["link_to_removed"]


def test_states_of_the_draft_hold_no_edition_up(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    write(tree.goal, people)
    assert freeze(plan, people.coordinator).despite_errors is None


class TestPage:
    def test_the_errors_and_the_field_stand_on_the_page(self, plan, broken, people, as_user):
        page = as_user(people.coordinator).get(ADDRESS)
        text = page.content.decode()
        assert [one.code for one in page.context["errors"]] == ["measure_without_body"]
        assert "Nenurodytas atsakingas vykdytojas." in text
        assert 'name="despite"' in text

    def test_without_errors_there_is_neither(self, plan, tree, people, as_user):
        accept_all(plan, by=people.coordinator)
        text = as_user(people.coordinator).get(ADDRESS).content.decode()
        assert 'name="despite"' not in text
        assert "Klaidos, kurios sustabdo" not in text

    def test_a_refusal_stands_beside_the_field_and_keeps_what_was_typed(self, plan, broken, people, as_user):
        page = as_user(people.coordinator).post(ADDRESS, FIELDS)
        assert page.status_code == 200
        assert "despite" in page.context["form"].errors
        assert 'value="Planas"' in page.content.decode()
        assert not Edition.objects.exists()

    def test_errors_that_come_with_the_newest_version_are_listed(self, plan, tree, people, as_user):
        accept_all(plan, by=people.coordinator)
        write(tree.measure, people, detail={"responsible": ""})
        taken = {f"take_{tree.measure.pk}": "on", f"reason_{tree.measure.pk}": "Reikia"}
        page = as_user(people.coordinator).post(ADDRESS, {**FIELDS, **taken})
        assert [one.code for one in page.context["errors"]] == ["measure_without_body"]
        assert 'name="despite"' in page.content.decode()

    def test_with_a_reason_it_is_frozen_and_says_so_on_its_page(self, plan, broken, people, as_user):
        client = as_user(people.coordinator)
        page = client.post(ADDRESS, {**FIELDS, "despite": REASON}, follow=True)
        text = re.sub(r"\s+", " ", page.content.decode())
        assert "Sudaryta nepaisant patikrų klaidų" in text
        assert REASON in text
        assert "Priemonė neturi atsakingo vykdytojo." in text

    def test_the_secretary_is_told_who_may(self, plan, broken, people, as_user):
        page = as_user(people.secretary).post(ADDRESS, {**FIELDS, "despite": ""})
        text = page.content.decode()
        assert 'name="despite"' not in text
        assert "gali nurodyti koordinatorius" in text or "gali sudaryti koordinatorius" in text
        assert not Edition.objects.exists()

    def test_a_secretary_who_posts_a_reason_is_refused(self, plan, broken, people, as_user):
        assert as_user(people.secretary).post(ADDRESS, {**FIELDS, "despite": REASON}).status_code == 403

    def test_the_public_page_says_nothing_of_the_reason(self, plan, broken, people, as_user):
        edition = freeze(plan, people.coordinator, despite=REASON, publish=True)
        for address in (f"/redakcijos/{edition.number}/", "/planas/", f"/patikra/?q={edition.number}"):
            page = as_user(None).get(address)
            assert page.status_code == 200
            assert REASON not in page.content.decode()


def test_the_command_takes_a_reason(plan, broken, people, capsys):
    arguments = {"by": people.coordinator.email, "title": "Planas", "kind": "plan_draft"}
    with pytest.raises(CommandError, match="klaidą"):
        call_command("freeze", **arguments)
    call_command("freeze", **arguments, despite=REASON)
    assert Edition.objects.get().despite_errors["reason"] == REASON


def test_freezing_takes_as_many_queries_for_a_larger_plan(plan, tree, people):
    def count():
        accept_all(plan, by=people.coordinator)
        with CaptureQueriesContext(connection) as captured:
            freeze_edition(plan, kind=EditionKind.PLAN, title="Planas", document_date=DATE, by=people.coordinator)
        return len(captured)

    def add(title):
        detail = {"responsible": "savivaldybė", "year_from": 2022, "year_to": 2023}
        add_element(plan, Kind.MEASURE, tree.task, Content(title, "<p>Tekstas</p>", detail=detail), by=people.member)

    count()
    add("Priemonė")
    first = count()
    for number in range(3):
        add(f"Priemonė {number}")
    assert count() == first
