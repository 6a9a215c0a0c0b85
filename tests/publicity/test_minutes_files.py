"""Published minutes on paper for everybody: printed by a job, gone when they are taken back."""

import io

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from pypdf import PdfReader

from klaipeda_plan.jobs.models import Job, State
from klaipeda_plan.jobs.services import run
from publicity.services.minutes_files import JOB, ask_for_unprinted, print_minutes, printed
from tests.publicity.asking import get, text
from tests.workgroups.meetings import make_held
from tests.workgroups.test_openness import close, publish
from workgroups.models import PublishedMinutes, User
from workgroups.services.minutes import Guest, record_attendance, reopen_minutes
from workgroups.services.openness import withdraw_minutes


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def copy(groups, people):
    """Published minutes of a meeting with a guest; nothing is printed yet."""
    User.objects.filter(pk=people.member.pk).update(full_name="Rasa Pavyzdienė", organisation="Klaipėdos bendruomenė")
    meeting = make_held(
        groups["aplinkos-apsauga"], people.chair, title="Oro <ir> „Jūra“", note="Slapta pastaba",
        link="https://example.org/slapta",
    )  # fmt: skip
    guests = [Guest("Ona Viešnia", "Uosto direkcija", "present")]
    record_attendance(meeting, {people.member.pk: "present"}, guests, by=people.chair)
    return publish(close(meeting, people), people)


def work():
    """What waits is done."""
    for job in Job.objects.filter(kind=JOB, state=State.QUEUED).order_by("pk"):
        run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error) == (State.DONE, "")


def page_of(copy):
    return reverse("publicity:group_meeting", args=[copy.meeting.workgroup.slug, copy.meeting.uid])


def pdf_of(copy):
    return f"{page_of(copy)}protokolas.pdf"


def words_of(response):
    reader = PdfReader(io.BytesIO(b"".join(response.streaming_content)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_publishing_starts_one_job_and_its_file_is_for_everybody(copy):
    assert get(pdf_of(copy)).status_code == 404
    assert "protokolas.pdf" not in text(get(page_of(copy)))
    work()
    assert f'href="{pdf_of(copy)}"' in text(get(page_of(copy)))
    answer = get(pdf_of(copy))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert f"protokolas-aplinkos-apsauga-{copy.content['date']}.pdf" in answer.headers["Content-Disposition"]
    assert not answer.cookies
    assert Job.objects.filter(kind=JOB).count() == 1


def test_it_tells_what_the_page_tells_and_no_name_note_or_link(copy):
    work()
    words = words_of(get(pdf_of(copy)))
    for word in ("Oro <ir> „Jūra“", "Aplinkos apsaugos darbo grupė", "Kalbėta apie orą.", "Danės g. 17",
                 "Klaipėdos bendruomenė; Uosto direkcija", "paskelbimas Nr. 1", "Paskelbtas protokolas"):  # fmt: skip
        assert word in words, word
    for hidden in ("Rasa", "Ona Viešnia", "lapta"):
        assert hidden not in words


def test_what_somebody_has_already_is_not_sent_again(copy):
    work()
    first = get(pdf_of(copy))
    assert first.headers["Cache-Control"] == "no-cache"
    again = get(pdf_of(copy), HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "no-cache")


def test_taken_back_it_is_gone_at_once_and_its_file_with_the_next_job(copy, people):
    work()
    name = printed(copy)
    withdraw_minutes(copy.meeting, reason="Klaida", by=people.coordinator)
    assert get(pdf_of(copy)).status_code == 404
    work()
    assert not default_storage.exists(name)


def test_mended_minutes_replace_the_file(copy, people):
    work()
    meeting, old = copy.meeting, printed(copy)
    meeting.refresh_from_db()
    reopen_minutes(meeting, by=people.chair, reason="Klaida")
    newer = publish(close(meeting, people, "<p>Pataisyta.</p>"), people, reason="Klaida skaičiuje")
    assert get(pdf_of(copy)).status_code == 404
    work()
    assert "Pataisyta." in words_of(get(pdf_of(newer)))
    assert not default_storage.exists(old)


def test_a_job_that_runs_twice_prints_once_and_of_what_is_gone_says_so(copy):
    work()
    first = print_minutes(lambda percent, message="": None, copy=copy.pk)
    assert first == {"file": printed(copy)}


def test_minutes_that_were_published_before_are_printed_too(copy):
    Job.objects.filter(kind=JOB).delete()
    assert ask_for_unprinted() == 1
    assert ask_for_unprinted() == 0, "the job waits"
    work()
    Job.objects.filter(kind=JOB).delete()
    assert ask_for_unprinted() == 0, "the file is there"


@pytest.mark.parametrize("slug", ["socialine-aplinka", "nera"])
def test_under_another_group_there_is_nothing(copy, slug):
    work()
    assert get(f"/darbo-grupes/{slug}/posedziai/{copy.meeting.uid}/protokolas.pdf").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_what_is_not_printed_costs_the_same_for_many(groups, people, count, django_assert_num_queries):
    for number in range(count):
        publish(close(make_held(groups["aplinkos-apsauga"], people.chair, title=f"Posėdis {number}"), people), people)
    work()
    assert PublishedMinutes.objects.count() == count
    with django_assert_num_queries(2):
        assert ask_for_unprinted() == 0
