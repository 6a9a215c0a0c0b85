"""The verify page: what a number or a digest stands for."""

import datetime
import hashlib

import pytest
from django.utils import timezone

from editions import registers
from editions.models import IssuedFile
from editions.services.events import publish_edition, record_decision, record_in_force, withdraw_edition
from tests.editions.support import freeze
from tests.publicity.asking import get, text
from tests.publicity.test_comparison import rewrite

DAY = datetime.date(2021, 6, 29)


def ask(asked, prefix=""):
    return text(get(f"{prefix}/patikra/", query_params={"q": asked}))


def issue(edition, content=b"failas", **fields):
    digest = hashlib.sha256(content).hexdigest()
    given = {"document": "plan", "format": "pdf", "language": "lt", **fields}
    return IssuedFile.objects.create(
        sha256=digest, key=digest[::-1], edition=edition, file=f"{digest}.pdf", size=2048, issued_at=timezone.now(),
        **given,
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


@pytest.mark.parametrize("editions", [2, 4])
def test_it_takes_as_many_queries_for_many(make_edition, editions, django_assert_num_queries):
    for number in range(editions):
        make_edition(1, title=f"Redakcija {number}")
    ask("1")  # what differs is counted once
    with django_assert_num_queries(5):
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
    assert "Nuo to laiko nė vienas plano elementas nepasikeitė." in ask("1")
    assert "palyginti" not in ask(str(second.number))


def test_how_much_has_changed_since_is_told_in_a_number(plan, tree, edition, people):
    newest = rewrite(tree.vision, people, "KLAIPĖDA 2035 – atvira")
    freeze(plan, people.coordinator, newest=newest, publish=True)
    assert "Nuo to laiko pasikeitė 1 plano elementas." in ask("1")
    assert "1 element of the plan has changed since." in ask("1", "/en")


def test_the_file_of_a_comparison_names_its_basis_only_when_that_is_public(plan, edition, people):
    second = freeze(plan, people.coordinator, publish=True)
    hidden = freeze(plan, people.coordinator)
    file = issue(second, document="comparison", basis=edition)
    assert "palyginimas su redakcija Nr. 1" in ask(file.sha256)
    of_hidden = issue(second, b"kitas", document="comparison", basis=hidden)
    assert "palyginimas su kita redakcija" in ask(of_hidden.sha256)


def test_a_newer_file_of_the_same_document_is_told(edition):
    first, second = issue(edition), issue(edition, b"naujesnis")
    assert "Naujesnis šio dokumento failas išduotas" in ask(first.sha256)
    assert "Naujesnis" not in ask(second.sha256)


def test_the_sitting_and_what_it_decided_are_told_of_a_published_edition_only(plan, edition, people, monkeypatch):
    hidden = freeze(plan, people.coordinator)
    one = registers.Consideration(DAY, "Tarybos posėdis <b>Nr. 5</b>", "/posedziai/5/", "pritarta", "T2-1")
    monkeypatch.setattr(registers, "_considerations", [lambda _edition: [one]])
    page = ask(edition.digest)
    assert '<a href="/posedziai/5/" lang="lt">Tarybos posėdis &lt;b&gt;Nr. 5&lt;/b&gt;</a>' in page
    assert "pritarta" in page
    assert "/posedziai/5/" not in ask(hidden.digest)


@pytest.mark.parametrize("public", [True, False])
def test_another_paper_of_the_council_is_genuine_and_keeps_to_itself_what_is_not_published(
    edition, monkeypatch, public
):
    digest = hashlib.sha256(b"darbotvarke").hexdigest()
    paper = registers.Paper(digest, "Slapta darbotvarkė", "pdf", 10, timezone.now(), public, "/posedziai/5/", edition)
    register = registers.PaperRegister(lambda wanted: [paper] if digest.startswith(wanted) else [], list)
    monkeypatch.setattr(registers, "_registers", {"tests": register})
    page = ask(digest)
    assert "Failas tikras: jį išdavė šis portalas" in page
    assert ("Slapta darbotvarkė" in page, "/posedziai/5/" in page, "/redakcijos/1/" in page) == (public,) * 3
    assert ("Dokumentas nepaskelbtas" in page) is not public
