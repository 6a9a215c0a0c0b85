"""The index: made anew while it answers, caught up with, and stood up where a migration lost it."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from editions.listeners import tell_of_change
from editions.services.events import publish_edition, withdraw_edition
from klaipeda_plan.jobs import services as jobs
from klaipeda_plan.jobs.models import Job
from publicity.models import News, SearchEntry, SearchWord
from publicity.search import engine, indexing
from publicity.search.asking import read_question
from tests.editions.support import freeze
from tests.publicity.content import make_document, make_news
from tests.publicity.searching import found


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def rows():
    return list(SearchEntry.objects.order_by("key").values_list("key", "title", "words", "text"))


def ours():
    return Job.objects.filter(kind__in=[indexing.REBUILD_JOB, indexing.EDITION_JOB])


def rebuild():
    out = io.StringIO()
    call_command("rebuild_search", stdout=out)
    return out.getvalue()


def test_command_says_what_stands(edition, people):
    make_news(people.editor)
    said = rebuild()
    assert said.startswith(f"{SearchEntry.objects.count()} entries stand, 0 were dropped.")
    assert {key.partition(":")[0] for key, *_ in rows()} == {"planas", "naujienos", "puslapiai"}


def test_second_rebuild_changes_nothing(edition, people):
    make_news(people.editor)
    make_document(people.editor)
    rebuild()
    before, pks = rows(), set(SearchEntry.objects.values_list("pk", flat=True))
    words = set(SearchWord.objects.values_list("word", flat=True))
    rebuild()
    assert rows() == before
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == pks, "nothing was missing meanwhile"
    assert set(SearchWord.objects.values_list("word", flat=True)) == words


def test_rebuild_mends_what_is_wrong(edition, people):
    item = make_news(people.editor, "Tikras vardas")
    rebuild()
    News.objects.filter(pk=item.pk).update(title="Kepurė")
    SearchEntry.objects.create(key="naujienos:0", kind="naujienos", source=0, place="nera", title="Pražuvusi")
    assert "1 were dropped" in rebuild()
    assert found("kepurė") == ["Kepurė"]
    assert not SearchEntry.objects.filter(key="naujienos:0").exists()


def test_publishing_asks_for_a_job_after_the_transaction(plan, edition, people, django_capture_on_commit_callbacks):
    rebuild()
    second = freeze(plan, people.coordinator, title="Antroji")
    with django_capture_on_commit_callbacks(execute=True):
        publish_edition(second, by=people.coordinator, with_files=False)
    job = Job.objects.get(kind=indexing.EDITION_JOB)
    assert not SearchEntry.objects.filter(edition=second).exists()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"entries": second.elements.count()})
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_edition(second, by=people.coordinator, note="Klaida")
    jobs.run(Job.objects.get(kind=indexing.EDITION_JOB, state="queued").pk)
    assert not SearchEntry.objects.filter(edition=second).exists()


def test_whatever_changes_what_an_edition_shows_asks_for_a_job_once(edition, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell_of_change(edition.pk)
        tell_of_change(edition.pk)
        assert not ours().exists(), "not before the transaction stands"
    assert ours().get().args == {"edition_id": edition.pk}


def test_change_while_a_job_runs_asks_for_another(edition, people, django_capture_on_commit_callbacks):
    def change(event):
        with django_capture_on_commit_callbacks(execute=True):
            event()

    change(lambda: tell_of_change(edition.pk))
    Job.objects.filter(kind=indexing.EDITION_JOB).update(state="running")
    change(lambda: tell_of_change(edition.pk))
    assert ours().count() == 1, "nothing is new"
    change(lambda: withdraw_edition(edition, by=people.coordinator, note="Klaida"))
    assert sorted(ours().values_list("state", flat=True)) == ["queued", "running"]


def test_whoever_was_overtaken_by_a_change_writes_nothing_old(edition, people, monkeypatch):
    """The edition is withdrawn while its rows are written."""
    real = indexing.entries.entries_of_edition

    def slowly(one):
        yield from real(one)
        withdraw_edition(one, by=people.coordinator, note="Klaida")

    monkeypatch.setattr(indexing.entries, "entries_of_edition", slowly)
    assert indexing.keep_edition(edition.pk) == set()
    assert not SearchEntry.objects.filter(edition=edition).exists()


def test_tick_asks_for_what_was_left_undone(plan, edition, people):
    indexing.catch_up()
    jobs.run(Job.objects.get(kind=indexing.REBUILD_JOB).pk)
    assert found("stotelės")
    indexing.catch_up()
    assert ours().count() == 1, "nothing is left to do"
    second = freeze(plan, people.coordinator, title="Antroji")
    indexing.catch_up()
    assert ours().count() == 1, "what is not public is not waited for"
    publish_edition(second, by=people.coordinator, with_files=False)
    indexing.catch_up()
    indexing.catch_up()
    assert Job.objects.filter(kind=indexing.EDITION_JOB).count() == 1


def test_catching_up_asks_little(edition, django_assert_num_queries):
    rebuild()
    with django_assert_num_queries(3):
        indexing.catch_up()


def test_lost_index_stands_again_with_what_it_held(edition):
    rebuild()
    asked = read_question("stotelės")
    held = set(engine.entries_holding(asked))
    assert held
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP INDEX search_entry_words")
        else:
            cursor.execute(f"DROP TRIGGER {engine.INDEX}_new")
            cursor.execute(f"DROP TABLE {engine.INDEX}")
    engine.stand_up(connection)
    engine.stand_up(connection)
    assert set(engine.entries_holding(asked)) == held
    SearchEntry.objects.create(key="x", kind="puslapiai", place="x", title="x", words=" stotel ")
    assert len(engine.entries_holding(asked)) == len(held) + 1
