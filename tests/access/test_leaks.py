"""Marks planted in everything that is not public never reach an anonymous visitor."""

import datetime
import re
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from council.models import ItemKind, Sitting
from council.services.agenda import save_texts
from council.services.packets import build_packet
from council.services.sittings import convene_sitting, publish_sitting
from editions.models import Edition, EditionKind
from editions.services.events import publish_edition, withdraw_edition
from editions.services.freeze import freeze_edition
from indicators.services import sheets
from klaipeda_plan.jobs import services as jobs
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.notices.gathering import gather_letters
from klaipeda_plan.notices.models import Mail, Notice
from klaipeda_plan.notices.unsubscribing import unsubscribe_path
from plans.hierarchy import Kind
from plans.models import Element, LinkKind, NewCopy, Plan, WorkingCopy
from plans.services.analysis import add_entries, open_analysis, rewrite_entry
from plans.services.elements import Content, add_element, save_element
from plans.services.guests import make_guest_link, recommend
from plans.services.links import link_elements
from plans.services.proposals import decline_proposal, propose_wording, take_over
from plans.services.remarks import Anchor, add_remark, answer_remark, resolve_remark
from plans.services.review import accept_element, return_element, submit_elements
from plans.services.stages import StageFacts, add_stage
from publicity.models import Milestone, ProcessPart
from publicity.search import indexing as search
from publicity.services.following import Asked, confirm
from tests.council.sittings import convened, make_item, make_sitting
from tests.publicity.content import make_document, make_event, make_news, make_picture
from tests.publicity.planted_process import plant_groups, plant_histories, plant_process, plant_translation
from tests.support.crawler import Answer, crawl
from tests.support.factories import accept_all
from tests.workgroups.meetings import plant_meeting
from workgroups.models import Meeting, User
from workgroups.services.invitations import invite_person
from workgroups.services.offers import Offer

MARK = "SLAPTAZYMA"
SECRET_CENTS = Decimal("7654321")
PUBLIC_WORD = "Viešasis žodis"
# What a curious visitor types besides following links.
GUESSES = (
    "/rengimas/pastabos/", "/rengimas/pastabos/vardai.json", "/rengimas/siulymai/", "/rengimas/siulymai/1/",
    "/rengimas/posedziai/", "/rengimas/posedziai/buve/", "/rengimas/posedziai/menuo/", "/kalendorius/spejimas.ics",
    "/rengimas/organizacijos/", "/rengimas/organizacijos/1/", "/rengimas/etapai/", "/rengimas/etapai/1/",
    "/rengimas/lesu-saltiniai/",
    "/rengimas/rodikliai/", "/rengimas/statistika/",
    "/rengimas/tikrinimas/", "/rengimas/analize/", "/rengimas/analize/matrica/", "/rengimas/analize/aplinkos-apsauga/",
    "/rengimas/eksportas/", "/rengimas/importas/", "/rengimas/importas/sablonas.xlsx",
    "/rengimas/", "/rengimas/redakcijos/", "/taryba/", "/admin/", "/rengimas/zmones/", "/darbai/1/",
    "/leidyba/", "/leidyba/naujienos/", "/leidyba/dokumentai/", "/naujienos/slaptazyma-zinia/",
    "/renginiai/slaptazyma-renginys/", "/renginiai/slaptazyma-renginys/renginys.ics", "/sitemap.xml",
    "/robots.txt", "/sitemap-1.xml", "/korteles/naujiena/slaptazyma-zinia/0000000000000000.png",
    "/korteles/redakcija/2/0000000000000000.png", "/korteles/elementas/2-1.1.1.1/0000000000000000.png",
    "/srautai/viskas.atom", "/srautai/naujienos.atom", "/srautai/renginiai.atom", "/en/srautai/viskas.atom",
    "/kalendoriai/renginiai.ics", "/prenumerata/", "/en/eiga/", "/en/darbo-grupes/aplinkos-apsauga/",
    "/darbo-grupes/aplinkos-apsauga/posedziai.ics", "/darbo-grupes/aplinkos-apsauga/nauja.atom",
    "/rengimas/vertimai/", "/leidyba/puslapiai/pagalba/istorija/", "/leidyba/puslapiai/pagalba/istorija/1/",
    "/paieska/?q=slaptazym", "/paieska/?q=redakcija+rekomendacija+pastaba", "/paieska/?q=mar", "/en/paieska/?q=zinia",
    "/paieska/?q=pavadinimas", "/paieska/?q=1.1.1.1", "/paieska/siulymai.json?q=slaptazy",
    "/paieska/siulymai.json?q=1.",
    "/pranesimai/", "/pranesimai/1/", "/pranesimai/nustatymai/",
    "/darbai/1/busena.json", "/planas/9.9.9/", "/projektas/", "/patikra/?q={mark}", "/redakcijos/99/", "/api/v1/",
    "/duomenys/", "/duomenys/katalogas.jsonld", "/duomenys/katalogas.rdf", "/api/schema/",
)  # fmt: skip

