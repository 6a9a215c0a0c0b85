"""Letters about what is new: an address is asked first, kept when it says yes, and gone when it leaves."""

import re

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.test import Client

from klaipeda_plan.jobs import services as jobs
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.notices.models import Mail
from publicity.models import Subscriber, Subscription
from publicity.services import following
from publicity.services.following import Asked, confirm, key_of

EMAIL = "gyventoja@example.org"
LINK = re.compile(r"https?://[^/\s]+(/(?:en/)?prenumerata/patvirtinti/\S+/)")


@pytest.fixture(autouse=True)
def _no_letters_counted_before():
    cache.clear()


def ask(client=None, address="/prenumerata/", **fields):
    return (client or Client()).post(address, {"email": EMAIL, "topics": ["news"]} | fields)


def send_letters():
    for job in Job.objects.filter(kind="deliver_mail", state="queued"):
        jobs.run(job.pk)
    return mail.outbox


def link_of(letter):
    return LINK.search(letter.body)[1]


def test_asking_keeps_nothing_and_sends_one_letter_that_is_answered_by_a_button(groups):
    answer = ask(groups=["aplinkos-apsauga"])
    assert answer.headers["Location"] == "/prenumerata/laiskas-issiustas/"
    assert not Subscriber.objects.exists()
    [letter] = send_letters()
    assert letter.to == [EMAIL]
    assert "– naujienos\n– Aplinkos apsaugos darbo grupė" in letter.body
    link = link_of(letter)
    assert EMAIL in Client().get(link).content.decode()
    assert not Subscriber.objects.exists(), "whoever opens links for people confirms nothing"
    answer = Client().post(link)
    assert answer.headers["Location"].startswith("/prenumerata/mano/")
    topics = Subscription.objects.values_list("subscriber__email", "topic", "target")
    assert list(topics) == [(EMAIL, "group", "aplinkos-apsauga"), (EMAIL, "news", "")]


def test_confirming_twice_follows_once_and_a_second_wish_is_added(db):
    for wanted in (["news"], ["news"], ["events"]):
        confirm(Asked(EMAIL, "lt", [(topic, "") for topic in wanted]))
    assert list(Subscription.objects.values_list("topic", flat=True)) == ["events", "news"]
    assert Subscriber.objects.count() == 1


def test_an_english_page_asks_and_writes_in_english(db):
    ask(address="/en/prenumerata/")
    [letter] = send_letters()
    assert letter.subject == "Confirm that you want letters about Klaipėda's plan"
    assert link_of(letter).startswith("/en/")
    Client().post(link_of(letter))
    assert Subscriber.objects.get().language == "en"


def test_the_answer_does_not_tell_who_follows_already(db):
    first = ask()
    confirm(Asked(EMAIL, "lt", [("news", "")]))
    second = ask()
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])


def test_nobody_is_flooded_with_letters(db):
    for _time in range(6):
        assert ask().status_code == 302
    assert len(send_letters()) == following.MOST_LETTERS
    ask(email="kita@example.org")
    assert len(send_letters()) == following.MOST_LETTERS + 1


@pytest.mark.parametrize(
    "fields", [{"email": ""}, {"email": "ne adresas"}, {"topics": ["slapta"]}, {"topics": []}, {"groups": ["nera"]}],
)  # fmt: skip
def test_what_is_filled_in_wrongly_is_asked_again_and_stays(groups, fields):
    answer = ask(**fields)
    assert answer.status_code == 422
    assert f'value="{fields.get("email", EMAIL)}"' in answer.content.decode() or fields.get("email") == ""
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "token", ["x", "a:b:c", signing.dumps(["x"], salt=following.ASK_SALT)], ids=["short", "unsigned", "no request"]
)
def test_a_link_that_is_damaged_says_what_to_do(db, token):
    for ask_page in (Client().get, Client().post):
        answer = ask_page(f"/prenumerata/patvirtinti/{token}/")
        assert answer.status_code == 410
        assert "/prenumerata/" in answer.content.decode()


