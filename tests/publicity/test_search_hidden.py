"""What is not public is not found: not in results, counts, ways to narrow, suggestions or helpful guesses."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from editions.models import EditionKind
from editions.services.events import publish_edition, withdraw_edition
from plans.services.elements import Content, save_element
from publicity.models import LibraryFile, SearchEntry
from publicity.search import indexing
from publicity.services.writing import publish, withdraw
from tests.editions.support import freeze
from tests.publicity.content import DAY, make_document, make_event, make_news
from tests.publicity.searching import facets, found, index_all, search, suggested

WORD = "slaptažodynas"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hidden(plan, edition, tree, people):
    """The word in drafts of every kind, in editions that nobody may read, and in what comes tomorrow."""
    tree.measure.refresh_from_db()
    save_element(
        tree.measure, Content(f"{WORD} priemonė", f"<p>{WORD}</p>"), base_version=tree.measure.text_version,
        by=people.member,
    )  # fmt: skip
    newest = {str(tree.measure.uid): "bandymas"}
    _council, withdrawn = (
        freeze(plan, people.coordinator, title=f"{WORD} redakcija", newest=newest, kind=EditionKind.PLAN_DRAFT)
        for _ in range(2)
    )
    publish_edition(withdrawn, by=people.coordinator)
    index_all()
    withdraw_edition(withdrawn, by=people.coordinator, note=WORD)
    tomorrow = timezone.now() + DAY
    for title in (f"{WORD} juodraštis", f"{WORD} rytoj"):
        at = {"at": tomorrow} if "rytoj" in title else {"public": False}
        make_news(people.editor, title, body=f"<p>{WORD}</p>", **at)
        make_event(people.editor, title, **at)
    make_document(people.editor, f"{WORD} dokumentas", public=False)
    make_document(people.editor, f"{WORD} be failo", content=None)
    taken_back = make_news(people.editor, f"{WORD} vakar")
    withdraw(taken_back, by=people.editor)
    return withdrawn


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_nothing_hidden_is_found(hidden, prefix):
    for asked in (WORD, f'"{WORD} rytoj"', "redakcija rytoj", "slaptazodynas", "slaptažodyno"):
        page = search(asked, prefix)
        assert 'class="found"' not in page, asked
        assert "facets__count" not in page, asked
    assert suggested(WORD, prefix) == suggested("slapt", prefix) == []
    assert found("stotelės", prefix), "what is public is there to be found"


def test_nothing_hidden_is_guessed(hidden):
    """The word is known to the index; whoever mistypes it is not told."""
    assert "Nieko neradome" in search("slaptožodynas")
    assert "Ar ieškojote" not in search("slaptožodynas")


def test_hidden_things_are_in_no_count(hidden, people):
    make_news(people.editor, f"{WORD} vieša žinia")
    assert found(WORD) == [f"{WORD} vieša žinia"]
    assert facets(WORD) == {}
    assert suggested("slaptaž") == [f"{WORD} vieša žinia"]
    assert f"„{WORD}“" in search("slaptožodynas"), "now it may be said"


def test_withdrawn_edition_is_gone_before_its_rows_are(hidden):
    assert SearchEntry.objects.filter(edition=hidden, words__contains=" slaptazodyn").exists()
    assert found(WORD) == []
    assert Client().get("/paieska/", {"q": "oro", "redakcija": hidden.number}).status_code == 404
    indexing.keep_edition(hidden.pk)
    assert not SearchEntry.objects.filter(edition=hidden).exists()


def test_what_was_scheduled_is_found_when_its_time_comes(edition, people, monkeypatch):
    later = timezone.now() + datetime.timedelta(hours=2)
    make_news(people.editor, "Rytojaus žinia", at=later)
    make_event(people.editor, "Rytojaus renginys", at=later)
    assert found("rytojus") == []
    monkeypatch.setattr(timezone, "now", lambda: later + DAY)
    assert sorted(found("rytojus")) == ["Rytojaus renginys", "Rytojaus žinia"]
    assert sorted(suggested("rytoj")) == ["Rytojaus renginys", "Rytojaus žinia"]


def test_change_of_content_shows_at_once(edition, people):
    item = make_news(people.editor, "Pirmas vardas")
    assert found("pirmas") == ["Pirmas vardas"]
    withdraw(item, by=people.editor)
    assert found("pirmas") == []
    assert not SearchEntry.objects.filter(kind="naujienos").exists(), "its words are not kept either"
    publish(item, by=people.editor)
    assert found("pirmas") == ["Pirmas vardas"]


def test_document_without_a_file_waits(edition, people):
    document = make_document(people.editor, "Metodikos dokumentas", content=None)
    assert found("metodika") == []
    LibraryFile.objects.create(
        document=document, number=1, date=timezone.localdate(), file="x.pdf", name="x.pdf", sha256="0" * 64, size=1
    )
    indexing.keep_document(document.pk)
    assert found("metodika") == ["Metodikos dokumentas"]
