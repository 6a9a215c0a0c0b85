"""What somebody types is kept on the server until it is saved: no version, no history, nothing overwritten."""

import datetime
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klaipeda_plan.core.errors import NotAllowed
from plans.models import Element, WorkingCopy
from plans.services.copies import LARGEST_COPY, TooLarge, WrittenElsewhere, copies_of, drop_copy, keep_copy, sign_of
from plans.services.elements import remove_element
from plans.views import kept
from tests.plans.pages import address, fields_of, open_form, send_form
from workgroups.models import Membership

TYPED = {"title": "Rašau", "body": "<p>Pusė sakinio</p>", "base_version": "1", "pen": "aa"}


def autosave(client, element, fields, **changes):
    return client.post(address("copy", element), {**fields, **changes})


@pytest.fixture
def writing(as_user, people, tree):
    """The member's browser with an open form in which something was typed."""
    client = as_user(people.member)
    return client, {**open_form(client, tree.measure), "title": "Pradėta mintis", "body": "<p>Dar nebaigta.</p>"}


def test_what_is_typed_is_kept_without_a_version_or_history(writing, people, tree):
    client, form = writing
    versions, records = tree.measure.versions.count(), Element.history.count()
    answer = autosave(client, tree.measure, form)
    assert answer.json()["state"] == "kept"
    copy = WorkingCopy.objects.get()
    assert (copy.user, copy.element, copy.base_version) == (people.member, tree.measure, 1)
    assert copy.data["title"] == "Pradėta mintis"
    assert (tree.measure.versions.count(), Element.history.count()) == (versions, records)
    assert Element.objects.get(pk=tree.measure.pk).title == tree.measure.title


