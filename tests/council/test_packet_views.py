"""The pages of packets: who presses, who reads and downloads, before a sitting is published and after."""

import uuid

import pytest
from django.core.files.storage import default_storage

from council.models import ItemKind, Packet, PacketFile
from council.services.agenda import save_texts
from council.services.packets import request_packet
from council.services.sittings import convene_sitting, publish_sitting, withdraw_sitting
from editions.models import EditionKind
from editions.services.events import publish_edition
from editions.services.files import issue_file
from editions.services.freeze import freeze_edition
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.services import run
from tests.council.papers import BODY, DATE, NOTE
from tests.council.sittings import make_item, make_sitting
from tests.support.factories import accept_all

INSIDE = ("secretary", "coordinator", "councillor", "consultant")
OTHERS = ("member", "chair", "stranger", "editor", "administrator")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def sitting(people):
    """Convened, with one item that needs no edition, and its packet."""
    return _packed(make_sitting(people.secretary), people)


def _packed(made, people, *, edition=None):
    kind = ItemKind.PLAN_DRAFT if edition else ItemKind.OTHER
    item = make_item(made, people.secretary, kind=kind, title="Dėl „A“ <b>", edition=edition)
    save_texts(item, BODY, NOTE, base_version=item.version, by=people.secretary)
    made = convene_sitting(made, by=people.secretary)
    run(request_packet(made, by=people.secretary).pk)
    return made


def addresses(sitting, packet=None):
    base = f"/taryba/posedziai/{sitting.uid}"
    number = (packet or Packet.objects.first()).number
    return f"{base}/skaityti/", f"{base}/paketai/{number}/zip/", f"{base}/paketai/{number}/1/"


