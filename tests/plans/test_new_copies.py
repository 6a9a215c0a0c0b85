"""A new element that somebody is still typing: kept on the server, back on any device, gone when it is added."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klaipeda_plan.core.errors import NotAllowed
from plans.hierarchy import Kind
from plans.models import Element, NewCopy
from plans.services.copies import LARGEST_COPY, TooLarge
from plans.services.elements import remove_element
from plans.services.new_copies import AlreadyDone, drop_new_copy, keep_new_copy, new_copies_at, says_something
from tests.plans.pages import fields_of
from workgroups.models import Membership

TYPED = {"title": "Nauja priemonė", "body": "<p>Pusė sakinio</p>", "pen": "aa"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def form_at(tree):
    return reverse("plans:add", args=[tree.task.uid, "measure"])


@pytest.fixture
def writing(as_user, people, form_at):
    """The member's browser with an open form in which something was typed."""
    client = as_user(people.member)
    return client, {**fields_of(client.get(form_at)), "title": "Pradėta priemonė", "body": "<p>Dar nebaigta.</p>"}


def autosave(client, form_at, fields, **changes):
    return client.post(f"{form_at}juodrastis/", {**fields, **changes})


def keep(tree, by, **changes):
    return keep_new_copy(tree.task.plan, Kind.MEASURE, tree.task, TYPED | changes, by=by)


def test_what_is_typed_is_kept_without_an_element_a_version_or_history(writing, people, tree, form_at):
    client, form = writing
    before = (Element.objects.count(), Element.history.count())
    assert f'data-autosave="{form_at}juodrastis/"' in client.get(form_at).content.decode()
    assert autosave(client, form_at, form).json()["state"] == "kept"
    copy = NewCopy.objects.get()
    assert (copy.user, copy.plan, copy.parent, copy.kind) == (people.member, tree.task.plan, tree.task, "measure")
    assert copy.data["title"] == "Pradėta priemonė"
    assert (Element.objects.count(), Element.history.count()) == before
    assert autosave(client, form_at, form, title="Toliau").json()["state"] == "kept"
    assert NewCopy.objects.get().data["title"] == "Toliau"


def test_another_device_goes_on_where_this_one_stopped(writing, as_user, people, form_at):
    client, form = writing
    autosave(client, form_at, form)
    other = as_user(people.member)
    shown = other.get(form_at)
    again = fields_of(shown)
    assert again["title"] == "Pradėta priemonė"
    assert "Dar nebaigta." in again["body"]
    assert "dar neišsaugotas tekstas" in shown.content.decode()
    assert again["pen"] != form["pen"]
    autosave(other, form_at, again, title="Baigta kitur")
    assert [copy.data["title"] for copy in NewCopy.objects.all()] == ["Baigta kitur"]


def test_a_form_that_still_stands_open_elsewhere_overwrites_nothing(writing, as_user, people, form_at):
    client, form = writing
    autosave(client, form_at, form)
    other = as_user(people.member)
    again = fields_of(other.get(form_at))
    autosave(other, form_at, again, title="Kitas langas")
    autosave(client, form_at, form, title="Šis langas")
    assert {copy.data["title"] for copy in NewCopy.objects.all()} == {"Kitas langas", "Šis langas"}


def test_two_new_elements_may_be_begun_in_one_place(writing, form_at):
    client, form = writing
    autosave(client, form_at, form)
    empty = fields_of(client.get(f"{form_at}?tuscias=1"))
    assert (empty["title"], empty["copy_seen"]) == ("", "")
    autosave(client, form_at, empty, title="Antroji")
    shown = client.get(form_at)
    assert fields_of(shown)["title"] == "Antroji"
    older = NewCopy.objects.get(data__title="Pradėta priemonė")
    assert f'href="{form_at}?juodrastis={older.pk}"' in shown.content.decode()
    assert fields_of(client.get(f"{form_at}?juodrastis={older.pk}"))["title"] == "Pradėta priemonė"


def test_it_is_gone_when_the_element_is_added_also_what_was_still_on_its_way(writing, tree, form_at):
    client, form = writing
    autosave(client, form_at, form)
    assert client.post(form_at, form).status_code == 302
    late = autosave(client, form_at, form)
    assert (late.status_code, late.json()["state"]) == (409, "done")
    assert fields_of(client.get(form_at))["title"] == ""
    assert Element.objects.filter(title="Pradėta priemonė").count() == 1


def test_what_was_added_before_its_first_autosave_arrived_is_not_offered_again(writing, form_at):
    client, form = writing
    client.post(form_at, form)
    assert autosave(client, form_at, form).status_code == 409
    assert fields_of(client.get(form_at))["title"] == ""


def test_it_can_be_given_up(writing, form_at):
    client, form = writing
    autosave(client, form_at, form)
    again = fields_of(client.get(form_at))
    client.post(form_at, {"do": "discard", "pen": again["pen"], "copy_seen": again["copy_seen"]})
    assert fields_of(client.get(form_at))["title"] == ""


