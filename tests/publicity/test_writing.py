"""News and events are drafts until their time; two editors at once lose nothing; every write stands in the history."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from klaipeda_plan.core.errors import NotAllowed
from publicity.models import Event, News
from publicity.services.writing import (
    Facts,
    StaleContent,
    add_publication,
    confirm_translation,
    publish,
    save_publication,
    withdraw,
)
from tests.publicity.content import DAY, HOUR, make_event, make_news, make_picture


def facts(item, **values):
    fields = ("title", "title_en", "summary", "summary_en", "body", "body_en")
    return Facts({name: getattr(item, name) for name in fields} | values)


def test_what_is_written_is_a_draft(people):
    item = make_news(people.editor, public=False)
    assert (item.published_at, item.is_public, item.is_scheduled) == (None, False, False)
    assert list(News.objects.public()) == []


def test_published_news_is_public_until_it_is_withdrawn(people):
    item = make_news(people.editor)
    assert list(News.objects.public()) == [item]
    withdraw(item, by=people.editor)
    assert list(News.objects.public()) == []


def test_scheduled_news_becomes_public_by_time_alone(people):
    item = make_news(people.editor, at=timezone.now() + HOUR)
    assert item.is_scheduled
    assert list(News.objects.public()) == []
    assert list(News.objects.public(timezone.now() + 2 * HOUR)) == [item]


def test_the_second_of_two_editors_is_told_and_nothing_is_written(people):
    item = make_news(people.editor)
    saved = save_publication(item, facts(item, title="Pirmojo"), base_version=item.version, by=people.editor)
    with pytest.raises(StaleContent, match="editor") as refused:
        save_publication(item, facts(item, title="Antrojo"), base_version=item.version, by=people.coordinator)
    assert refused.value.current.title == "Pirmojo"
    assert News.objects.get().title == "Pirmojo"
    save_publication(item, facts(item, title="Sujungta"), base_version=saved.version, by=people.coordinator)
    assert News.objects.get().title == "Sujungta"


@pytest.mark.parametrize("who", ["member", "chair", "consultant", "secretary", "councillor", "administrator"])
def test_nobody_else_writes_or_publishes(people, who):
    stranger, item = getattr(people, who), make_news(people.editor, public=False)
    for write in (
        lambda: add_publication(News, Facts({"title": "Svetima"}), by=stranger),
        lambda: save_publication(item, facts(item), base_version=item.version, by=stranger),
        lambda: publish(item, by=stranger),
        lambda: withdraw(item, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert News.objects.get().version == item.version


def test_each_write_stands_in_the_history_with_who_and_why(people):
    item = make_news(people.editor)
    save_publication(item, facts(item, title="Kitaip"), base_version=item.version, by=people.coordinator)
    withdraw(item, by=people.editor)
    rows = list(item.history.order_by("history_id").values_list("history_change_reason", "history_user", "title"))
    editor, coordinator = people.editor.pk, people.coordinator.pk
    assert rows == [
        ("sukurta", editor, "Paskelbtas projektas"), ("paskelbta", editor, "Paskelbtas projektas"),
        ("pakeista", coordinator, "Kitaip"), ("atšaukta", editor, "Kitaip"),
    ]  # fmt: skip


def test_the_address_follows_the_title_of_a_draft_and_stays_once_it_was_public(people):
    item = make_news(people.editor, "Ąžuolų gatvė: kas keičiasi?", public=False)
    assert item.slug == "azuolu-gatve-kas-keiciasi"
    item = save_publication(item, facts(item, title="Liepų gatvė"), base_version=item.version, by=people.editor)
    assert item.slug == "liepu-gatve"
    item = withdraw(publish(item, by=people.editor), by=people.editor)
    item = save_publication(item, facts(item, title="Beržų gatvė"), base_version=item.version, by=people.editor)
    assert item.slug == "liepu-gatve"


def test_two_of_one_title_have_addresses_of_their_own(people):
    assert [make_news(people.editor, "Žinia").slug for _time in range(3)] == ["zinia", "zinia-2", "zinia-3"]
    assert make_event(people.editor, "Žinia").slug == "zinia"


@pytest.mark.parametrize(("title", "slug"), [("???", "irasas"), ("žodis " * 30, "zodis-" * 12 + "zodis")])
def test_a_title_without_letters_or_too_long_gets_an_address(people, title, slug):
    assert make_news(people.editor, title.strip()).slug == slug


def test_a_body_is_cleaned_and_shows_no_picture_of_the_drafts(people):
    address = "/rengimas/failai/5f0c3c8e-4c8e-4a57-9f5e-3d3c5a3b2a11/"
    body = f'<p onclick="x()">Tekstas<script>x()</script></p><figure><img src="{address}" alt="Brėžinys"></figure>'
    item = make_news(people.editor, body=body)
    assert "script" not in item.body
    assert "onclick" not in item.body
    assert "<img" not in item.body
    assert "Brėžinys" in item.body


def test_a_translation_belongs_to_the_version_that_it_translates(people):
    item = make_news(people.editor, title_en="News", body_en="<p>Text.</p>")
    assert not item.translation_is_old
    item = save_publication(item, facts(item, body="<p>Kitaip.</p>"), base_version=item.version, by=people.editor)
    assert item.translation_is_old
    confirm_translation(item, base_version=item.version, by=people.editor)
    item.refresh_from_db()
    assert not item.translation_is_old
    item = save_publication(item, facts(item, body="<p>Vėl.</p>"), base_version=item.version, by=people.editor)
    item = save_publication(item, facts(item, body_en="<p>Again.</p>"), base_version=item.version, by=people.editor)
    assert not item.translation_is_old


def test_what_is_not_translated_is_never_an_old_translation(people):
    item = make_news(people.editor)
    item = save_publication(item, facts(item, title="Kita"), base_version=item.version, by=people.editor)
    assert not item.translation_is_old


def test_a_save_without_a_new_picture_keeps_the_old_one_until_it_is_taken_out(people):
    item = make_news(people.editor, picture=make_picture(people.editor), picture_alt="Mėlyna")
    kept = save_publication(item, facts(item), base_version=item.version, by=people.editor)
    assert (kept.picture, kept.picture_alt) == (item.picture, "Mėlyna")
    without = Facts(facts(kept).values, keeps_picture=False)
    bare = save_publication(kept, without, base_version=kept.version, by=people.editor)
    assert (bare.picture, bare.picture_alt) == (None, "")


def test_an_event_cannot_end_before_it_begins_even_past_the_form(people):
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(people.editor, starts=now, ends_at=now - DAY)
    assert not Event.objects.exists()
