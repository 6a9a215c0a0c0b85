"""`manage.py export_site`: a static copy of one published edition."""

import datetime
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from editions.models import EditionKind
from editions.services.events import publish_edition, record_decision, withdraw_edition
from editions.services.files import issue_file
from klaipeda_plan.core.errors import Refused
from plans.services.elements import Content, save_element
from tests.editions.support import freeze
from tests.publicity.kept import DAY, contents, digest, export, links, listed, target, texts

MARK = "SLAPTAZYMA"
PAGES = {
    "index.html", "redakcija.html", "tekstas.html", "rodikliai.html", "duomenys.html", "paieska.html",
    "elementai/V.html", "elementai/I.html", "elementai/1.1.html", "elementai/1.1.1.html", "elementai/1.1.1.1.html",
    "elementai/1.2.html", "elementai/H.html",
}  # fmt: skip


@pytest.fixture
def folder(edition, tmp_path):
    return export(tmp_path / "kopija")


class TestWhatIsInIt:
    def test_every_element_has_a_page_and_the_edition_its_own(self, folder):
        assert {name for name in contents(folder) if name.endswith(".html")} == PAGES

    def test_pages_are_the_portals_own(self, folder):
        page = (folder / "elementai/1.1.1.1.html").read_text()
        assert "Oro kokybės stotelių įrengimas" in page
        assert 'class="page-heading__over"' in page
        assert "Paskelbta redakcija" in (folder / "redakcija.html").read_text()
        assert "Oro kokybės stotelių įrengimas" in (folder / "tekstas.html").read_text()

    def test_every_page_says_what_it_is_a_copy_of(self, folder, edition):
        for name in PAGES:
            page = (folder / name).read_text()
            assert "Redakcijos Nr. 1 kopija" in page, name
            assert edition.digest in page, name
            assert "2021 m. liepos 1 d." in page, name
            assert 'href="http://127.0.0.1:8000/redakcijos/1/"' in page, name

    def test_a_real_plan_and_a_sample_are_told_apart(self, folder, make_edition, tmp_path):
        make_edition(1, sample=True)
        sample = export(tmp_path / "sample", 2)
        words = "Sąlyginiai duomenys – ne tikras planas"
        assert all(words in page for name, page in texts(sample).items() if name.endswith(".html"))
        assert words in (sample / "SKAITYK.txt").read_text()
        assert json.loads((sample / "duomenys/planas.json").read_text())["edition"]["sample"] is True
        assert not any(words in page for page in texts(folder).values())
        assert json.loads((folder / "duomenys/planas.json").read_text())["edition"]["sample"] is False

    def test_the_data_are_those_of_the_edition(self, folder, edition, client):
        for name in ("planas.xlsx", "planas.json", "priemones.csv", "lesos.csv", "rodikliai.csv", "reiksmes.csv"):
            assert (folder / "duomenys" / name).read_bytes() == client.get(f"/redakcijos/1/{name}").getvalue(), name
        data = json.loads((folder / "duomenys/planas.json").read_text())
        assert data["digest"] == edition.digest
        assert [one["code"] for one in data["elements"]] == ["V", "I", "1.1", "1.1.1", "1.1.1.1", "1.2", "H"]
        assert data["elements"][4]["content"]["title"] == "Oro kokybės stotelių įrengimas"
        happened = json.loads((folder / "duomenys/ivykiai.json").read_text())
        assert [event["kind"] for event in happened["events"]] == ["published"]
        assert happened["copy_made_on"] == "2021-07-01"

    def test_issued_documents_lie_in_it(self, edition, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path / "media"
        values = {"edition": edition, "document": "plan", "language": "lt", "pages": 1, "by": None}
        issue_file(b"%PDF-1.7 first", key="a" * 64, format="pdf", **values)
        issue_file(b"%PDF-1.7 newest", key="b" * 64, format="pdf", **values)
        issue_file(b"%PDF-1.7 archive", key="c" * 64, format="pdfa", **values)
        issue_file(b"compared", key="d" * 64, format="pdf", **values | {"document": "comparison", "basis": edition})
        folder = export(tmp_path / "kopija")
        documents = {name: data for name, data in contents(folder).items() if name.startswith("dokumentai/")}
        assert documents == {
            "dokumentai/redakcija-1.pdf": b"%PDF-1.7 newest",
            "dokumentai/redakcija-1-archyvinis.pdf": b"%PDF-1.7 archive",
        }
        assert 'href="dokumentai/redakcija-1.pdf"' in (folder / "duomenys.html").read_text()

    def test_a_document_that_was_changed_in_the_storage_is_not_given_out(self, edition, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path / "media"
        values = {"document": "plan", "language": "lt", "pages": 1, "by": None}
        file = issue_file(b"%PDF-1.7", key="a" * 64, edition=edition, format="pdf", **values)
        (tmp_path / "media" / file.file).write_bytes(b"%PDF-1.7 other")
        with pytest.raises(Refused, match="sugadintas"):
            export(tmp_path / "kopija")
        (tmp_path / "media" / file.file).unlink()
        with pytest.raises(Refused, match="nebėra"):
            export(tmp_path / "kopija")
        assert not (tmp_path / "kopija").exists()

    def test_english_pages_name_the_language_and_keep_the_lithuanian_text(self, edition, tmp_path):
        page = (export(tmp_path / "copy", language="en") / "elementai/1.1.1.1.html").read_text()
        assert '<html lang="en">' in page
        assert "Copy of edition No. 1" in page
        assert "Oro kokybės stotelių įrengimas" in page
        assert 'href="http://127.0.0.1:8000/en/redakcijos/1/"' in page


class TestWhereLinksLead:
    def test_every_relative_link_names_a_file_of_the_copy(self, folder):
        names = set(contents(folder))
        lost = [(page, link) for page, link in links(folder) if is_own(link) and target(page, link) not in names]
        assert lost == []
        assert len(list(links(folder))) > 100

    def test_every_anchor_is_there(self, folder):
        pages = texts(folder)
        for page, link in links(folder):
            if "#" in link and is_own(link) and not page.endswith(".css"):
                assert f'id="{link.partition("#")[2]}"' in pages[target(page, link)], (page, link)

    def test_nothing_begins_at_the_root_or_on_another_site(self, folder):
        assert [link for _page, link in links(folder) if link.startswith("/")] == []
        absolute = {link for _page, link in links(folder) if not is_own(link)}
        permanent = r"http://127\.0\.0\.1:8000/(redakcijos/1/|planas/e/[0-9a-f]{12}/)"
        assert [link for link in absolute if not re.fullmatch(permanent, link)] == []

    def test_the_portal_is_named_nowhere_but_in_permanent_addresses(self, folder):
        for name, text in texts(folder).items():
            rest = re.sub(r"http://127\.0\.0\.1:8000/(redakcijos/1/|planas/e/[0-9a-f]{12}/)", "", text)
            assert "127.0.0.1" not in rest, name

    def test_what_needs_the_portal_is_gone(self, folder, plan, people, tmp_path):
        freeze(plan, people.coordinator, title="Antroji", publish=True)
        for pages in (texts(folder), texts(export(tmp_path / "again"))):
            for name, page in pages.items():
                if name.endswith(".html") and name != "paieska.html":
                    assert "<form" not in page, name
                    assert "<script" not in page, name
                    assert "og:" not in page, name
            assert "Sekti" not in pages["elementai/1.1.1.1.html"]


class TestWhatItPromises:
    def test_the_manifest_names_every_file_with_its_digest(self, folder):
        files = {name: digest(data) for name, data in contents(folder).items() if name != "MANIFEST.sha256"}
        assert listed(folder) == files

    def test_equal_editions_give_equal_bytes(self, folder, plan, people, tmp_path):
        """Also after another edition has become the current one."""
        freeze(plan, people.coordinator, title="Antroji", publish=True)
        again = export(tmp_path / "again")
        assert {name for name, data in contents(again).items() if contents(folder).get(name) != data} == set()
        assert contents(again) == contents(folder)

    def test_an_event_and_another_day_show(self, folder, edition, people, tmp_path):
        record_decision(edition, by=people.coordinator, date=DAY, number="T2-77")
        assert "T2-77" in (export(tmp_path / "again") / "redakcija.html").read_text()
        assert "T2-77" not in (folder / "redakcija.html").read_text()

    def test_nothing_of_drafts_and_hidden_editions_is_in_it(self, edition, plan, tree, people, tmp_path):
        measure = tree.measure
        measure.refresh_from_db()
        content = Content(f"{MARK} pavadinimas", f"<p>{MARK}</p>", detail={"responsible": MARK})
        save_element(measure, content, base_version=measure.text_version, by=people.member, reason=MARK)
        newest = {str(measure.uid): MARK}
        freeze(plan, people.coordinator, title=f"{MARK} redakcija", note=MARK, newest=newest)
        freeze(plan, people.coordinator, title=MARK, kind=EditionKind.WORKING, newest=newest)
        folder = export(tmp_path / "kopija")
        assert [name for name, data in contents(folder).items() if MARK.encode() in data] == []
        assert "redakcija-2" not in " ".join(contents(folder))


class TestRefusals:
    @pytest.fixture
    def hidden(self, edition, plan, people):
        """An edition that nobody published, and one that was withdrawn."""
        first = freeze(plan, people.coordinator, title="Neskelbta")
        second = freeze(plan, people.coordinator, title="Atšaukta", publish=True)
        withdraw_edition(second, by=people.coordinator, note="klaida")
        return first, second

    def test_only_published_editions_are_given_out(self, hidden, people, tmp_path):
        for edition, word in zip(hidden, ("nepaskelbta", "atšaukta"), strict=True):
            with pytest.raises(Refused, match=word):
                export(tmp_path / "kopija", edition.number)
        with pytest.raises(Refused, match="Nr. 99 nėra"):
            export(tmp_path / "kopija", 99)
        assert list(tmp_path.iterdir()) == []
        publish_edition(hidden[0], by=people.coordinator)
        assert (export(tmp_path / "kopija", hidden[0].number) / "index.html").exists()

    def test_nothing_is_written_over(self, edition, tmp_path):
        (tmp_path / "kopija").mkdir()
        (tmp_path / "kopija" / "mano.txt").write_text("svarbu")
        with pytest.raises(Refused, match="nėra tuščias"):
            export(tmp_path / "kopija")
        assert contents(tmp_path) == {"kopija/mano.txt": b"svarbu"}

    def test_an_empty_folder_is_taken(self, edition, tmp_path):
        (tmp_path / "kopija").mkdir()
        assert (export(tmp_path / "kopija") / "MANIFEST.sha256").exists()
        assert [path.name for path in tmp_path.iterdir()] == ["kopija"]

    def test_a_file_and_a_missing_parent_are_named(self, edition, tmp_path):
        (tmp_path / "failas").write_text("")
        with pytest.raises(Refused, match="nėra aplankas"):
            export(tmp_path / "failas")
        with pytest.raises(Refused, match="turėtų atsirasti"):
            export(tmp_path / "nera" / "kopija")

    def test_a_place_where_nothing_can_be_written_is_named(self, edition):
        """Nobody, the administrator included, makes a folder in /proc."""
        from pathlib import Path

        with pytest.raises(Refused, match="nieko įrašyti nepavyksta"):
            export(Path("/proc/kopija"))

    def test_what_breaks_in_the_middle_leaves_nothing(self, edition, tmp_path, settings):
        settings.STATICFILES_DIRS, settings.STATIC_ROOT = [], tmp_path / "none"
        from django.contrib.staticfiles import finders

        finders.get_finder.cache_clear()
        try:
            with pytest.raises(Refused, match="Trūksta"):
                export(tmp_path / "kopija")
        finally:
            finders.get_finder.cache_clear()
        assert list(tmp_path.iterdir()) == []


class TestCommand:
    def test_it_says_where_the_copy_is(self, edition, tmp_path):
        out = io.StringIO()
        call_command("export_site", "1", str(tmp_path / "kopija"), "--date", "2021-07-01", stdout=out)
        assert "index.html" in out.getvalue()
        assert "MANIFEST.sha256" in out.getvalue()
        assert contents(tmp_path / "kopija") == contents(export(tmp_path / "again"))

    def test_without_a_date_it_names_today(self, edition, tmp_path):
        call_command("export_site", "1", str(tmp_path / "kopija"), stdout=io.StringIO())
        assert datetime.date.today().isoformat()[:7] in (tmp_path / "kopija" / "SKAITYK.txt").read_text()

    @pytest.mark.parametrize(
        ("arguments", "words"), [(["9", "kopija"], "Nr. 9 nėra"), (["1", "kopija", "--date", "vakar"], "vakar")]
    )
    def test_it_refuses_in_one_sentence(self, edition, tmp_path, monkeypatch, arguments, words):
        monkeypatch.chdir(tmp_path)
        with pytest.raises(CommandError, match=words):
            call_command("export_site", *arguments)
        assert list(tmp_path.iterdir()) == []

    def test_a_server_whose_styles_are_not_collected_is_told_so(self, edition, tmp_path, settings):
        manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
        settings.STATIC_ROOT, settings.STORAGES = tmp_path / "static", settings.STORAGES | {"staticfiles": manifest}
        with pytest.raises(CommandError, match="collectstatic"):
            call_command("export_site", "1", str(tmp_path / "kopija"))
        assert list(tmp_path.iterdir()) == []


def is_own(link):
    return "://" not in link and not link.startswith("mailto:")
