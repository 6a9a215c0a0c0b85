"""The verify page: what a number or a digest stands for."""

import datetime
import hashlib

import pytest
from django.utils import timezone

from editions.models import IssuedFile
from editions.services.events import publish_edition, record_decision, record_in_force, withdraw_edition
from tests.editions.support import freeze
from tests.publicity.asking import get, text

DAY = datetime.date(2021, 6, 29)


def ask(asked, prefix=""):
    return text(get(f"{prefix}/patikra/", query_params={"q": asked}))


def issue(edition):
    digest = hashlib.sha256(b"failas").hexdigest()
    return IssuedFile.objects.create(
        sha256=digest, key="k" * 64, edition=edition, document="plan", format="pdf", language="lt", file="1.pdf",
        size=2048, issued_at=timezone.now(),
    )  # fmt: skip


def test_the_form_is_a_plain_one_that_keeps_what_was_asked(edition):
    page = text(get("/patikra/"))
    assert '<form class="verify-form" method="get" action="/patikra/"' in page
    assert 'role="status"' not in page
    assert 'value="abc &quot;x&quot;"' in ask('abc "x"')


@pytest.mark.parametrize("asked", ["1", "Nr. 1", "digest", "beginning"])
def test_an_edition_is_named_with_its_state(edition, asked):
    asked = {"digest": edition.digest, "beginning": edition.digest[:16]}.get(asked, asked)
    page = ask(asked)
    assert "Tai redakcija Nr. 1" in page
    assert "Tai dabartinė plano redakcija." in page
    assert edition.digest in page
    assert 'href="/redakcijos/1/"' in page


def test_the_decision_and_what_superseded_it_are_told(plan, edition, people):
    record_decision(edition, by=people.coordinator, date=DAY, number="T2-1", register_code="2021-12345")
    record_in_force(edition, by=people.coordinator, date=DAY)
    page = ask("1")
    for word in ("Sprendimas Nr. T2-1", "2021-12345", "2021 m. birželio 29 d.", "Galioja"):
        assert word in page, word
    second = freeze(plan, people.coordinator, publish=True)
    record_decision(second, by=people.coordinator, date=DAY)
    record_in_force(second, by=people.coordinator, date=DAY)
    page = ask("1")
    assert "Ją pakeitė naujesnė redakcija." in page
    assert "notice--warn" in page


def test_a_file_is_known_by_its_own_digest(edition):
    file = issue(edition)
    page = ask(file.sha256)
    assert "Failas tikras: jis išduotas iš redakcijos Nr. 1" in page
    assert file.sha256 in page


def test_what_is_unknown_gets_help_and_no_error(edition):
    for asked in ("77", "0" * 64, "ne kodas", "x" * 5000, "\x00"):
        response = get("/patikra/", query_params={"q": asked})
        assert response.status_code == 200
    assert "nėra išdavęs" in ask("77")
    assert "left the portal" in ask("77", "/en")


def test_who_holds_a_file_of_an_edition_that_is_not_public_learns_only_that_it_is_genuine(plan, edition, people):
    hidden = freeze(plan, people.coordinator, title="Slapta redakcija", note="Slapta pastaba")
    file = issue(hidden)
    for asked in (file.sha256, hidden.digest):
        page = ask(asked)
        assert "Redakcija nepaskelbta" in page
        assert "Slapta" not in page
    publish_edition(hidden, by=people.coordinator)
    withdraw_edition(hidden, by=people.coordinator, note="Slapta priežastis")
    page = ask(file.sha256)
    assert "Redakcija atšaukta" in page
    assert "Slapta" not in page


@pytest.mark.parametrize("editions", [1, 3])
def test_it_takes_as_many_queries_for_many(make_edition, editions, django_assert_num_queries):
    for number in range(editions):
        make_edition(1, title=f"Redakcija {number}")
    with django_assert_num_queries(4):
        assert "Tai redakcija Nr. 1" in ask("1")


def test_the_reason_of_a_withdrawal_stays_in_the_workspace(plan, tree, people, client):
    edition = freeze(plan, people.coordinator, publish=True)
    withdraw_edition(edition, by=people.coordinator, note="Vidinė priežastis")
    publish_edition(edition, by=people.coordinator)
    for address in (f"/redakcijos/{edition.number}/", f"/patikra/?q={edition.number}"):
        page = client.get(address).content.decode()
        assert "Atšaukta" in page
        assert "Vidinė priežastis" not in page


def test_what_changed_since_is_one_step_away(plan, edition, people):
    assert "palyginti" not in ask("1")
    second = freeze(plan, people.coordinator, publish=True)
    assert 'href="/redakcijos/2/palyginti/1/"' in ask("1")
    assert "palyginti" not in ask(str(second.number))