def text_of(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize("role", INSIDE)
def test_the_room_reads_and_downloads(as_user, people, sitting, role):
    reading, archive, file = addresses(sitting)
    client = as_user(getattr(people, role))
    page = text_of(client.get(reading))
    assert "Dėl „A“ &lt;b&gt;" in page
    assert "nusprendžia" in page
    assert "1. Sprendimo projekto tikslas" in page
    assert (
        page.index('id="darbotvarke"')
        < page.index("Sprendimo projektas, PDF")
        < page.index("Aiškinamasis raštas, DOCX")
    )
    assert f'href="{archive}"' in page
    assert f'href="{file}"' in page
    packed = client.get(archive)
    assert packed.getvalue().startswith(b"PK")
    assert packed.headers["X-Content-Type-Options"] == "nosniff"
    assert "paketas%201.zip" in packed.headers["Content-Disposition"]
    agenda = client.get(file)
    assert agenda.headers["Content-Type"] == "application/pdf"
    assert agenda.getvalue().startswith(b"%PDF-")
    assert "no-store" in agenda.headers["Cache-Control"]


@pytest.mark.parametrize("role", OTHERS)
def test_nothing_is_there_for_others_until_it_is_published(as_user, people, sitting, role):
    client = as_user(getattr(people, role))
    assert [client.get(one).status_code for one in addresses(sitting)] == [404] * 3
    publish_sitting(sitting, by=people.secretary)
    assert [client.get(one).status_code for one in addresses(sitting)] == [200] * 3
    withdraw_sitting(sitting, by=people.secretary)
    assert [client.get(one).status_code for one in addresses(sitting)] == [404] * 3


def test_an_anonymous_visitor_logs_in_until_it_is_published(as_user, people, sitting):
    client = as_user(None)
    for address in addresses(sitting):
        assert client.get(address).headers["Location"] == f"/paskyra/login/?next={address}"
    publish_sitting(sitting, by=people.secretary)
    assert [client.get(one).status_code for one in addresses(sitting)] == [200] * 3


def test_a_councillor_does_not_see_what_is_being_prepared(as_user, people):
    sitting = make_sitting(people.secretary)
    address = f"/taryba/posedziai/{sitting.uid}/skaityti/"
    assert as_user(people.councillor).get(address).status_code == 404
    page = text_of(as_user(people.secretary).get(address))
    assert "Darbotvarkės dar nėra." in page
    assert "Failai dar neparengti." in page


def test_the_public_gets_nothing_of_an_edition_that_is_not_published(as_user, people, plan, tree):
    accept_all(plan, by=people.coordinator)
    by = people.coordinator
    edition = freeze_edition(plan, kind=EditionKind.PLAN_DRAFT, title="Slapta", document_date=DATE, by=by)
    sitting = publish_sitting(_packed(make_sitting(people.secretary), people, edition=edition), by=people.secretary)
    packet = Packet.objects.get()
    base = f"/taryba/posedziai/{sitting.uid}"
    anybody, councillor = as_user(None), as_user(people.councillor)
    page = text_of(anybody.get(f"{base}/skaityti/"))
    assert "Slapta" not in page
    assert "nusprendžia" not in page
    assert "Šio klausimo dokumentai neskelbiami." in page
    codes = {row.name: anybody.get(f"{base}/paketai/1/{row.position}/").status_code for row in packet.files.all()}
    assert {name for name, code in codes.items() if code == 200} == {"01 Darbotvarkė.pdf", "01 Darbotvarkė.docx"}
    assert anybody.get(f"{base}/paketai/1/zip/").status_code == 404
    assert councillor.get(f"{base}/paketai/1/zip/").status_code == 200
    publish_edition(edition, by=people.coordinator)
    assert "nusprendžia" in text_of(anybody.get(f"{base}/skaityti/"))
    assert anybody.get(f"{base}/paketai/1/zip/").status_code == 200


def test_a_comparison_with_the_room_s_reasons_is_not_for_the_public(as_user, people, plan, tree):
    by = people.coordinator
    accept_all(plan, by=by)
    both = [freeze_edition(plan, kind=EditionKind.PLAN_DRAFT, title="R", document_date=DATE, by=by) for _ in (1, 2)]
    for edition in both:
        publish_edition(edition, by=by)
    sitting = publish_sitting(_packed(make_sitting(people.secretary), people), by=people.secretary)
    packet = Packet.objects.get()
    issued = issue_file(
        b"%PDF-1.7", key="k" * 64, edition=both[1], basis=both[0], document="comparison", format="pdf", language="lt",
        pages=1, by=None,
    )  # fmt: skip
    file = PacketFile.objects.create(
        packet=packet, position=90, name="x.pdf", label="Palyginimas", issued=issued, sha256=issued.sha256, size=8
    )
    base = f"/taryba/posedziai/{sitting.uid}/paketai/{packet.number}"
    assert as_user(None).get(f"{base}/{file.position}/").status_code == 404
    assert as_user(None).get(f"{base}/zip/").status_code == 404
    assert as_user(people.councillor).get(f"{base}/{file.position}/").status_code == 200


def test_one_button_leads_to_a_job_and_on_to_the_zip(as_user, people):
    sitting = make_sitting(people.secretary)
    item = make_item(sitting, people.secretary, kind=ItemKind.OTHER)
    save_texts(item, BODY, "", base_version=item.version, by=people.secretary)
    client = as_user(people.secretary)
    page = f"/taryba/posedziai/{sitting.uid}/"
    assert "Parengti paketą" in text_of(client.get(page))
    leads_to = client.post(f"{page}paketas/").headers["Location"]
    job = Job.objects.get()
    assert leads_to == f"/darbai/{job.pk}/"
    assert "Dokumentų paketas: Tarybos posėdis" in text_of(client.get(leads_to))
    assert f'href="{leads_to}"' in text_of(client.get(page))
    run(job.pk)
    archive = f"{page}paketai/1/zip/"
    assert f'href="{archive}"' in text_of(client.get(leads_to))
    after = text_of(client.get(page))
    assert f'href="{archive}"' in after
    assert Packet.objects.get().archive.sha256 in after


def test_who_only_reads_has_no_button_and_is_refused(as_user, people, sitting):
    client = as_user(people.councillor)
    page = f"/taryba/posedziai/{sitting.uid}/"
    assert "Parengti paketą" not in text_of(client.get(page))
    refused = client.post(f"{page}paketas/")
    assert refused.status_code == 403
    assert "Tarybos sekretorė ir koordinatorius." in text_of(refused)
    assert Job.objects.count() == 1
    assert as_user(people.editor).post(f"{page}paketas/").status_code == 404
    assert as_user(None).post(f"{page}paketas/").headers["Location"].startswith("/paskyra/login/")


def test_an_empty_agenda_is_told_on_the_page(as_user, people):
    sitting = make_sitting(people.secretary)
    response = as_user(people.secretary).post(f"/taryba/posedziai/{sitting.uid}/paketas/", follow=True)
    assert "Darbotvarkė tuščia" in text_of(response)
    assert not Job.objects.exists()


def test_unknown_things_are_not_found(as_user, people, sitting):
    client = as_user(people.secretary)
    base = f"/taryba/posedziai/{sitting.uid}"
    strange = f"/taryba/posedziai/{uuid.uuid4()}"
    for address in (f"{base}/paketai/9/zip/", f"{base}/paketai/9/1/", f"{base}/paketai/1/99/", f"{strange}/skaityti/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{strange}/paketas/").status_code == 404
    assert client.post(f"{base}/klausimai/999/paketas/").status_code == 404
    assert client.get(f"{base}/paketas/").status_code == 405
    assert client.post(f"{base}/skaityti/").status_code == 405
    default_storage.delete(Packet.objects.get().archive.file)
    assert client.get(f"{base}/paketai/1/zip/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_reading_page_takes_the_same_queries_at_any_size(
    as_user, people, count, django_assert_num_queries
):  # fmt: skip
    sitting = make_sitting(people.secretary)
    for number in range(count):
        item = make_item(sitting, people.secretary, kind=ItemKind.OTHER, title=f"Dėl {number}")
        save_texts(item, BODY, "", base_version=item.version, by=people.secretary)
    convene_sitting(sitting, by=people.secretary)
    run(request_packet(sitting, by=people.secretary).pk)
    client = as_user(people.councillor)
    address = f"/taryba/posedziai/{sitting.uid}/skaityti/"
    client.get(address)
    with django_assert_num_queries(18):
        page = text_of(client.get(address))
    assert page.count("nusprendžia") == count
