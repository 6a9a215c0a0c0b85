"""Public pages are kept by what they were made of and revalidated by their ETag."""

import pytest
from django.urls import reverse

from editions import reading
from editions.services.events import publish_edition, withdraw_edition
from publicity.models import Milestone
from tests.editions.support import freeze
from tests.publicity.asking import get, text

PLAN = "/planas/"


def etag(address):
    return get(address).headers["ETag"]


def test_a_page_may_be_kept_for_a_minute_by_anybody(edition):
    response = get(PLAN)
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert response.headers["ETag"].startswith('"')


def test_a_reader_who_has_it_gets_no_second_copy(edition):
    tag = etag(PLAN)
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        response = get(PLAN, headers={"If-None-Match": known})
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == tag
        assert response.headers["Cache-Control"] == "public, max-age=60"
    assert get(PLAN, headers={"If-None-Match": '"other"'}).status_code == 200


def test_languages_and_pages_have_tags_of_their_own(edition):
    assert len({etag(address) for address in (PLAN, "/en/planas/", "/redakcijos/", "/planas/1.1/")}) == 4


def test_another_release_makes_the_page_anew(edition, settings, django_assert_num_queries):
    get(PLAN)
    settings.RELEASE = "next"
    reading._tree.cache_clear()
    with django_assert_num_queries(4):
        get(PLAN)


def test_a_kept_page_asks_only_whether_something_happened(edition, django_assert_num_queries):
    get(PLAN)
    with django_assert_num_queries(1):
        assert "Mažinti oro taršą" in text(get(PLAN))
    with django_assert_num_queries(1):
        get(PLAN + "?anything=1")


def test_publishing_and_withdrawing_show_at_once(plan, edition, people):
    address = reverse("publicity:edition", args=[2])
    assert get(address).status_code == 404
    second = freeze(plan, people.coordinator, title="Antroji redakcija")
    assert get(address).status_code == 404
    before = etag("/redakcijos/")
    publish_edition(second, by=people.coordinator)
    assert "Antroji redakcija" in text(get(address))
    assert "Antroji redakcija" in text(get("/redakcijos/"))
    assert etag("/redakcijos/") != before
    withdraw_edition(second, by=people.coordinator, note="Klaida")
    assert get(address).status_code == 404
    assert "Antroji redakcija" not in text(get("/redakcijos/"))


@pytest.mark.parametrize("address", ["/", "/eiga/"])
def test_a_changed_milestone_shows_at_once(edition, process, address):
    assert "Naujas pavadinimas" not in text(get(address))
    milestone = Milestone.objects.get(title="Koncepcijos projektas")
    milestone.title = "Naujas pavadinimas"
    milestone.save()
    assert "Naujas pavadinimas" in text(get(address))


def test_nothing_is_kept_while_templates_may_change(edition, settings, django_assert_num_queries):
    settings.DEBUG = True
    get(PLAN)
    with django_assert_num_queries(3):
        get(PLAN)


def test_a_search_of_the_verify_page_is_not_kept(edition):
    assert "Tai redakcija Nr. 1" in text(get("/patikra/?q=1"))
    assert "Tai redakcija Nr. 1" not in text(get("/patikra/?q=77"))
