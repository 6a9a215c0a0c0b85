"""Editions take English texts along, beside what the council decides on."""

import re

import pytest
from django.db import DatabaseError, transaction

from editions.models import EditionTranslation
from editions.reading import English, load_translations
from editions.services.events import publish_edition
from editions.services.translations import take_translations
from editions.verification import verify_editions
from klaipeda_plan.core.errors import NotAllowed
from plans.models import Element
from plans.services.review import accept_element, submit_elements
from tests.editions.support import freeze
from tests.plans.test_translations import rewrite, translate
from tests.publicity.content import make_news

ENGLISH = English("Reduce air pollution", "", False)


@pytest.fixture
def goal(tree):
    return Element.objects.get(pk=tree.goal.pk)


def accept(goal, people):
    goal.refresh_from_db()
    submit_elements([goal], by=people.chair)
    goal.refresh_from_db()
    accept_element(goal, version_id=goal.current_version_id, by=people.consultant)


class TestFreezing:
    def test_what_fits_the_frozen_wording_goes_along(self, plan, goal, people):
        translate(goal, by=people.member)
        edition = freeze(plan, people.coordinator)
        assert load_translations(edition) == {str(goal.uid): ENGLISH}
        assert verify_editions().problems == []

    def test_a_translation_of_a_newer_draft_waits(self, plan, goal, people):
        freeze(plan, people.coordinator)
        rewrite(goal, "Slaptas naujas pavadinimas", people.member)
        translate(goal, "Secret new title", by=people.member)
        assert load_translations(freeze(plan, people.coordinator)) == {}
        accept(goal, people)
        assert load_translations(freeze(plan, people.coordinator))[str(goal.uid)].title == "Secret new title"

    def test_the_accepted_wording_keeps_its_own_translation_while_the_draft_has_a_newer_one(self, plan, goal, people):
        translate(goal, by=people.member)
        first = freeze(plan, people.coordinator)
        rewrite(goal, "Slaptas naujas pavadinimas", people.member)
        translate(goal, "Secret new title", by=people.member, base=1)
        second = freeze(plan, people.coordinator)
        assert load_translations(second) == load_translations(first) == {str(goal.uid): ENGLISH}

    def test_one_of_a_published_earlier_wording_is_stale(self, plan, goal, people):
        translate(goal, by=people.member)
        freeze(plan, people.coordinator, publish=True)
        rewrite(goal, "Kitas pavadinimas", people.member)
        accept(goal, people)
        second = freeze(plan, people.coordinator)
        assert load_translations(second) == {str(goal.uid): English("Reduce air pollution", "", True)}

    def test_one_of_an_earlier_wording_that_nobody_published_stays_out(self, plan, goal, people):
        translate(goal, by=people.member)
        freeze(plan, people.coordinator)
        rewrite(goal, "Kitas pavadinimas", people.member)
        accept(goal, people)
        assert load_translations(freeze(plan, people.coordinator)) == {}


class TestLater:
    def test_what_is_translated_afterwards_is_taken_along_and_the_digest_stays(self, plan, goal, people):
        edition = freeze(plan, people.coordinator, publish=True)
        digest = edition.digest
        translate(goal, by=people.member)
        assert load_translations(edition) == {}
        assert take_translations(edition, by=people.coordinator) == 1
        assert load_translations(edition) == {str(goal.uid): ENGLISH}
        assert take_translations(edition, by=people.coordinator) == 0
        edition.refresh_from_db()
        assert edition.digest == digest
        assert verify_editions().problems == []

    def test_corrections_and_what_was_taken_back_are_new_rows(self, plan, goal, people):
        translate(goal, by=people.member)
        edition = freeze(plan, people.coordinator)
        translate(goal, "Cut air pollution", by=people.member, base=1)
        take_translations(edition, by=people.coordinator)
        assert load_translations(edition)[str(goal.uid)].title == "Cut air pollution"
        translate(goal, "", by=people.member, base=2)
        assert take_translations(edition, by=people.coordinator) == 1
        assert load_translations(edition) == {}
        assert list(EditionTranslation.objects.values_list("number", "title")) == [
            (1, "Reduce air pollution"), (2, "Cut air pollution"), (3, ""),
        ]  # fmt: skip

    @pytest.mark.parametrize("role", ["member", "consultant", "secretary", "editor"])
    def test_only_the_coordinator_adds_to_an_edition(self, plan, goal, people, role):
        edition = freeze(plan, people.coordinator)
        translate(goal, by=people.member)
        with pytest.raises(NotAllowed):
            take_translations(edition, by=getattr(people, role))
        assert load_translations(edition) == {}

    def test_the_button_of_the_room_does_it_and_says_how_many(self, plan, goal, people, as_user):
        edition = freeze(plan, people.coordinator)
        translate(goal, by=people.member)
        client = as_user(people.coordinator)
        page = client.post(f"/rengimas/redakcijos/{edition.number}/vertimai/", follow=True).content.decode()
        assert "Prie redakcijos pridėtas" in page
        assert "šalia jos yra" in page.lower()
        again = client.post(f"/rengimas/redakcijos/{edition.number}/vertimai/", follow=True).content.decode()
        assert "Naujų vertimų nėra" in again
        assert as_user(people.member).post(f"/rengimas/redakcijos/{edition.number}/vertimai/").status_code == 403

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_as_many_queries_for_many(self, plan, tree, people, count, django_assert_num_queries):
        edition = freeze(plan, people.coordinator)
        for one in (tree.goal, tree.task, tree.measure)[:count]:
            translate(Element.objects.get(pk=one.pk), by=people.member)
        with django_assert_num_queries(10):
            assert take_translations(edition, by=people.coordinator) == count