def test_one_form_keeps_one_copy(writing, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    assert autosave(client, tree.measure, form, title="Toliau").json()["state"] == "kept"
    assert WorkingCopy.objects.get().data["title"] == "Toliau"


def test_another_device_opens_the_form_with_the_unsaved_text(writing, as_user, people, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    page = as_user(people.member).get(address("edit", tree.measure))
    assert fields_of(page)["title"] == "Pradėta mintis"
    assert "Dar nebaigta." in fields_of(page)["body"]
    assert "dar neišsaugotas tekstas" in page.content.decode()


def test_nobody_else_sees_it(writing, as_user, people, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    for other in (people.chair, people.coordinator):
        assert open_form(as_user(other), tree.measure)["title"] == tree.measure.title
        assert "Pradėta mintis" not in as_user(other).get(address("element", tree.measure)).content.decode()


def test_saving_drops_the_copy(writing, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    assert send_form(client, tree.measure, form).status_code == 302
    assert not WorkingCopy.objects.exists()
    assert Element.objects.get(pk=tree.measure.pk).title == "Pradėta mintis"


def test_giving_it_up_drops_the_copy(writing, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    shown = open_form(client, tree.measure)
    client.post(address("edit", tree.measure), {"do": "discard", "pen": shown["pen"], "copy_seen": shown["copy_seen"]})
    assert not WorkingCopy.objects.exists()
    assert open_form(client, tree.measure)["title"] == tree.measure.title


def test_giving_up_an_old_text_leaves_the_one_that_was_typed_since(writing, as_user, people, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    shown = open_form(as_user(people.member), tree.measure)
    autosave(client, tree.measure, form, title="Rašyta kitame įrenginyje")
    client.post(address("edit", tree.measure), {"do": "discard", "pen": shown["pen"], "copy_seen": shown["copy_seen"]})
    assert WorkingCopy.objects.get().data["title"] == "Rašyta kitame įrenginyje"


def test_a_second_window_never_overwrites_the_text_of_the_first(writing, as_user, people, tree):
    client, form = writing
    second = {**open_form(client, tree.measure), "title": "Kitas langas"}
    autosave(client, tree.measure, form)
    answer = autosave(client, tree.measure, second)
    assert (answer.status_code, answer.json()["state"]) == (409, "elsewhere")
    assert WorkingCopy.objects.get().data["title"] == "Pradėta mintis"
    assert send_form(client, tree.measure, second).status_code == 302
    assert WorkingCopy.objects.get().data["title"] == "Pradėta mintis"


def test_a_window_that_was_opened_on_the_copy_goes_on_with_it(writing, as_user, people, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    phone = as_user(people.member)
    assert autosave(phone, tree.measure, open_form(phone, tree.measure), title="Telefone").json()["state"] == "kept"
    assert autosave(client, tree.measure, form, title="Kompiuteryje").json()["state"] == "elsewhere"
    assert WorkingCopy.objects.get().data["title"] == "Telefone"


def test_a_copy_over_an_older_version_is_joined_when_it_is_saved(writing, as_user, people, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    chair = as_user(people.chair)
    send_form(chair, tree.measure, open_form(chair, tree.measure), **{"detail-partners": "Uostas"})
    shown = open_form(as_user(people.member), tree.measure)
    assert (shown["title"], shown["base_number"]) == ("Pradėta mintis", "1")
    send_form(client, tree.measure, shown)
    stored = Element.objects.get(pk=tree.measure.pk)
    assert (stored.title, stored.detail.partners) == ("Pradėta mintis", "Uostas")
    assert not WorkingCopy.objects.exists()


def test_a_text_that_equals_the_stored_one_is_not_offered(writing, as_user, people, tree):
    client, form = writing
    send_form(client, tree.measure, form)
    autosave(client, tree.measure, form)  # sent before the save, arrived after it
    page = client.get(address("edit", tree.measure))
    assert "dar neišsaugotas tekstas" not in page.content.decode()
    assert fields_of(page)["base_number"] == "2"


def test_the_elements_page_reminds_of_the_unsaved_text(writing, tree):
    client, form = writing
    page = address("element", tree.measure)
    assert "turite neišsaugoto teksto" not in client.get(page).content.decode()
    autosave(client, tree.measure, form)
    assert "turite neišsaugoto teksto" in client.get(page).content.decode()


def test_a_removed_element_keeps_the_text_and_shows_it(writing, people, tree):
    client, form = writing
    remove_element(tree.measure, by=people.chair)
    assert autosave(client, tree.measure, form).json()["state"] == "removed"
    shown = client.get(address("edit", tree.measure))
    assert "Dar nebaigta." in shown.content.decode()
    assert "Pirmiau jį grąžinkite" in shown.content.decode()
    assert "Pradėta mintis" in send_form(client, tree.measure, form).content.decode()


def test_who_lost_the_right_is_told_and_keeps_what_was_kept_before(writing, people, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    Membership.objects.filter(user=people.member).update(workgroup=people.stranger.memberships.get().workgroup)
    answer = autosave(client, tree.measure, form, title="Po to")
    assert (answer.status_code, answer.json()["state"]) == (403, "forbidden")
    assert WorkingCopy.objects.get().data["title"] == "Pradėta mintis"
    page = client.get(address("edit", tree.measure))
    assert page.status_code == 403
    assert "Dar nebaigta." in page.content.decode()
    with pytest.raises(NotAllowed):
        keep_copy(tree.measure, TYPED, by=people.stranger)


def test_an_expired_login_is_sent_to_the_login(writing, tree):
    _client, form = writing
    answer = autosave(Client(), tree.measure, form)
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not WorkingCopy.objects.exists()


def test_a_form_that_somebody_else_opened_is_not_kept(writing, as_user, people, tree):
    _client, form = writing
    answer = autosave(as_user(people.chair), tree.measure, form)
    assert (answer.status_code, answer.json()["state"]) == (400, "other")
    assert not WorkingCopy.objects.exists()


def test_an_open_page_learns_the_token_of_a_new_login(as_user, people, tree):
    answer = as_user(people.member).get(address("copy", tree.measure)).json()
    assert answer["person"] == people.member.pk
    assert len(answer["token"]) > 30


def test_too_long_a_text_is_refused_and_the_earlier_one_stays(writing, people, tree):
    client, form = writing
    autosave(client, tree.measure, form)
    answer = autosave(client, tree.measure, form, body="a" * (LARGEST_COPY + 1))
    assert (answer.status_code, answer.json()["state"]) == (413, "large")
    assert WorkingCopy.objects.get().data["body"] == "<p>Dar nebaigta.</p>"
    with pytest.raises(TooLarge):
        keep_copy(tree.goal, {"body": "a" * (LARGEST_COPY + 1)}, by=people.member)


@pytest.mark.parametrize("page", ["copy", "edit"])
def test_twenty_megabytes_get_a_helpful_answer(writing, tree, page):
    client, form = writing
    answer = client.post(address(page, tree.measure), {**form, "body": "<b>a</b>" * 2_600_000})
    assert answer.status_code == 413
    assert "viskas, ką parašėte, tebėra" in answer.content.decode()
    assert Element.objects.get(pk=tree.measure.pk).body == tree.measure.body


def test_copies_are_listed_for_their_person_newest_first(people, tree):
    first, second = (keep_copy(one, TYPED, by=people.member) for one in (tree.goal, tree.measure))
    WorkingCopy.objects.filter(pk=first.pk).update(updated_at=timezone.now() - datetime.timedelta(days=1))
    keep_copy(tree.goal, TYPED, by=people.chair)
    assert list(copies_of(people.member)) == [second, first]


def test_a_copy_is_dropped_only_by_the_form_that_knows_it(people, tree):
    copy = keep_copy(tree.goal, TYPED, by=people.member)
    with pytest.raises(WrittenElsewhere):
        keep_copy(tree.goal, TYPED | {"pen": "bb", "title": "Kita"}, by=people.member)
    assert not drop_copy(tree.goal, {"pen": "bb", "title": "Kita"}, by=people.member)
    assert drop_copy(tree.goal, {"copy_seen": sign_of(copy)}, by=people.member)


def refused_text(response):
    """The page that gives a text back which cannot be saved."""
    text = response.content.decode()
    assert "Jūsų tekstas neišsaugotas" in text
    return text


def test_a_save_after_the_right_is_gone_shows_the_text_and_who_may(writing, people, tree):
    client, form = writing
    Membership.objects.filter(user=people.member).update(workgroup=people.stranger.memberships.get().workgroup)
    answer = send_form(client, tree.measure, form, **{"reason": "Nauji duomenys", "detail-partners": "Uostas"})
    assert answer.status_code == 403
    text = refused_text(answer)
    for words in ("Pradėta mintis", "Dar nebaigta.", "Nauji duomenys", "Uostas", "120 000".replace(" ", "\xa0")):
        assert words in text
    assert "koordinatorius" in text
    assert Element.objects.get(pk=tree.measure.pk).title == tree.measure.title


def test_who_may_not_even_read_any_more_still_gets_the_own_text(writing, people, tree):
    client, form = writing
    Membership.objects.filter(user=people.member).delete()
    answer = send_form(client, tree.measure, form)
    assert answer.status_code == 404
    text = refused_text(answer)
    assert "Dar nebaigta." in text
    assert tree.measure.title not in text
    assert client.get(address("edit", tree.measure)).status_code == 404


def test_an_element_that_vanished_gives_the_text_back(writing, people, tree):
    client, form = writing
    page = reverse("plans:edit", args=[uuid4()])
    token = signing.dumps([people.member.pk, page], salt=kept.SALT)
    assert client.post(page, form).status_code == 404
    answer = client.post(page, {**form, "opened_by": token})
    assert answer.status_code == 404
    assert "Dar nebaigta." in refused_text(answer)
    assert autosave(client, Element(uid=uuid4()), form).status_code == 404


def test_a_place_that_was_removed_gives_the_text_of_the_new_element_back(as_user, people, tree):
    client = as_user(people.member)
    page = reverse("plans:add", args=[tree.task.uid, "measure"])
    form = fields_of(client.get(page))
    remove_element(tree.measure, by=people.chair)
    remove_element(tree.task, by=people.chair)
    answer = client.post(page, {**form, "title": "Nauja priemonė", "body": "<p>Jau parašyta.</p>"})
    assert answer.status_code == 404
    assert "Jau parašyta." in refused_text(answer)


def test_a_text_given_back_is_cleaned(writing, people, tree):
    client, form = writing
    Membership.objects.filter(user=people.member).update(workgroup=people.stranger.memberships.get().workgroup)
    hostile = '<p onclick="x()">Ramu<script>alert(1)</script></p>'
    text = refused_text(send_form(client, tree.measure, form, body=hostile))
    assert "onclick" not in text
    assert "alert(1)" not in text
    deep = refused_text(send_form(client, tree.measure, form, body="<div>" * 90 + "Giliai"))
    assert "&lt;div&gt;" in deep


def test_the_text_of_somebody_elses_form_is_not_shown(writing, as_user, people, tree):
    _client, form = writing
    answer = send_form(as_user(people.stranger), tree.measure, form)
    assert answer.status_code == 403
    assert "Dar nebaigta." not in answer.content.decode()


def test_the_browser_is_told_once_whose_text_is_stored(writing, tree):
    client, form = writing
    send_form(client, tree.measure, form)
    mark = f'data-saved-pen="{form["pen"]}"'
    assert mark in client.get(address("element", tree.measure)).content.decode()
    assert mark not in client.get(address("element", tree.measure)).content.decode()


@pytest.mark.parametrize("crafted", ["issaugota=99", "nauja=/rengimas/", "data-saved-pen=aa"])
def test_no_address_makes_the_browser_forget_a_text(writing, tree, crafted):
    client, _form = writing
    for page in ("element", "edit"):
        text = client.get(f"{address(page, tree.measure)}?{crafted}").content.decode()
        assert "data-saved-pen" not in text
        assert "data-kept-saved" not in text


def test_a_new_element_tells_the_browser_as_well(as_user, people, tree):
    client = as_user(people.member)
    page = reverse("plans:add", args=[tree.task.uid, "measure"])
    form = fields_of(client.get(page))
    added = client.post(page, {**form, "title": "Nauja priemonė"}, follow=True)
    assert f'data-saved-pen="{form["pen"]}"' in added.content.decode()
