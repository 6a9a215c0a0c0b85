"""The page of a job: whoever started it sees how far it is, stops it, and finds what came out."""

import pytest

from klaipeda_plan.jobs import registry, services
from klaipeda_plan.jobs.models import Job, State
from klaipeda_plan.jobs.registry import JobPage, Link

ADDRESSES = ("/darbai/{}/", "/darbai/{}/busena.json")


def do_nothing(progress):
    progress(40, "Pusiaukelė")
    return {"made": "yes"}


def fail(progress):
    raise services.JobFailed("Trūksta <bibliotekos>.")


@pytest.fixture(autouse=True)
def kinds():
    """A kind of work without a page of its own, one with a page, one that fails."""
    registry.register("plain", do_nothing)
    registry.register("shared", do_nothing)
    registry.register("failing", fail)
    registry.register_page(
        "shared",
        JobPage(
            title=lambda job: "Bendras darbas",
            may_see=lambda user: user.email == "coordinator@example.org",
            result=lambda job: Link("/taryba/", "Atsisiųsti"),
            back=lambda job: Link("/taryba/", "Atgal"),
        ),
    )


@pytest.fixture
def job(people):
    return services.enqueue("plain", "one", {}, by=people.secretary)


def test_the_page_shows_progress_step_and_a_way_to_stop(as_user, people, job):
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, percent=40, message="Maketuojamas 12 puslapis")
    response = as_user(people.secretary).get(f"/darbai/{job.pk}/")
    page = response.content.decode()
    assert '<progress max="100" value="40"' in page
    assert "Maketuojamas 12 puslapis" in page
    assert f'action="/darbai/{job.pk}/atsaukti/"' in page
    assert f'data-job-status="/darbai/{job.pk}/busena.json"' in page
    assert f'href="/darbai/{job.pk}/"' in page
    assert "no-store" in response.headers["Cache-Control"]


def test_the_status_tells_the_script_what_it_needs(as_user, people, job):
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, percent=40, message="Žingsnis")
    assert as_user(people.secretary).get(f"/darbai/{job.pk}/busena.json").json() == {
        "state": "running", "active": True, "percent": 40, "message": "Žingsnis", "label": "vykdomas",
    }  # fmt: skip


def test_a_finished_job_ends_in_a_link(as_user, people):
    job = services.enqueue("shared", "two", {}, by=people.secretary)
    services.run(job.pk)
    page = as_user(people.secretary).get(f"/darbai/{job.pk}/").content.decode()
    assert '<a class="button" href="/taryba/">Atsisiųsti</a>' in page
    assert "<progress" not in page
    assert "busena.json" not in page


def test_a_failed_job_says_why_in_words(as_user, people):
    job = services.enqueue("failing", "three", {}, by=people.secretary)
    services.run(job.pk)
    page = as_user(people.secretary).get(f"/darbai/{job.pk}/").content.decode()
    assert "Trūksta &lt;bibliotekos&gt;." in page
    assert "atsaukti" not in page


def test_colleagues_of_the_room_look_on_but_do_not_stop_it(as_user, people):
    job = services.enqueue("shared", "four", {}, by=people.secretary)
    client = as_user(people.coordinator)
    page = client.get(f"/darbai/{job.pk}/").content.decode()
    assert "Bendras darbas" in page
    assert "atsaukti" not in page
    assert client.post(f"/darbai/{job.pk}/atsaukti/").status_code == 403
    job.refresh_from_db()
    assert job.state == State.QUEUED


@pytest.mark.parametrize("address", [*ADDRESSES, "/darbai/{}/atsaukti/"])
def test_a_job_of_somebody_else_does_not_exist(as_user, people, job, address):
    for person in (people.member, people.coordinator, people.councillor, people.administrator):
        client = as_user(person)
        send = client.post if "atsaukti" in address else client.get
        assert send(address.format(job.pk)).status_code == 404
    job.refresh_from_db()
    assert job.state == State.QUEUED


@pytest.mark.parametrize("address", [*ADDRESSES, "/darbai/{}/atsaukti/"])
def test_anonymous_visitors_are_sent_to_the_login(as_user, job, address):
    client = as_user(None)
    send = client.post if "atsaukti" in address else client.get
    response = send(address.format(job.pk))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/paskyra/login/?next=")


def test_a_job_without_a_starter_is_seen_by_nobody(as_user, people):
    job = services.enqueue("plain", "five", {}, by=None)
    assert as_user(people.administrator).get(f"/darbai/{job.pk}/").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unknown_job_is_not_found(as_user, people, address):
    assert as_user(people.secretary).get(address.format(999_999)).status_code == 404


def test_other_methods_are_refused(as_user, people, job):
    client = as_user(people.secretary)
    assert [client.post(address.format(job.pk)).status_code for address in ADDRESSES] == [405, 405]
    assert client.get(f"/darbai/{job.pk}/atsaukti/").status_code == 405


def test_the_starter_stops_a_waiting_job_at_once_and_a_running_one_at_its_next_report(as_user, people, job):
    client = as_user(people.secretary)
    assert client.post(f"/darbai/{job.pk}/atsaukti/").headers["Location"] == f"/darbai/{job.pk}/"
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert "Darbas sustabdytas." in client.get(f"/darbai/{job.pk}/").content.decode()
    running = services.enqueue("plain", "six", {}, by=people.secretary)
    Job.objects.filter(pk=running.pk).update(state=State.RUNNING)
    client.post(f"/darbai/{running.pk}/atsaukti/")
    running.refresh_from_db()
    assert (running.state, running.cancel_requested) == (State.RUNNING, True)
    assert "Darbas bus sustabdytas ties kitu žingsniu." in client.get(f"/darbai/{running.pk}/").content.decode()


def test_stopping_a_finished_job_changes_nothing(as_user, people, job):
    services.run(job.pk)
    client = as_user(people.secretary)
    page = client.post(f"/darbai/{job.pk}/atsaukti/", follow=True).content.decode()
    assert "Darbas jau buvo baigtas." in page
    job.refresh_from_db()
    assert (job.state, job.result) == (State.DONE, {"made": "yes"})