OPEN_DATA = [
    f"/api/v1/{address}?limit=1000{sheet}"
    for sheet in ("", "&format=csv")
    for address in (
        "", "editions/", "news/", "events/", "editions/2/comparison/1/", "editions/1/elements/",
        *(f"editions/2/{name}/" for name in ("elements", "measures", "money", "indicators", "observations")),
    )
]  # fmt: skip


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


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
    _publish_with_reasons(plan, tree, people)
    _plant_in_drafts(plan, tree, people)
    plant_translation(MARK, tree.measure, people)
    hidden = _freeze_hidden(plan, people)
    part = ProcessPart.objects.create(plan=plan, key="rengimas", title="Rengimas")
    Milestone.objects.create(part=part, title=f"{MARK} gairė", actual_date=datetime.date(2021, 1, 1))
    offer = Offer("slaptas@example.org", f"{MARK} Vardas", f"{MARK} UAB", workgroup=groups["aplinkos-apsauga"])
    invite_person(offer, by=people.coordinator)
    _plant_in_publicity(people)
    _plant_in_packets(hidden, people)
    plant_process(MARK, tree, people, hidden)
    plant_groups(MARK, tree, people)
    plant_histories(MARK, people)
    search.rebuild()
    return hidden


def _plant_in_packets(hidden, people):
    """A published sitting that speaks of an edition that is not, and one that is only convened."""
    by = people.secretary
    item = make_item(make_sitting(by), by, edition=hidden[1], basis=hidden[2])
    save_texts(item, f"<p>{MARK}</p>", f"<p>{MARK}</p>", base_version=item.version, by=by)
    publish_sitting(convene_sitting(item.sitting, by=by), by=by)
    convened(by, title=f"{MARK} klausimas", kind=ItemKind.OTHER)
    for one in Sitting.objects.all():
        build_packet(lambda percent, message="": None, sitting=one.pk, item=None, by=by.pk)


def _plant_in_publicity(people):
    """Drafts and scheduled news and events about something public, a document that nobody published, a follower."""
    by, later = people.editor, timezone.now() + datetime.timedelta(days=1)
    event = make_event(by, "Viešas renginys", related={"materials": [make_document(by, f"{MARK} byla", public=False)]})
    for more in ({"public": False}, {"at": later}):
        texts = {"summary": MARK, "body": f"<p>{MARK}</p>", "title_en": MARK, "body_en": f"<p>{MARK}</p>"}
        picture = make_picture(by, "red")
        make_news(by, f"{MARK} žinia", related={"events": [event]}, picture=picture, picture_alt=MARK, **texts, **more)
        make_event(by, f"{MARK} renginys", place=MARK, broadcast_url="https://youtu.be/abcDEF12345", **texts, **more)
    confirm(Asked(f"{MARK.lower()}@example.org", "lt", [("all", "")]))


def _publish_with_reasons(plan, tree, people):
    """A second published edition: what changed is public, why it changed is not."""
    goal = Element.objects.get(pk=tree.other_goal.pk)
    remark = add_remark(goal, f"{MARK} pastaba prieš pakeitimą", by=people.stranger)
    save_element(
        goal, Content(f"{PUBLIC_WORD} vėl", ""), base_version=goal.text_version, by=people.coordinator,
        reason=f"{MARK} kodėl pakeista",
    )  # fmt: skip
    resolve_remark(remark, by=people.coordinator)
    wording = propose_wording(tree.vision, title=f"{PUBLIC_WORD} vizijoje", body="", reason=MARK, by=people.member)
    take_over(wording, title=wording.title, body="", base_version=tree.vision.text_version, by=people.coordinator)
    submit_elements(Element.objects.filter(plan=plan), by=people.coordinator)
    for element in Element.objects.filter(plan=plan).awaiting_review():
        accept_element(element, version_id=element.current_version_id, by=people.coordinator, reason=f"{MARK} priimta")
    second = freeze_edition(
        plan, kind=EditionKind.PLAN_DRAFT, title="Antra", document_date=timezone.localdate(), by=people.coordinator
    )
    publish_edition(second, by=people.coordinator)
    assert {one.kind for one in second.reasons.filter(words__contains=MARK)} == {
        "remark", "save", "acceptance", "proposal",
    }  # fmt: skip


