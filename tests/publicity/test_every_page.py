"""The same questions to every public page, and that nothing hidden stands on any of them."""

import datetime

import pytest
from django.urls import reverse

from editions.models import EditionKind
from editions.services.events import publish_edition, withdraw_edition
from plans.models import Element
from plans.services.elements import Content, save_element
from publicity.urls import urlpatterns
from tests.editions.support import freeze
from tests.publicity.asking import get, questions, text
from tests.publicity.content import make_document, make_event, make_news
from tests.workgroups.meetings import make_meeting
from workgroups.services.openness import announce_meeting

MARK = "SLAPTAZYMA"


# A page of two editions, files, feeds, forms: each has tests of its own.
OF_THEIR_OWN = {
    "calendar", "calendar_of_kind", "card", "catalogue_jsonld", "catalogue_rdf", "comparison",
    "confirm_following", "content_picture", "edition_document", "edition_json", "event_ics", "feed", "follow",
    "follow_sent", "following", "group_calendar", "group_feed", "leave_following", "library_file", "minutes_pdf",
    "picture", "sheet", "suggestions", "verify_file", "workbook",
}  # fmt: skip


@pytest.fixture
def content(people):
    """Something public of each kind that the editor keeps: arguments of its page."""
    item = make_news(people.editor)
    event = make_event(people.editor, related={"materials": [make_document(people.editor)]})
    document = event.materials.get()
    return {"news": [item.slug], "event": [event.slug], "document": [document.short_uid], "static_page": ["apie"]}


@pytest.fixture
def addresses(edition, process, tree, content, people):
    """One address of every public page, by the name of its route."""
    short = Element.objects.get(pk=tree.measure.pk).short_uid
    meeting = announce_meeting(make_meeting(tree.goal.workgroup, people.chair), by=people.coordinator)
    arguments = {
        "element": [short], "wordings": [short], "element_by_code": ["1.1.1.1"],
        "edition": [1], "edition_element": [1, "1.1"], "reading_from": ["1.1"], "edition_reading": [1],
        "edition_reading_from": [1, "1.1"],
        "group": ["aplinkos-apsauga"], "group_meeting": ["aplinkos-apsauga", meeting.uid], "choose_basis": [1],
    } | content  # fmt: skip
    names = [pattern.name for pattern in urlpatterns if pattern.name not in OF_THEIR_OWN]
    return {name: reverse(f"publicity:{name}", args=arguments.get(name)) for name in names}


def test_every_page_answers_the_questions(addresses, people, as_user):
    for address in addresses.values():
        questions(address, people, as_user)


def test_no_page_is_behind_the_second_factor(addresses, people, as_user, settings):
    coordinator = as_user(people.coordinator)
    settings.DEMO = False
    assert coordinator.get(reverse("editions:list")).status_code == 302
    for address in addresses.values():
        assert coordinator.get(address).status_code == 200


def test_pages_stand_before_there_is_anything_to_show(db):
    for address in ("/", "/planas/", "/projektas/", "/redakcijos/", "/darbo-grupes/", "/eiga/", "/patikra/"):
        for prefix in ("", "/en"):
            assert get(prefix + address).status_code == 200, prefix + address


@pytest.mark.parametrize(
    "address",
    ["/planas/9.9/", "/planas/abc/", "/planas/e/000000000000/", "/planas/e/xyz/", "/planas/%00/", "/redakcijos/99/",
     "/redakcijos/99999999999999999999/", "/redakcijos/1/9.9/", "/redakcijos/-1/", "/darbo-grupes/nera/",
     "/planas/" + "1." * 300 + "/"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_of_the_site(edition, address):
    for prefix in ("", "/en"):
        response = get(prefix + address)
        assert response.status_code == 404
        assert "site-header" in text(response)
        assert "Cache-Control" not in response.headers
        assert not response.cookies


@pytest.fixture
def hidden(plan, edition, people, tree):
    """Marks in a draft, in an edition that is not published, a working one and one that was withdrawn."""
    measure = Element.objects.get(pk=tree.measure.pk)
    detail = {"responsible": f"{MARK} vykdytojas"}
    content = Content(f"{MARK} pavadinimas", f"<p>{MARK}</p>", detail=detail)
    save_element(measure, content, base_version=measure.text_version, by=people.member, reason=MARK)
    newest = {str(measure.uid): MARK}
    editions = [
        freeze(plan, people.coordinator, title=f"{MARK} redakcija", note=MARK, kind=kind, newest=newest)
        for kind in (EditionKind.PLAN_DRAFT, EditionKind.WORKING, EditionKind.PLAN)
    ]
    publish_edition(editions[-1], by=people.coordinator)
    withdraw_edition(editions[-1], by=people.coordinator, note=f"{MARK} klaida")
    return editions


def test_nothing_hidden_stands_on_any_page_for_anybody(addresses, hidden, people, as_user):
    asked = list(addresses.values())
    for one in hidden:
        asked += [f"/redakcijos/{one.number}/", f"/redakcijos/{one.number}/1.1.1.1/", f"/patikra/?q={one.number}"]
        asked += [f"/patikra/?q={one.digest}"]
    for client in (as_user(None), as_user(people.coordinator)):
        for address in [*asked, *(f"/en{one}" for one in asked)]:
            assert MARK not in text(client.get(address)), address
    for one in hidden:
        assert get(f"/redakcijos/{one.number}/").status_code == 404
        assert get(f"/redakcijos/{one.number}/1.1.1.1/").status_code == 404


def test_what_is_published_is_there_to_be_found(plan, addresses, hidden, people):
    publish_edition(hidden[0], by=people.coordinator)
    for name in ("element", "element_by_code", "plan", "editions"):
        assert MARK in text(get(addresses[name])), name


def test_the_sample_and_the_draft_say_so_on_every_page_of_theirs(plan, addresses, make_edition):
    make_edition(1, sample=True)
    sample = "Sąlyginiai duomenys – ne tikras planas"
    pages = ["/", "/planas/", "/planas/1.1/", "/redakcijos/2/", "/redakcijos/2/1.1/", "/darbo-grupes/"]
    pages += ["/darbo-grupes/aplinkos-apsauga/"]
    for address in pages:
        assert sample in text(get(address)), address
        assert "Sample data – not the real plan" in text(get(f"/en{address}")), address
        assert "banner--draft" in text(get(address)), address
    for address in ("/redakcijos/1/", "/eiga/", "/patikra/"):
        assert sample not in text(get(address)), address


def test_pages_link_to_pages_of_their_own_language(addresses):
    for name in ("home", "plan", "element", "editions", "groups"):
        page = text(get("/en" + addresses[name]))
        main = page[page.index('id="turinys"') : page.index("site-footer")]
        assert 'href="/en/' in main
        assert 'href="/planas' not in main
        assert 'href="/redakcijos' not in main


def test_dates_follow_the_language(edition):
    assert edition.document_date == datetime.date(2021, 6, 1)
    assert "2021 m. birželio 1 d." in text(get("/redakcijos/1/"))
    assert "1 June 2021" in text(get("/en/redakcijos/1/"))
