"""Is it genuine: recomputing everything, and finding what a number or a digest stands for."""

import hashlib
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from editions import registers
from editions.immutability import create_triggers, drop_triggers
from editions.models import EditionElement, EditionKind, EditionReason, Fragment, IssuedFile
from editions.services.events import publish_edition, withdraw_edition
from editions.verification import lookup, verify_editions
from plans.services.elements import Content, save_element
from tests.editions.support import DATE, freeze
from tests.support.factories import accept_all

CONTENT = b"%PDF-1.7 tarybos dokumentas"


@pytest.fixture
def edition(plan, tree, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return freeze(plan, people.coordinator, publish=True)


@pytest.fixture
def issued(edition):
    return issue(edition)


def issue(edition, content=CONTENT):
    name = default_storage.save(f"issued/{edition.number}.pdf", ContentFile(content))
    digest = hashlib.sha256(content).hexdigest()
    return IssuedFile.objects.create(
        sha256=digest, key=hashlib.sha256(digest.encode()).hexdigest(), edition=edition, document="plan",
        format="pdf", language="lt", file=name, size=len(content), issued_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def tampering():
    """Somebody with the keys of the database takes the guard away, changes something and puts it back."""

    def change(queryset, **values):
        drop_triggers(connection)
        queryset.update(**values)
        create_triggers(connection)

    return change


def problems():
    return verify_editions().problems


def test_what_nobody_touched_is_as_it_was(edition, issued):
    report = verify_editions()
    assert (report.editions, report.fragments, report.files, report.problems) == (1, 7, 1, [])
    out = io.StringIO()
    call_command("verify_editions", stdout=out)
    assert "Editions: 1, fragments: 7, pictures: 0, files: 1." in out.getvalue()


def test_a_tampered_fragment_is_found(edition, tampering):
    fragment = edition.elements.get(code="1.1").fragment
    tampering(Fragment.objects.filter(pk=fragment.pk), content=fragment.content.replace("Mažinti", "Didinti"))
    assert problems() == [f"fragment {fragment.pk}: its content was changed"]


def test_a_fragment_that_is_no_json_any_more_is_found(edition, tampering):
    fragment = edition.elements.get(code="1.1").fragment
    tampering(Fragment.objects.filter(pk=fragment.pk), content="{")
    assert problems()[0] == f"fragment {fragment.pk}: its content was changed"


@pytest.mark.parametrize("values", [{"title": "Kita"}, {"number": 9}, {"sample": True}, {"note": "Pridėta"}])
def test_changed_metadata_are_found(edition, tampering, values):
    tampering(type(edition).objects.all(), **values)
    assert problems() == [f"edition {values.get('number', 1)}: its digest does not fit what is stored"]


def test_an_exchanged_code_or_place_is_found(edition, tampering):
    tampering(edition.elements.filter(code="1.2"), code="1.9")
    assert problems() == ["edition 1: its digest does not fit what is stored"]


@pytest.mark.parametrize("values", [{"cents": 1}, {"kind": "task"}, {"depth": 7}])
def test_columns_that_repeat_the_content_are_checked_against_it(edition, tampering, values):
    tampering(edition.elements.filter(code="1.1.1.1"), **values)
    assert problems() == ["edition 1: 1.1.1.1: kind, money or depth do not fit its content"]


def test_a_removed_element_is_found(edition):
    drop_triggers(connection)
    EditionElement.objects.filter(edition=edition, code="1.2").delete()
    create_triggers(connection)
    assert problems() == ["edition 1: its digest does not fit what is stored"]


def test_one_changed_byte_in_a_file_is_found(issued, tmp_path):
    path = tmp_path / issued.file
    path.write_bytes(path.read_bytes().replace(b"tarybos", b"Tarybos"))
    assert problems() == [f"file {issued.file} of edition 1: its content was changed"]
    err = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_editions", stdout=io.StringIO(), stderr=err)
    assert "its content was changed" in err.getvalue()


def test_a_missing_file_is_found(issued, tmp_path):
    (tmp_path / issued.file).unlink()
    assert problems() == [f"file {issued.file} of edition 1: it is missing in the storage"]


def test_a_file_that_nobody_issued_is_found_and_may_be_removed(issued, tmp_path, settings):
    default_storage.save("issued/svetimas.pdf", ContentFile(b"%PDF"))
    default_storage.save("kita/failas.txt", ContentFile(b"not ours to judge"))
    line = "file issued/svetimas.pdf: it stands in the storage and in no register"
    assert problems() == [line]
    with pytest.raises(CommandError, match="Not as they were: 1"):
        call_command("verify_editions", "--remove-extra", stdout=io.StringIO(), stderr=io.StringIO())
    settings.JOB_LONGEST_SECONDS = -1  # it is old enough now: nobody is entering it
    out = io.StringIO()
    call_command("verify_editions", "--remove-extra", stdout=out)
    assert "Removed issued/svetimas.pdf." in out.getvalue()
    assert problems() == []
    assert (tmp_path / issued.file).exists()
    assert default_storage.exists("kita/failas.txt")


def test_a_storage_that_cannot_be_read_is_told_in_its_line(issued, tmp_path):
    path = tmp_path / issued.file
    path.unlink()
    path.mkdir()
    assert problems() == [f"file {issued.file} of edition 1: it cannot be read (Is a directory)"]


def test_reasons_that_were_changed_taken_away_or_added_are_found(plan, edition, people, tampering, tree):
    tree.goal.refresh_from_db()
    save_element(
        tree.goal, Content("Kitas", ""), base_version=tree.goal.text_version, by=people.coordinator, reason="Tikroji"
    )
    accept_all(plan, by=people.coordinator)
    second = freeze(plan, people.coordinator)
    line = "edition 2: the reasons of its changes are not those that were frozen"
    assert problems() == []
    tampering(second.reasons.all(), words="Netikra")
    assert problems() == [line]
    tampering(second.reasons.all(), words="Tikroji")
    assert problems() == []
    EditionReason.objects.create(edition=edition, uid=tree.goal.uid, kind="save", words="Pridėta", date=DATE)
    assert problems() == [line.replace("edition 2", "edition 1")]


@pytest.fixture
def papers(monkeypatch):
    """A register of other papers, as a room above fills one."""
    content = b"%PDF darbotvarke"
    name = default_storage.save("papers/darbotvarke.pdf", ContentFile(content))
    digest = hashlib.sha256(content).hexdigest()
    paper = registers.Paper(digest, "Darbotvarkė", "pdf", len(content), timezone.now())
    stored = registers.StoredFile(name, digest, f"paper {name}")
    monkeypatch.setattr(registers, "_registers", {})
    register = registers.PaperRegister(
        lambda wanted: [paper] if digest.startswith(wanted) else [], lambda: [stored], ("papers",)
    )
    registers.register_papers("tests", register)
    return paper


def test_papers_of_other_registers_are_found_and_recomputed(edition, papers, tmp_path):
    assert lookup(papers.sha256[:12]).paper == papers
    assert (lookup(papers.sha256).edition, lookup(papers.sha256).is_public) == (None, False)
    assert (problems(), verify_editions().files) == ([], 1)
    (tmp_path / "papers" / "kitas.pdf").write_bytes(b"x")
    (tmp_path / "papers" / "darbotvarke.pdf").unlink()
    assert problems() == [
        "paper papers/darbotvarke.pdf: it is missing in the storage",
        "file papers/kitas.pdf: it stands in the storage and in no register",
    ]


class TestLookup:
    @pytest.mark.parametrize("asked", ["1", " 1 ", "Nr. 1", "nr.1", "No. 1"])
    def test_by_number(self, edition, asked):
        assert lookup(asked).edition == edition

    def test_by_digest_whole_or_its_beginning_in_any_spelling(self, edition):
        spaced = " ".join(edition.digest[start : start + 8] for start in range(0, 64, 8)).upper()
        for asked in (edition.digest, edition.digest[:12], spaced):
            found = lookup(asked)
            assert (found.edition, found.file, found.is_public) == (edition, None, True)

    def test_by_the_digest_of_a_file(self, issued):
        found = lookup(issued.sha256)
        assert (found.edition, found.file) == (issued.edition, issued)

    @pytest.mark.parametrize("asked", ["", "0", "2", "abc", "f" * 64, "f" * 12, "1'; DROP TABLE", "\x00", "9" * 40])
    def test_what_is_unknown_is_nothing(self, edition, asked):
        assert lookup(asked) is None

    def test_a_short_beginning_is_not_enough(self, edition):
        assert lookup(edition.digest[:11]) is None

    def test_what_is_not_public_is_found_only_by_whoever_has_its_digest(self, plan, edition, people):
        hidden = freeze(plan, people.coordinator)
        assert lookup(str(hidden.number)) is None
        assert lookup(hidden.digest).is_public is False
        publish_edition(hidden, by=people.coordinator)
        withdraw_edition(hidden, by=people.coordinator, note="Klaida")
        assert lookup(str(hidden.number)) is None
        assert lookup(hidden.digest).edition.publicity == "withdrawn"

    def test_a_working_edition_is_never_found(self, plan, edition, people):
        working = freeze(plan, people.coordinator, kind=EditionKind.WORKING)
        file = issue(working, b"darbinis")
        assert lookup(working.digest) is None
        assert lookup(file.sha256) is None

    def test_the_answer_takes_as_many_queries_for_many_editions(self, plan, edition, people, django_assert_num_queries):
        def ask():
            with django_assert_num_queries(4):
                list(lookup(edition.digest).edition.events.all())

        ask()
        for _ in range(2):
            freeze(plan, people.coordinator, publish=True)
        ask()