def _plant_in_drafts(plan, tree, people):
    measure = Element.objects.get(pk=tree.measure.pk)
    content = Content(
        f"{MARK} pavadinimas", f"<p>{MARK} tekstas</p>",
        detail={
            "responsible": f"{MARK} vykdytojas", "partners": f"{MARK} partneriai", "office": f"{MARK} vedėjas",
            "expected_result": f"{MARK} rezultatas", "other_resources": f"{MARK} ištekliai", "land": "7654.321",
            "stage": add_stage(plan, StageFacts(f"{MARK} etapas", 2024, 2030), by=people.coordinator).code,
        },
        funding={(2024, "SB"): SECRET_CENTS},
        parts={"indicators": [{
            "title": f"{MARK} rodiklis", "unit": MARK, "decimals": 0, "direction": "increase", "source": MARK,
            "method": f"{MARK} metodas", "responsible": f"{MARK} skyrius",
            "baseline": None, "targets": [{"period": "2030", "value": str(SECRET_CENTS)}],
            "observations": [{"period": "2024", "value": str(SECRET_CENTS), "source": MARK, "note": f"{MARK} pastaba"}],
        }]},
    )  # fmt: skip
    save_element(measure, content, base_version=measure.text_version, by=people.member, reason=f"{MARK} priežastis")
    added = add_element(plan, Kind.TASK, tree.goal, Content(f"{MARK} uždavinys", ""), by=people.member)
    submit_elements([measure], by=people.chair, message=f"{MARK} žinutė")
    measure.refresh_from_db()
    return_element(measure, version_id=measure.current_version_id, by=people.consultant, reason=f"{MARK} grąžinta")
    _plant_guest(tree, people)
    WorkingCopy.objects.create(element=added, user=people.member, data={"title": MARK}, base_version=1)
    NewCopy.objects.create(
        plan=added.plan, parent=added, kind="task", user=people.member, pen="aa", data={"title": MARK, "body": MARK}
    )
    _plant_in_remarks(measure, tree, people)
    plant_meeting(MARK, tree, people)
    _plant_in_analysis(plan, tree, people)
    _plant_in_files(plan, people)
    _plant_in_letters(people)


def _plant_in_analysis(plan, tree, people):
    """Entries of an analysis, and links with a reason."""
    section = open_analysis(plan, tree.measure.workgroup, by=people.member)
    (problem,) = add_entries(section, Kind.PROBLEM, f"{MARK} problema", by=people.member)
    rewrite_entry(problem, problem.title, f"{MARK} įrodymas", base_version=problem.text_version, by=people.member)
    earlier = Plan.objects.create(slug="senas", title=f"{MARK} planas", period_start=2013, period_end=2020)
    vision = add_element(earlier, Kind.VISION, None, Content(f"{MARK} vizija", ""), by=people.coordinator)
    priority = add_element(earlier, Kind.PRIORITY, vision, Content(f"{MARK} prioritetas", ""), by=people.coordinator)
    link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member)
    link_elements(tree.goal, priority, LinkKind.CONTINUES, by=people.member, reason=f"{MARK} tęsia")


def _plant_in_remarks(measure, tree, people):
    """A thread on marked words, a task, a resolved one, and proposed wordings: open and declined."""
    words = Anchor("", f"{MARK} tekstas", f"{MARK} prieš", f"{MARK} po")
    remark = add_remark(measure, f"{MARK} pastaba @pirmininkas", by=people.stranger, anchor=words)
    answer_remark(remark, f"{MARK} atsakymas", by=people.member)
    add_remark(measure, f"{MARK} užduotis", by=people.chair, kind="task", assigned_to=people.member)
    resolve_remark(add_remark(tree.vision, f"{MARK} išspręsta", by=people.member), by=people.member)
    wording = {"title": f"{MARK} formuluotė", "body": f"<p>{MARK}</p>", "reason": f"{MARK} kodėl"}
    propose_wording(tree.vision, by=people.member, **wording)
    declined = propose_wording(tree.priority, by=people.member, **wording)
    decline_proposal(declined, answer=f"{MARK} ne", by=people.coordinator)


