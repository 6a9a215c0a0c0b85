"""The packet of a sitting: one job builds all documents, what did not change is kept, earlier packets stay."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.storage import default_storage

from council.models import CouncilPaper, ItemKind, Packet
from council.services.agenda import ItemFacts, add_item, save_texts
from council.services.packets import build_packet, request_packet
from council.services.sittings import publish_sitting
from editions.models import EditionKind
from editions.services.freeze import freeze_edition, write_edition
from editions.verification import lookup, verify_editions
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.jobs.models import Job, State
from klaipeda_plan.jobs.services import cancel, run
from plans.services.elements import Content, save_element
from publicity.services.library import add_document, add_file
from tests.council.papers import BODY, DATE, NOTE
from tests.council.sittings import convened, make_item, make_sitting
from tests.support.factories import accept_all

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def editions(plan, tree, people):
    """A basis, and an edition in which one word differs."""
    made = []
    for title in ("Pirmoji", "Antroji"):
        accept_all(plan, by=people.coordinator)
        made.append(
            freeze_edition(plan, kind=EditionKind.PLAN_DRAFT, title=title, document_date=DATE, by=people.coordinator)
        )
        goal = type(tree.goal).objects.get(pk=tree.goal.pk)
        content = Content(goal.title, "<p>Tekstas naujas.</p>")
        save_element(goal, content, base_version=goal.text_version, by=people.coordinator)
    return made


@pytest.fixture
def sitting(editions, people):
    """One item with an edition, its basis and both texts; not convened yet."""
    made = make_sitting(people.secretary, days=3)
    item = make_item(made, people.secretary, edition=editions[1], basis=editions[0])
    save_texts(item, BODY, NOTE, base_version=item.version, by=people.secretary)
    return made


def built(sitting, by, item=None):
    """The finished job of a press."""
    job = request_packet(sitting, item, by=by)
    run(job.pk)
    return Job.objects.get(pk=job.pk)


def unpacked(packet):
    with zipfile.ZipFile(default_storage.open(packet.archive.file, "rb")) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


NAMES = [
    "00 Sąrašas.txt",
    "00 SHA256SUMS",
    "01 Darbotvarkė.pdf",
    "01 Darbotvarkė.docx",
    "01 Dėl plano patvirtinimo/01 Sprendimo projektas.pdf",
    "01 Dėl plano patvirtinimo/01 Sprendimo projektas.docx",
    "01 Dėl plano patvirtinimo/02 Aiškinamasis raštas.pdf",
    "01 Dėl plano patvirtinimo/02 Aiškinamasis raštas.docx",
    "01 Dėl plano patvirtinimo/03 Redakcija Nr. 2.pdf",
    "01 Dėl plano patvirtinimo/03 Redakcija Nr. 2.docx",
    "01 Dėl plano patvirtinimo/04 Redakcija Nr. 2, palyginta su redakcija Nr. 1.pdf",
    "01 Dėl plano patvirtinimo/04 Redakcija Nr. 2, palyginta su redakcija Nr. 1.docx",
    "01 Dėl plano patvirtinimo/05 Pasiūlymų ir atsakymų lentelė.pdf",
    "01 Dėl plano patvirtinimo/05 Pasiūlymų ir atsakymų lentelė.docx",
]


def test_one_press_builds_everything_and_what_did_not_change_is_not_built_again(sitting, people):
    first = built(sitting, people.secretary)
    assert (first.state, first.error) == (State.DONE, "")
    assert (first.result["built"], first.result["kept"]) == (12, 0)
    packet = Packet.objects.get()
    files = unpacked(packet)
    assert list(files) == NAMES
    sums = dict(reversed(line.split("  ", 1)) for line in files["00 SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(files[name]).hexdigest() for name in NAMES[2:]}
    listed = files["00 Sąrašas.txt"].decode()
    assert all(f"{number:3}. {name}" in listed for number, name in enumerate(NAMES[2:], start=1))
    assert all(digest in listed for digest in sums.values())
    assert files[NAMES[2]].startswith(b"%PDF-")
    assert files[NAMES[3]].startswith(b"PK")

    again = built(sitting, people.secretary)
    assert (again.result["built"], again.result["kept"]) == (0, 12)
    assert again.result["packet"] == packet.pk
    assert Packet.objects.count() == 1

    item = sitting.items.get()
    save_texts(item, BODY.replace("planą", "visą planą"), NOTE, base_version=item.version, by=people.secretary)
    changed = built(sitting, people.secretary)
    assert (changed.result["built"], changed.result["kept"]) == (2, 10)
    assert [one.number for one in Packet.objects.order_by("number")] == [1, 2]
    assert unpacked(packet) == files
    differing = {name for name, content in unpacked(Packet.objects.get(number=2)).items() if files[name] != content}
    assert differing == {NAMES[0], NAMES[1], NAMES[4], NAMES[5]}


def test_every_file_of_a_packet_is_found_by_its_digest(sitting, people):
    built(sitting, people.secretary)
    packet = Packet.objects.get()
    for row in packet.files.all():
        found = lookup(row.sha256)
        assert found is not None
        assert not found.is_public
    assert lookup(packet.archive.sha256).paper.format == "zip"
    assert verify_editions().problems == []


def test_words_of_a_paper_are_public_with_its_sitting_and_its_edition(people):
    sitting = convened(people.secretary, title="Dėl kitko", kind=ItemKind.OTHER)
    built(sitting, people.secretary)
    digest = CouncilPaper.objects.get(kind="agenda", format="pdf").sha256
    assert not lookup(digest).is_public
    publish_sitting(sitting, by=people.secretary)
    assert lookup(digest).is_public
    assert lookup(digest).paper.title == "Darbotvarkė. Tarybos posėdis"


def test_two_presses_make_one_job(sitting, people):
    job = request_packet(sitting, by=people.secretary)
    assert request_packet(sitting, by=people.coordinator).pk == job.pk
    assert Job.objects.filter(kind="build_packet").count() == 1


def test_the_packet_of_one_item_holds_that_item_alone(sitting, people):
    other = add_item(sitting, ItemFacts(ItemKind.OTHER, "Dėl kitko"), by=people.secretary)
    save_texts(other, BODY, "", base_version=other.version, by=people.secretary)
    built(sitting, people.secretary, other)
    packet = Packet.objects.get()
    assert packet.item == other
    assert list(unpacked(packet))[2:] == [
        "02 Dėl kitko/01 Sprendimo projektas.pdf", "02 Dėl kitko/01 Sprendimo projektas.docx",
    ]  # fmt: skip


def test_a_document_of_the_library_stands_in_the_packet(people):
    sitting = make_sitting(people.secretary)
    document = add_document({"title": "Metodika: „A/B“", "kind": "methodology"}, by=people.editor)
    facts = ItemFacts(ItemKind.METHODOLOGY, "Dėl metodikos", library_document=document)
    add_item(sitting, facts, by=people.secretary)
    refused = built(sitting, people.secretary)
    assert refused.state == State.FAILED
    assert refused.error == "Bibliotekos dokumentas „Metodika: „A/B““ dar neturi failo."
    add_file(document, PDF, "metodika.pdf", date=DATE, by=people.editor)
    assert built(sitting, people.secretary).state == State.DONE
    assert unpacked(Packet.objects.get())["01 Dėl metodikos/01 Metodika „AB“.pdf"] == PDF


def test_a_cancelled_job_leaves_no_packet(sitting, people):
    job = request_packet(sitting, by=people.secretary)
    cancel(job)
    run(job.pk)
    assert Job.objects.get().state == State.CANCELLED
    assert not Packet.objects.exists()
    assert built(sitting, people.secretary).state == State.DONE


def test_a_broken_document_is_named_and_nothing_stays_stuck(plan, people):
    by = people.coordinator
    empty = write_edition(plan, [], kind=EditionKind.PLAN_DRAFT, title="Tuščia", document_date=DATE, by=by)
    sitting = make_sitting(people.secretary)
    make_item(sitting, people.secretary, edition=empty)
    job = built(sitting, people.secretary)
    assert job.state == State.FAILED
    assert job.error == "1. Dėl plano patvirtinimo – Redakcija Nr. 1: Redakcija tuščia: nėra ką spausdinti."
    assert not Packet.objects.exists()
    assert not Job.objects.filter(state__in=(State.QUEUED, State.RUNNING)).exists()


def test_a_file_that_was_lost_comes_back(sitting, people):
    built(sitting, people.secretary)
    lost = CouncilPaper.objects.get(kind="agenda", format="pdf")
    default_storage.delete(lost.file)
    assert built(sitting, people.secretary).state == State.DONE
    assert default_storage.exists(lost.file)
    assert Packet.objects.count() == 1


def test_an_empty_agenda_is_refused(people):
    sitting = make_sitting(people.secretary)
    with pytest.raises(Refused, match="Darbotvarkė tuščia"):
        request_packet(sitting, by=people.secretary)


@pytest.mark.parametrize("role", ["councillor", "consultant", "member", "editor", "administrator"])
def test_only_who_prepares_documents_may_press(sitting, people, role):
    with pytest.raises(NotAllowed):
        request_packet(sitting, by=getattr(people, role))
    assert not Job.objects.exists()


def test_the_job_tells_which_document_it_is_at(sitting, people):
    told = []
    build_packet(lambda percent, message="": told.append((percent, message)), sitting=sitting.pk, item=None, by=None)
    percents = [percent for percent, _message in told]
    assert percents == sorted(percents)
    assert any(message.startswith("1 dokumentas iš 12: Darbotvarkė (PDF)") for _percent, message in told)
    assert any(message.startswith("12 dokumentas iš 12: ") for _percent, message in told)
    assert told[-1][1] == "Failai dedami į paketą"


def test_equal_packets_are_equal_bytes(sitting, people):
    built(sitting, people.secretary)
    packet = Packet.objects.get()
    before = default_storage.open(packet.archive.file, "rb").read()
    default_storage.delete(packet.archive.file)
    built(sitting, people.secretary)
    assert default_storage.open(packet.archive.file, "rb").read() == before
    assert zipfile.ZipFile(io.BytesIO(before)).infolist()[0].date_time[:3] == (2020, 1, 1)