def test_an_erased_text_leaves_no_copy(writing, form_at):
    client, form = writing
    autosave(client, form_at, form)
    assert autosave(client, form_at, form, title="", body="<p> </p>").json()["state"] == "kept"
    assert NewCopy.objects.count() == 0
    assert autosave(client, form_at, form).json()["state"] == "kept"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": "", "body": "<p></p>", "workgroup": "3", "indicators-0-direction": "increase"}, False),
        ({"title": " ", "body": "<p>&nbsp;</p>", "pen": "a", "copy_seen": "1@x", "indicators-0-decimals": "0"}, False),
        ({"title": "A"}, True),
        ({"body": "<p>A</p>"}, True),
        ({"body": '<figure><img src="/x"></figure>'}, True),
        ({"detail-partners": "VšĮ"}, True),
        ({"money-2024-1": "5"}, True),
        ({"indicators-0-title": "A"}, True),
    ],
)
def test_what_a_new_form_brings_along_is_nobodys_text(typed, says):
    assert says_something(typed) == says


def test_an_expired_login_brings_both_back_once(writing, people, form_at):
    client, form = writing
    autosave(client, form_at, form)
    gone = Client()
    assert autosave(gone, form_at, form).status_code == 302
    sent = gone.post(form_at, {**form, "title": "Po pabaigos"})
    assert sent.headers["Location"] == f"{reverse('account_login')}?next={form_at}"
    gone.force_login(people.member, backend=BACKEND)
    back = fields_of(gone.get(form_at))
    assert back["title"] == "Po pabaigos"
    assert gone.post(form_at, back).status_code == 302
    assert NewCopy.objects.filter(is_done=False).count() == 0


def test_nobody_else_sees_it(writing, as_user, people, form_at):
    client, form = writing
    autosave(client, form_at, form)
    for other in (people.chair, people.coordinator):
        assert fields_of(as_user(other).get(form_at))["title"] == ""
        pk = NewCopy.objects.get().pk
        assert fields_of(as_user(other).get(f"{form_at}?juodrastis={pk}"))["title"] == ""
        assert "Pradėta priemonė" not in as_user(other).get(reverse("plans:workspace")).content.decode()


def test_who_lost_the_right_is_told_and_the_form_of_another_person_is_refused(writing, as_user, people, form_at):
    client, form = writing
    assert autosave(as_user(people.chair), form_at, form).json()["state"] == "other"
    assert autosave(client, form_at, {**form, "opened_by": ""}).json()["state"] == "other"
    Membership.objects.filter(user=people.member).update(workgroup=people.stranger.memberships.get().workgroup)
    refused = autosave(client, form_at, form)
    assert (refused.status_code, refused.json()["state"]) == (403, "forbidden")
    assert NewCopy.objects.count() == 0


def test_a_place_that_was_removed_keeps_the_text_all_the_same(writing, people, tree, form_at):
    client, form = writing
    remove_element(tree.measure, by=people.chair)
    remove_element(tree.task, by=people.chair)
    assert autosave(client, form_at, form).json()["state"] == "removed"
    assert NewCopy.objects.get().data["title"] == "Pradėta priemonė"


def test_an_open_page_learns_who_is_logged_in_now(writing, people, form_at):
    client, _form = writing
    told = client.get(f"{form_at}juodrastis/").json()
    assert told["person"] == people.member.pk
    assert told["token"]


def test_too_much_is_refused_and_what_was_kept_stays(people, tree):
    keep(tree, people.member)
    with pytest.raises(TooLarge):
        keep(tree, people.member, body="a" * LARGEST_COPY)
    with pytest.raises(NotAllowed):
        keep(tree, people.stranger)
    assert NewCopy.objects.get().data["body"] == TYPED["body"]


def test_forms_that_are_done_are_forgotten_after_a_day(people, tree):
    keep(tree, people.member)
    drop_new_copy(tree.task.plan, Kind.MEASURE, TYPED, by=people.member)
    with pytest.raises(AlreadyDone):
        keep(tree, people.member)
    NewCopy.objects.update(updated_at=timezone.now() - datetime.timedelta(days=2))
    drop_new_copy(tree.task.plan, Kind.MEASURE, {"pen": "bb"}, by=people.member)
    assert [copy.pen for copy in NewCopy.objects.all()] == ["bb"]
    assert not new_copies_at(tree.task.plan, Kind.MEASURE, tree.task, people.member)


def test_the_workspace_lists_what_was_begun(writing, tree, form_at):
    client, form = writing
    autosave(client, form_at, form)
    shown = client.get(reverse("plans:workspace")).content.decode()
    assert f'href="{form_at}?juodrastis={NewCopy.objects.get().pk}"' in shown
    assert "Pradėta priemonė" in shown


def test_the_plans_own_level_keeps_as_well(as_user, people, tree):
    client = as_user(people.coordinator)
    form_at = reverse("plans:add_root", args=["section"])
    form = fields_of(client.get(form_at))
    assert autosave(client, form_at, form, title="Naujas skyrius").json()["state"] == "kept"
    assert NewCopy.objects.get().parent is None
    assert fields_of(client.get(form_at))["title"] == "Naujas skyrius"
    assert f"{form_at}?juodrastis=" in client.get(reverse("plans:workspace")).content.decode()