def _plant_in_files(plan, people):
    """A file that a member brought and took over, with its name, rows and reason."""
    content = f"Pavadinimas;Uždavinys\r\n{MARK} iš failo;1.1.1\r\n".encode()
    imported = sheets.begin_import(plan, content, f"priemones-{MARK}.csv", by=people.member)
    sheets.check_import(imported, by=people.member)
    sheets.apply_import(imported, f"{MARK} įkelta", by=people.member)


def _plant_in_letters(people):
    """Letters about all that, sent; a letter of another kind that waits."""
    Notice.objects.update(at=timezone.now() - datetime.timedelta(days=2))
    gather_letters()
    for job in Job.objects.filter(kind="deliver_mail"):
        jobs.run(job.pk)
    assert any(MARK in letter.body for letter in mail.outbox), "the letters have something to leak"
    Mail.objects.create(to=people.member.email, subject=f"{MARK} laiškas", text=MARK, html=MARK)


def _plant_guest(tree, people):
    """A guest reviewer's name, organisation and reason."""
    goal = Element.objects.get(pk=tree.goal.pk)
    made = make_guest_link(
        goal, name=f"{MARK} Svečias", organisation=f"{MARK} institutas", email=f"{MARK.lower()}@example.org",
        expires_at=timezone.now() + datetime.timedelta(days=7), by=people.coordinator,
    )  # fmt: skip
    added = Element.objects.get(title=f"{MARK} uždavinys")
    recommend(made.link, added, version_id=added.current_version_id, verdict="return", text=f"{MARK} rekomendacija")


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
                note=f"{MARK} pastaba", despite=f"{MARK} nepaisant klaidų", by=people.coordinator,
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


def open_data_of(edition):
    """Addresses that would tell of a hidden edition."""
    room = f"/api/v1/editions/{edition.number}/"
    names = ("elements", "measures", "money", "indicators", "observations", "comparison/1")
    return [room, *(f"{room}{name}/" for name in names), f"/api/v1/editions/1/comparison/{edition.number}/"]


def test_no_mark_reaches_an_anonymous_visitor(planted):
    starts = ["/", "/en/"]
    starts += [guess.format(mark=MARK) for guess in GUESSES]
    starts += [f"/redakcijos/2/palyginti/1/{asked}" for asked in ("", "?rodyti=visas", "?puslapis=1")]
    for edition in planted:
        starts += [
            f"/redakcijos/{edition.number}/", f"/en/redakcijos/{edition.number}/",
            f"/redakcijos/{edition.number}/skaityti/",
            f"/redakcijos/1/palyginti/{edition.number}/", f"/redakcijos/{edition.number}/palyginti/1/",
            f"/redakcijos/{edition.number}/palyginti/", f"/redakcijos/1/palyginti/?su={edition.number}",
            f"/redakcijos/{edition.number}/planas.json", f"/redakcijos/{edition.number}/planas.pdf",
            f"/redakcijos/{edition.number}/planas.docx", f"/redakcijos/{edition.number}/planas.xlsx",
            f"/redakcijos/{edition.number}/priemones.csv", f"/redakcijos/{edition.number}/1.1/",
            *open_data_of(edition), f"/patikra/?q={edition.number}", f"/patikra/?q={edition.digest}",
        ]  # fmt: skip
    for element in Element.objects.all():
        for_ever = f"/planas/e/{element.short_uid}/"
        starts += [for_ever, f"{for_ever}redakcijos/", f"{for_ever}redakcijos/?nuo=1&iki=2"]
        starts += [f"{for_ever}redakcijos/?nuo=1&iki={edition.number}" for edition in planted]
    for meeting in Meeting.objects.all():
        room = f"/rengimas/posedziai/{meeting.uid}/"
        public = f"/darbo-grupes/{meeting.workgroup.slug}/posedziai/{meeting.uid}/"
        starts += [public, f"{public}protokolas.pdf", f"{room}protokolas/skelbti/"]
        starts += [room, f"{room}posedis.ics", f"{room}protokolas/", f"{room}protokolas/pdf/{'0' * 64}/"]
    starts += [unsubscribe_path(user) for user in User.objects.all()]
    starts += OPEN_DATA
    pages = crawl(ask(Client()), starts, limit=600)
    assert PUBLIC_WORD in pages["/api/v1/editions/2/elements/?limit=1000"].text
    assert any(PUBLIC_WORD in page.text for page in pages.values()), "the published word is there to be found"
    assert f"{PUBLIC_WORD} vėl" in re.sub("<[^>]*>", "", pages["/redakcijos/2/palyginti/1/"].text)
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
