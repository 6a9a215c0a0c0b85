"""Marks planted in everything that is not public never reach an anonymous visitor."""

import datetime
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from editions.models import Edition, EditionKind
from editions.services.events import publish_edition, withdraw_edition
from editions.services.freeze import freeze_edition
from plans.hierarchy import Kind
from plans.models import Element, WorkingCopy
from plans.services.elements import Content, add_element, save_element
from plans.services.review import return_element, submit_elements
from publicity.models import Milestone, ProcessPart
from tests.support.crawler import Answer, crawl
from tests.support.factories import accept_all
from workgroups.services.invitations import invite_person
from workgroups.services.offers import Offer

MARK = "SLAPTAZYMA"
SECRET_CENTS = Decimal("7654321")
PUBLIC_WORD = "Viešasis žodis"
# What a curious visitor types besides following links.
GUESSES = (
    "/rengimas/", "/rengimas/redakcijos/", "/taryba/", "/admin/", "/rengimas/zmones/", "/darbai/1/",
    "/darbai/1/busena.json", "/planas/9.9.9/", "/projektas/", "/patikra/?q={mark}", "/redakcijos/99/", "/api/v1/",
)  # fmt: skip


@pytest.fixture
def planted(plan, tree, people, groups):
    """One published edition, and marks in drafts, versions, reasons, working copies, unpublished and withdrawn
    editions, milestones and invitations. Returns the hidden editions."""
    tree.goal.refresh_from_db()
    save_element(tree.goal, Content(PUBLIC_WORD, ""), base_version=tree.goal.text_version, by=people.member)
    accept_all(plan, by=people.coordinator)
    published = freeze_edition(
        plan, kind=EditionKind.PLAN_DRAFT, title="Paskelbta", document_date=timezone.localdate(), by=people.coordinator
    )
    publish_edition(published, by=people.coordinator)
    _plant_in_drafts(plan, tree, people)
    hidden = _freeze_hidden(plan, people)
    part = ProcessPart.objects.create(plan=plan, key="rengimas", title="Rengimas")
    Milestone.objects.create(part=part, title=f"{MARK} gairė", actual_date=datetime.date(2021, 1, 1))
    offer = Offer("slaptas@example.org", f"{MARK} Vardas", f"{MARK} UAB", workgroup=groups["aplinkos-apsauga"])
    invite_person(offer, by=people.coordinator)
    return hidden


def _plant_in_drafts(plan, tree, people):
    measure = Element.objects.get(pk=tree.measure.pk)
    content = Content(
        f"{MARK} pavadinimas", f"<p>{MARK} tekstas</p>",
        detail={"responsible": f"{MARK} vykdytojas", "partners": f"{MARK} partneriai"},
        funding={(2024, "SB"): SECRET_CENTS},
        parts={"indicators": [{
            "title": f"{MARK} rodiklis", "unit": MARK, "decimals": 0, "direction": "increase", "source": MARK,
            "baseline": None, "targets": [],
        }]},
    )  # fmt: skip
    save_element(measure, content, base_version=measure.text_version, by=people.member, reason=f"{MARK} priežastis")
    added = add_element(plan, Kind.TASK, tree.goal, Content(f"{MARK} uždavinys", ""), by=people.member)
    submit_elements([measure], by=people.chair, message=f"{MARK} žinutė")
    measure.refresh_from_db()
    return_element(measure, version_id=measure.current_version_id, by=people.consultant, reason=f"{MARK} grąžinta")
    WorkingCopy.objects.create(element=added, user=people.member, data={"title": MARK}, base_version=1)


def _freeze_hidden(plan, people):
    """A working edition, a council edition that is not published, and a withdrawn one."""
    hidden = []
    everything = {str(uid): "bandymas" for uid in Element.objects.values_list("uid", flat=True)}
    for kind, newest in (
        (EditionKind.WORKING, None), (EditionKind.PLAN_DRAFT, everything), (EditionKind.PLAN, everything),
    ):  # fmt: skip
        hidden.append(
            freeze_edition(
                plan, kind=kind, title=f"{MARK} redakcija", document_date=timezone.localdate(), newest=newest,
                note=f"{MARK} pastaba", by=people.coordinator,
            )
        )  # fmt: skip
    publish_edition(hidden[-1], by=people.coordinator)
    withdraw_edition(hidden[-1], by=people.coordinator, note=f"{MARK} atšaukta")
    return hidden


def ask(client):
    def get(address):
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        location = response.headers.get("Location", "")
        return Answer(response.status_code, str(response.headers), content.decode(errors="replace"), location)

    return get


def test_no_mark_reaches_an_anonymous_visitor(planted):
    starts = ["/", "/en/"]
    starts += [guess.format(mark=MARK) for guess in GUESSES]
    for edition in planted:
        starts += [
            f"/redakcijos/{edition.number}/", f"/en/redakcijos/{edition.number}/",
            f"/redakcijos/{edition.number}/1.1/", f"/patikra/?q={edition.number}", f"/patikra/?q={edition.digest}",
        ]  # fmt: skip
    starts += [f"/planas/e/{element.short_uid}/" for element in Element.objects.all()]
    pages = crawl(ask(Client()), starts)
    assert any(PUBLIC_WORD in page.text for page in pages.values()), "the published word is there to be found"
    own_words = {f"/patikra/?q={MARK}"}  # a search that shows what was asked
    leaking = [
        address
        for address, page in pages.items()
        if address not in own_words
        and re.search(rf"{MARK}|7[\s\u00a0]?654[\s\u00a0]?321|{_digests(planted)}", page.text + page.headers)
    ]
    # What was typed by the visitor may be repeated; it comes from the address itself.
    leaking = [address for address in leaking if not any(edition.digest in address for edition in planted)]
    assert leaking == []
    assert all(page.status < 500 for page in pages.values())


def test_the_verify_page_does_not_tell_a_hidden_edition_from_none(planted):
    client = Client()

    def answer_to(asked):
        page = client.get(f"/patikra/?q={asked}").content.decode()
        return page.replace(f'value="{asked}"', "").replace(f"<q>{asked}</q>", "")

    for edition in planted:
        assert answer_to(edition.number) == answer_to(4040)


def test_a_published_edition_shows_what_was_accepted_not_what_is_drafted(planted, tree):
    page = Client().get(f"/planas/e/{tree.measure.short_uid}/").content.decode()
    assert "Oro kokybės stotelių įrengimas" in page
    assert MARK not in page


def _digests(editions):
    return "|".join(edition.digest for edition in editions)


def test_every_hidden_edition_holds_a_mark(planted):
    """The test above has something to find."""
    for edition in planted:
        contents = Edition.objects.get(pk=edition.pk).elements.values_list("fragment__content", flat=True)
        assert any(MARK in content for content in contents)
