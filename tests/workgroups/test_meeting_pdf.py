"""The minutes on paper, printed by a job and read back: words, tags, title; each download asks who comes."""

import io

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from pypdf import PdfReader

from klaipeda_plan.core.errors import NotAllowed
from klaipeda_plan.jobs.models import Job, State
from klaipeda_plan.jobs.services import run
from plans.services.agendas import attach_element
from plans.services.minutes_documents import key_of, minutes_document, request_minutes
from plans.services.pictures import keep_picture
from tests.support.drawing import picture_bytes
from tests.workgroups.meetings import local, make_meeting
from workgroups.services.agenda import add_item
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.minutes import Guest, finish_minutes, record_attendance, save_minutes

NOTE = "Pagal stočių duomenis"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def meeting(groups, people, tree):
    """A meeting of last year's spring with everything in it."""
    one = make_meeting(groups["aplinkos-apsauga"], people.chair, local(2026, 3, 29, 10), title="Oro kokybė <ir> „Jūra“")
    item = add_item(one, "Oro tarša", "Perskaityti analizę", by=people.chair)
    attach_element(item, tree.goal, by=people.chair)
    guests = [Guest("Ona Viešnia", "Uosto direkcija", "present")]
    record_attendance(one, {people.member.pk: "remote", people.chair.pk: "present"}, guests, by=people.chair)
    body = f'<h3>Klausimai</h3><p>Tarša mažėja<sup class="footnote" data-note="{NOTE}">*</sup> lėtai.</p>'
    save_minutes(one, body, base_version=0, by=people.member)
    decide(one, DecisionFacts("Patikslinti rodiklį", item, people.member, local(2026, 5, 1, 0).date()), by=people.chair)
    one.refresh_from_db()
    return one


def printed(meeting, by):
    """The bytes of the printed minutes, through the job."""
    job = request_minutes(meeting, by=by)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.DONE, "")
    with default_storage.open(f"minutes/{meeting.uid}/{job.result['key']}.pdf", "rb") as file:
        return file.read()


def words_of(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_paper_tells_everything_of_the_meeting(meeting, people, tree):
    text = words_of(printed(meeting, people.member))
    for phrase in (
        "Darbo grupės posėdžio protokolas", "Oro kokybė <ir> „Jūra“", "Aplinkos apsaugos darbo grupė",
        "2026 m. kovo 29 d.", "10:00–12:00", "Danės g. 17", "narys", "dalyvavo nuotoliu", "Ona Viešnia",
        "Uosto direkcija", "Oro tarša", f"1.1 {tree.goal.title}", "Tarša mažėja", NOTE, "Patikslinti rodiklį",
        "Kas atliks: narys; Iki kada: 2026-05-01", "Darbinis dokumentas, protokolas neužbaigtas", "1 / 1",
    ):  # fmt: skip
        assert phrase in text, phrase


def test_closed_minutes_do_not_say_that_they_may_change(meeting, people):
    finish_minutes(meeting, version=1, by=people.chair)
    meeting.refresh_from_db()
    text = words_of(printed(meeting, people.member))
    assert "neužbaigtas" not in text
    assert "Rengimo darbinis dokumentas" in text


def test_the_pdf_is_tagged_with_title_language_and_scopes(meeting, people):
    with pikepdf.Pdf.open(io.BytesIO(printed(meeting, people.member))) as pdf:
        assert str(pdf.Root.Lang) == "lt"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.Title).startswith("Oro kokybė <ir>")
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        elements = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        kinds = {str(one.S) for one in elements}
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI"} <= kinds
        scopes = {str(one.A.Scope) for one in elements if str(one.S) == "/TH"}
        assert scopes == {"/Row", "/Column"}


def test_a_picture_of_the_drafts_is_printed_with_its_words(meeting, people, tree):
    picture, _remark = keep_picture(tree.goal.plan, picture_bytes(), "zemelapis.png", by=people.member)
    shown = f'<figure><img src="{picture.address}" alt="Uosto žemėlapis"></figure>'
    save_minutes(meeting, shown, base_version=1, by=people.member)
    meeting.refresh_from_db()
    with pikepdf.Pdf.open(io.BytesIO(printed(meeting, people.member))) as pdf:
        assert "Uosto žemėlapis" in [str(one.Alt) for one in pdf.objects if "/Alt" in one and hasattr(one, "keys")]


def test_equal_minutes_are_printed_once_and_changed_ones_anew(meeting, people):
    printed(meeting, people.member)
    assert request_minutes(meeting, by=people.chair) == key_of(minutes_document(meeting))
    save_minutes(meeting, "<p>Kitaip.</p>", base_version=1, by=people.member)
    meeting.refresh_from_db()
    assert "Kitaip." in words_of(printed(meeting, people.chair))
    _folders, names = default_storage.listdir(f"minutes/{meeting.uid}")
    assert names == [f"{key_of(minutes_document(meeting))}.pdf"], "what was changed is not kept on paper"


def test_strangers_neither_print_nor_download(meeting, people, as_user):
    with pytest.raises(NotAllowed):
        request_minutes(meeting, by=people.stranger)
    printed(meeting, people.member)
    address = reverse("meetings:pdf", args=[meeting.uid, key_of(minutes_document(meeting))])
    answer = as_user(people.secretary).get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "2026-03-29.pdf" in answer.headers["Content-Disposition"]
    assert as_user(people.stranger).get(address).status_code == 404
    people.member.memberships.all().delete()
    assert as_user(people.member).get(address).status_code == 404


@pytest.mark.parametrize("key", ["x", "..", "%2e%2e%2fissued", "0" * 64])
def test_a_key_that_is_none_leads_nowhere(key, meeting, people, as_user):
    printed(meeting, people.member)
    address = reverse("meetings:meeting", args=[meeting.uid]) + f"protokolas/pdf/{key}/"
    assert as_user(people.member).get(address).status_code == 404


def test_the_button_leads_to_the_job_and_the_job_to_the_file(meeting, people, as_user):
    client = as_user(people.member)
    start = client.post(reverse("meetings:build_pdf", args=[meeting.uid]))
    job = Job.objects.get()
    assert start.headers["Location"] == reverse("jobs:detail", args=[job.pk])
    run(job.pk)
    shown = client.get(start.headers["Location"]).content.decode()
    file = reverse("meetings:pdf", args=[meeting.uid, key_of(minutes_document(meeting))])
    assert file in shown
    assert reverse("meetings:meeting", args=[meeting.uid]) in shown
    assert as_user(people.chair).get(start.headers["Location"]).status_code == 404
    again = client.post(reverse("meetings:build_pdf", args=[meeting.uid]))
    assert again.headers["Location"] == file