def test_the_link_of_the_first_letter_grows_old(db, monkeypatch):
    ask()
    link = link_of(send_letters()[0])
    monkeypatch.setattr(following, "GOOD_FOR", -1)
    assert Client().post(link).status_code == 410
    assert not Subscriber.objects.exists()


def test_one_click_leaves_without_a_login_cookie_or_token(db):
    subscriber = confirm(Asked(EMAIL, "lt", [("all", "")]))
    address = f"/prenumerata/atsisakyti/{key_of(subscriber)}/"
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    assert Subscriber.objects.exists(), "opening the link is not leaving"
    answer = client.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not Subscriber.objects.exists()
    assert not Subscription.objects.exists()
    assert EMAIL not in client.get(address).content.decode(), "who has left is told so again"


def test_leaving_wipes_the_address_from_the_outbox_too(db):
    ask()
    Client().post(link_of(send_letters()[0]))
    subscriber = Subscriber.objects.get()
    Mail.objects.create(to="kitas@example.org", subject="Kita", key=f"publicity-{subscriber.pk}0-2026-01-01")
    following.leave(subscriber)
    assert list(Mail.objects.values_list("to", flat=True)) == ["kitas@example.org"]


def test_a_new_subscription_is_not_opened_by_an_old_key(db):
    subscriber = confirm(Asked(EMAIL, "lt", [("all", "")]))
    key = key_of(subscriber)
    following.leave(subscriber)
    confirm(Asked(EMAIL, "lt", [("all", "")]))
    assert Client().get(f"/prenumerata/mano/{key}/").status_code == 404
    Client().post(f"/prenumerata/atsisakyti/{key}/")
    assert Subscriber.objects.exists()


def test_what_is_followed_can_be_chosen_otherwise_and_nothing_chosen_is_leaving(groups):
    subscriber = confirm(Asked(EMAIL, "lt", [("all", ""), ("group", "aplinkos-apsauga")]))
    address = f"/prenumerata/mano/{key_of(subscriber)}/"
    page = Client().post(address, {"topics": ["events"], "groups": ["socialine-aplinka"]}).content.decode()
    assert "laiškai ateis, kaip pasirinkote" in page
    chosen = subscriber.subscriptions.values_list("topic", "target")
    assert list(chosen) == [("events", ""), ("group", "socialine-aplinka")]
    assert "ištrintas" in Client().post(address, {}).content.decode()
    assert not Subscriber.objects.exists()


def test_an_element_is_followed_from_its_page(edition, tree):
    short = tree.goal.short_uid
    page = Client().get(f"/prenumerata/?elementas={short}").content.decode()
    assert "1.1 Mažinti oro taršą" in page
    assert ask(topics=[], elements=[str(tree.goal.uid)]).status_code == 302
    Client().post(link_of(send_letters()[0]))
    assert list(Subscription.objects.values_list("topic", "target")) == [("element", str(tree.goal.uid))]


@pytest.mark.parametrize("asked", ["x", "zzzzzzzzzzzz", "000000000000", "%00", "1" * 5000])
def test_an_element_that_is_not_published_cannot_be_followed(edition, asked):
    page = Client().get(f"/prenumerata/?elementas={asked}")
    assert page.status_code == 200
    assert 'name="elements"' not in page.content.decode()


def test_pages_with_a_key_tell_it_nobody(db):
    subscriber = confirm(Asked(EMAIL, "lt", [("all", "")]))
    for room in ("mano", "atsisakyti"):
        answer = Client().get(f"/prenumerata/{room}/{key_of(subscriber)}/")
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer.headers["Cache-Control"]
        assert EMAIL not in answer.content.decode()


def test_groups_are_named_in_the_language_of_the_page(groups):
    group = groups["aplinkos-apsauga"]
    group.name_en = "Environment group"
    group.save()
    assert "Environment group" in Client().get("/en/prenumerata/").content.decode()
    page = Client().get("/prenumerata/").content.decode()
    assert group.name in page
    assert "Environment group" not in page
