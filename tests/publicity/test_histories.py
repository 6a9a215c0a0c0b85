"""What became of documents, for everybody, and of pages about the portal, for their editors."""

import datetime

import pytest
from django.utils import timezone

from klaipeda_plan.core.errors import NotAllowed, Refused
from publicity.models import LibraryDocument, StaticPage
from publicity.pages import default_page
from publicity.queries_histories import changes_of, versions_of
from publicity.services.library import add_file, save_document
from publicity.services.pages import restore_page, save_page
from publicity.services.writing import StaleContent, publish, withdraw
from tests.publicity.asking import get, text
from tests.publicity.content import DAY, make_document

OLD, NEW = "Aplinkos analizė", "Aplinkos ir išteklių analizė"


def retitle(document, title, by, **values):
    document.refresh_from_db()
    return save_document(document, {"title": title} | values, base_version=document.version, by=by)


def told(document):
    return [change.what for change in changes_of(LibraryDocument.objects.get(pk=document.pk))]


class TestDocuments:
    @pytest.fixture
    def document(self, people):
        return make_document(people.editor, OLD)

    def test_its_changes_stand_on_its_page_the_newest_first(self, document, people):
        add_file(document, b"%PDF-1 antra", "antra.pdf", date=datetime.date(2020, 9, 2), by=people.editor)
        retitle(document, NEW, people.editor, summary="Nauja santrauka")
        assert told(document) == ["changed", "file", "published"]
        page = text(get(f"/dokumentai/{document.short_uid}/"))
        section = page[page.index('id="pakeitimai"') :]
        assert section.index("pakeistas pavadinimas") < section.index("pridėta 2 redakcija")
        assert OLD in section
        assert "pakeista santrauka" in section

    def test_who_changed_it_is_not_told(self, document, people):
        retitle(document, NEW, people.editor)
        assert people.editor.full_name not in text(get(f"/dokumentai/{document.short_uid}/")).replace("editoriai", "")

    def test_what_was_written_before_it_was_public_is_nobodys(self, people):
        document = make_document(people.editor, "Slaptas pavadinimas", public=False)
        retitle(document, NEW, people.editor)
        document.refresh_from_db()
        publish(document, by=people.editor)
        assert told(document) == ["published"]
        assert "Slaptas" not in text(get(f"/dokumentai/{document.short_uid}/"))

    def test_what_was_written_while_it_was_withdrawn_shows_only_as_it_stands_afterwards(self, document, people):
        withdraw(document, by=people.editor)
        retitle(document, "Slaptas tarpinis", people.editor)
        retitle(document, NEW, people.editor)
        document.refresh_from_db()
        publish(document, by=people.editor)
        assert told(document) == ["changed", "published", "hidden", "published"]
        page = text(get(f"/dokumentai/{document.short_uid}/"))
        assert "Slaptas tarpinis" not in page
        assert OLD in page

    def test_a_time_ahead_is_not_told_of_before_it_comes(self, people):
        document = make_document(people.editor, OLD, public=False)
        publish(document, by=people.editor, at=timezone.now() + DAY)
        assert told(document) == []
        later = changes_of(LibraryDocument.objects.get(pk=document.pk), now=timezone.now() + 2 * DAY)
        assert [change.what for change in later] == ["published"]

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_one_query_for_many(self, document, people, count, django_assert_num_queries):
        for number in range(count):
            retitle(document, f"{NEW} {number}", people.editor)
        with django_assert_num_queries(1):
            assert len(changes_of(document)) == count + 1


def rewrite(title, by, *, base, body="<p>Tekstas.</p>"):
    values = {"title": title, "title_en": "", "body": body, "body_en": ""}
    return save_page("apie", values, base_version=base, by=by)


class TestPages:
    @pytest.fixture
    def page(self, people):
        """Rewritten twice."""
        rewrite("Pirmas", people.editor, base=0, body="<p>Pirmas tekstas.</p>")
        return rewrite("Antras", people.coordinator, base=1, body="<p>Antras tekstas.</p>")

    def test_every_version_stands_with_who_saved_it(self, page, people):
        rows = [(row.version, row.history_user) for row in versions_of(page)]
        assert rows == [(2, people.coordinator), (1, people.editor), (0, None)]

    def test_an_earlier_version_stands_again_as_a_new_one(self, page, people):
        restored = restore_page("apie", 1, base_version=2, by=people.editor)
        assert (restored.version, restored.title) == (3, "Pirmas")
        assert "Pirmas tekstas." in text(get("/apie/"))
        assert versions_of(restored)[0].history_change_reason == "grąžinta 1 versija"

    def test_the_portals_own_text_can_be_brought_back(self, page, people):
        assert restore_page("apie", 0, base_version=2, by=people.editor).title == default_page("apie").title

    def test_a_save_in_between_is_not_overwritten(self, page, people):
        rewrite("Trečias", people.editor, base=2)
        with pytest.raises(StaleContent):
            restore_page("apie", 1, base_version=2, by=people.editor)
        assert StaticPage.objects.get(key="apie").title == "Trečias"

    @pytest.mark.parametrize("version", [2, 9])
    def test_what_stands_and_what_there_is_not_cannot_be_brought_back(self, page, people, version):
        with pytest.raises(Refused):
            restore_page("apie", version, base_version=2, by=people.editor)

    def test_only_editors_may(self, page, people):
        with pytest.raises(NotAllowed):
            restore_page("apie", 1, base_version=2, by=people.member)

    def test_the_pages_list_compare_and_restore(self, page, people, as_user):
        client = as_user(people.editor)
        listed = text(client.get("/leidyba/puslapiai/apie/istorija/"))
        assert "2 versija" in listed
        assert "portalo pradinis tekstas" in listed
        compared = text(client.get("/leidyba/puslapiai/apie/istorija/1/"))
        assert "<del" in compared
        assert "Pirmas" in compared
        assert "Antras" in compared
        done = client.post("/leidyba/puslapiai/apie/istorija/1/grazinti/", {"version": 2}, follow=True)
        assert "Ankstesnė versija vėl galioja" in text(done)
        assert StaticPage.objects.get(key="apie").title == "Pirmas"

    @pytest.mark.parametrize("base", ["", "1", "-1", "99999999999999999999", "x"])
    def test_a_button_of_an_old_page_brings_nothing_back(self, page, people, as_user, base):
        answer = as_user(people.editor).post("/leidyba/puslapiai/apie/istorija/1/grazinti/", {"version": base})
        assert answer.status_code == 302
        assert StaticPage.objects.get(key="apie").title == "Antras"

    def test_a_page_that_nobody_rewrote_has_no_earlier_versions(self, people, as_user):
        client = as_user(people.editor)
        assert "niekas dar neperrašė" in text(client.get("/leidyba/puslapiai/pagalba/istorija/"))
        assert client.get("/leidyba/puslapiai/pagalba/istorija/1/").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_takes_as_many_queries_for_many(self, page, people, as_user, count, django_assert_num_queries):
        for number in range(count):
            rewrite(f"Versija {number}", people.editor, base=2 + number)
        client = as_user(people.editor)
        with django_assert_num_queries(7):
            assert client.get("/leidyba/puslapiai/apie/istorija/").status_code == 200
