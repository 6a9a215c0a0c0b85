"""Minutes of the groups: found as they were published, and gone with the moment in which they are taken back."""

import pytest
from django.test import Client

from publicity.models import SearchEntry, SearchWord
from publicity.search import indexing
from tests.publicity.searching import addresses, facets, found, search, suggested
from tests.workgroups.meetings import make_held, make_meeting
from tests.workgroups.test_openness import close, publish
from workgroups.models import PublishedMinutes, Workgroup
from workgroups.services.agenda import add_item
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.minutes import Guest, record_attendance, reopen_minutes
from workgroups.services.openness import announce_meeting, hide_meeting, withdraw_minutes


@pytest.fixture
def group(groups):
    return groups["aplinkos-apsauga"]


@pytest.fixture
def meeting(group, people):
    """Held and closed, with words of each sort in it; nothing of it is published."""
    held = make_held(group, people.chair, title="Kopų komisija", note="Paslaptingasis", link="https://example.org/zoom")
    item = add_item(held, "Pajūrio takas", "Neviešinama", by=people.chair)
    decide(held, DecisionFacts("Užsakyti žemėlapį", item, people.member), by=people.chair)
    guests = [Guest("Ona Svečienė", "Botanikos sodas", "present")]
    record_attendance(held, {people.chair.pk: "present"}, guests, by=people.chair)
    return close(held, people, "<p>Kalbėta apie smėlynus ir kerpes.</p>")


@pytest.mark.parametrize(
    "asked",
    ["kopos", "pajūrio takai", "užsakyti žemėlapius", "smelynai kerpes", "botanika sodas", "komisija kerpės"],
)
def test_minutes_are_found_by_what_was_published_of_them(meeting, people, asked):
    assert found(asked) == []
    publish(meeting, people)
    assert found(asked) == ["Kopų komisija"]


@pytest.mark.parametrize("asked", ["paslaptingasis", "neviešinama", "svečienė", "zoom"])
def test_notes_links_and_names_are_not_found(meeting, people, asked):
    publish(meeting, people)
    indexing.rebuild()
    assert found(asked) == []
    assert not SearchWord.objects.filter(word=asked).exists()


def test_result_says_what_it_is_and_leads_to_the_minutes(meeting, group, people):
    publish(meeting, people)
    page = search("smėlynai")
    assert f"Protokolas · {group.name} · " in page
    assert "<mark>smėlynus</mark>" in page
    [address] = addresses("smėlynai")
    assert address == f"/darbo-grupes/{group.slug}/posedziai/{meeting.uid}/"
    assert "smėlynus" in Client().get(address).content.decode()
    assert suggested("kop") == ["Kopų komisija"]


def test_english_page_says_that_they_are_lithuanian(meeting, group, people):
    publish(meeting, people)
    page = search("smėlynai", "/en").partition('class="found"')[2]
    assert "Minutes" in page
    assert '<span lang="lt">Kopų komisija</span>' in page
    assert f'<p class="found__sort">Minutes · <span lang="lt">{group.name}</span>' in page
    Workgroup.objects.filter(pk=group.pk).update(name_en="Environment")
    assert '<p class="found__sort">Minutes · Environment' in search("smėlynai", "/en")
    assert 'class="found__text" lang="lt"' in page


def test_they_are_a_kind_of_their_own_and_their_groups(meeting, group, people, edition):
    indexing.rebuild()
    publish(meeting, people)
    assert found("kopos", rusis="protokolai") == found("kopos", grupe=group.slug) == ["Kopų komisija"]
    assert found("kopos", rusis="planas") == found("kopos", grupe="socialine-aplinka") == []
    assert facets("kopos", rusis="protokolai") == {"Grupių protokolai": 1, group.name: 1}


def test_what_is_taken_back_is_gone_at_once_with_its_words(meeting, people):
    publish(meeting, people)
    withdraw_minutes(meeting, reason="Klaida", by=people.coordinator)
    assert found("smėlynai") == []
    assert not SearchEntry.objects.filter(kind="protokolai").exists()
    assert "Ar ieškojote" not in search("smėlyna")
    indexing.rebuild()
    assert found("smėlynai") == []
    assert not SearchWord.objects.filter(word="smėlynus").exists(), "a rebuild forgets what stands nowhere"


def test_mended_minutes_take_the_place_of_the_earlier_ones(meeting, people):
    publish(meeting, people)
    reopen_minutes(meeting, by=people.chair, reason="Ne visi žodžiai")
    assert found("smėlynai") == ["Kopų komisija"], "what is being written is not published"
    close(meeting, people, "<p>Kalbėta apie girias.</p>")
    assert found("girios") == []
    publish(meeting, people, reason="Kitas žodis")
    assert (found("girios"), found("smėlynai")) == (["Kopų komisija"], [])
    assert SearchEntry.objects.filter(kind="protokolai").count() == 1


def test_hidden_meeting_is_not_found_even_before_its_row_is_gone(meeting, people):
    publish(meeting, people)
    type(meeting).objects.filter(pk=meeting.pk).update(announced_at=None)
    assert SearchEntry.objects.filter(kind="protokolai").exists()
    assert found("smėlynai") == []


def test_announced_meeting_without_minutes_is_no_result(group, people):
    coming = announce_meeting(make_meeting(group, people.chair, title="Žuvėdrų posėdis"), by=people.coordinator)
    assert found("žuvėdros") == []
    hide_meeting(coming, by=people.coordinator)
    assert found("žuvėdros") == []


def test_rebuild_makes_the_same_rows_in_the_same_number_of_queries(
    meeting, group, people, django_assert_num_queries
):  # fmt: skip
    publish(meeting, people)
    before = list(SearchEntry.objects.filter(kind="protokolai").values_list("key", "words", "place"))
    for number in (2, 3):
        other = close(make_held(group, people.chair, title=f"Kopų komisija {number}"), people)
        publish(other, people)
    [published] = [one for one in indexing._content() if one[0].model is PublishedMinutes]
    SearchEntry.objects.all().delete()
    with django_assert_num_queries(8):
        indexing._store_content(*published)
    assert SearchEntry.objects.count() == 3
    assert list(SearchEntry.objects.filter(key=before[0][0]).values_list("key", "words", "place")) == before


def test_queries_do_not_grow_with_minutes(meeting, group, people, django_assert_num_queries):
    publish(meeting, people)
    with django_assert_num_queries(6):
        assert search("kopos").count("found__item") == 1
    for number in (2, 3):
        publish(close(make_held(group, people.chair, title=f"Kopų komisija {number}"), people), people)
    with django_assert_num_queries(6):
        assert search("kopos").count("found__item") == 3