class TestStaying:
    def test_the_database_refuses_to_change_them_and_verification_finds_what_was_bent(self, plan, goal, people):
        translate(goal, by=people.member)
        edition = freeze(plan, people.coordinator)
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            EditionTranslation.objects.update(title="Bent")
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            EditionTranslation.objects.all().delete()
        forged = EditionTranslation.objects.get()
        forged.pk, forged.number, forged.title = None, 2, "Forged"
        forged.save(force_insert=True)
        assert verify_editions().problems == [f"edition {edition.number}: a translation ({goal.uid}) was changed"]


class TestPublicPages:
    @pytest.fixture
    def published(self, plan, goal, people):
        translate(goal, summary="What it means in two sentences.", by=people.member)
        edition = freeze(plan, people.coordinator)
        publish_edition(edition, by=people.coordinator)
        return edition

    def test_english_pages_show_it_and_say_what_it_is(self, client, published, goal):
        page = client.get("/en/planas/1.1/").content.decode()
        assert "<h1>Reduce air pollution</h1>" in page
        assert "What it means in two sentences." in page
        assert "A translation for information" in page
        assert '<span lang="lt">Mažinti oro taršą</span>' in page
        for address in ("/en/planas/", "/en/planas/1.1.1/", "/en/darbo-grupes/aplinkos-apsauga/"):
            assert "Reduce air pollution" in client.get(address).content.decode(), address

    def test_the_whole_text_names_it_in_its_contents_headings_and_ways_on(self, client, published):
        page = client.get("/en/planas/skaityti/").content.decode()
        assert page.count("<span>Reduce air pollution</span>") == 1, "the contents"
        assert re.search(r'<a href="[^"]+">Reduce air pollution</a></h\d>', page)
        assert "Mažinti oro taršą" not in page
        part = client.get("/en/planas/skaityti/1.1/").content.decode()
        assert "<title>1.1 Reduce air pollution" in part
        assert "The text of the plan is in Lithuanian" in part
        assert "Reduce air pollution" in client.get("/en/planas/skaityti/1.2/").content.decode(), "what stands before"
        assert "Reduce air pollution" not in client.get("/planas/skaityti/").content.decode()

    def test_the_name_of_the_page_is_the_translated_title(self, client, published):
        page = client.get("/en/planas/1.1/").content.decode()
        assert "<title>1.1 Reduce air pollution" in page
        assert 'content="Goal 1.1: Reduce air pollution"' in page

    def test_news_about_an_element_name_it_in_the_language_of_the_page(self, client, published, goal, tree, people):
        item = make_news(people.editor, "Oras", elements=[str(goal.uid), str(tree.other_goal.uid)])
        page = client.get(f"/en/naujienos/{item.slug}/").content.decode()
        assert ">Reduce air pollution</a>" in page
        assert ' lang="lt">Stiprinti bendruomenes</a>' in page
        assert ">Mažinti oro taršą</a>" in client.get(f"/naujienos/{item.slug}/").content.decode()

    def test_lithuanian_pages_do_not(self, client, published):
        for address in ("/planas/1.1/", "/planas/", "/"):
            assert "Reduce air pollution" not in client.get(address).content.decode()

    def test_what_is_not_translated_stays_lithuanian_and_says_so(self, client, published):
        page = client.get("/en/planas/1.1.1/").content.decode()
        assert '<h1 lang="lt">Plėsti oro stebėseną</h1>' in page
        assert "The text of the plan is in Lithuanian" in page

    def test_a_stale_one_shows_only_where_the_page_says_so(self, client, plan, published, goal, people):
        rewrite(goal, "Kitas pavadinimas", people.member)
        accept(goal, people)
        publish_edition(freeze(plan, people.coordinator), by=people.coordinator)
        page = client.get("/en/planas/1.1/").content.decode()
        assert '<h1 lang="lt">Kitas pavadinimas</h1>' in page
        assert page.index("This translates an earlier wording") < page.index("Reduce air pollution")
        assert "Reduce air pollution" not in client.get("/en/planas/").content.decode()

    def test_a_page_that_was_kept_shows_what_is_taken_along_later(self, client, plan, goal, people, settings):
        settings.DEBUG = False
        edition = freeze(plan, people.coordinator, publish=True)
        assert "Reduce air pollution" not in client.get("/en/planas/1.1/").content.decode()
        translate(goal, by=people.member)
        take_translations(edition, by=people.coordinator)
        assert "Reduce air pollution" in client.get("/en/planas/1.1/").content.decode()
