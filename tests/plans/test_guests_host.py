"""/rengimas/sveciai/: who was shown what until when, what they did, new links, closing them."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Element, GuestLink
from plans.services.guests import Use, find_guest_link, log_visit, make_guest_link, recommend
from plans.services.remarks import add_remark

LIST, NEW = reverse("plans:guests"), reverse("plans:add_guest")
ADDRESSES = {"guest": "get", "revoke_guest": "post", "renew_guest": "post"}


def at(name, link):
    return reverse(f"plans:{name}", args=[link.pk])


def make(element, by, name="Vytė Svečienė"):
    end = timezone.now() + datetime.timedelta(days=7)
    return make_guest_link(Element.objects.get(pk=element.pk), name=name, expires_at=end, by=by)


def given(element, **changes):
    until = timezone.localdate() + datetime.timedelta(days=10)
    return {"branch": str(element.uid), "name": "Vytė Svečienė", "until": until.isoformat(), **changes}


def test_the_coordinator_invites_and_is_shown_the_link_once(as_user, people, tree):
    client = as_user(people.coordinator)
    answer = client.post(NEW, given(tree.goal, organisation="Institutas"))
    secret = re.search(r"/svecias/([\w-]{43})/", answer.content.decode())[1]
    link = find_guest_link(secret)
    assert (link.name, link.organisation, link.element_id) == ("Vytė Svečienė", "Institutas", tree.goal.pk)
    assert "no-store" in answer.headers["Cache-Control"]
    for page in (LIST, at("guest", link)):
        text = client.get(page).content.decode()
        assert "Vytė Svečienė" in text
        assert secret not in text


def test_a_chair_chooses_among_the_own_branches_only(as_user, people, tree):
    client = as_user(people.chair)
    page = client.get(NEW, {"nuo": str(tree.goal.uid)}).content.decode()
    assert f'value="{tree.goal.uid}" selected' in page
    assert str(tree.other_goal.uid) not in page
    assert client.post(NEW, given(tree.other_goal)).status_code == 200
    assert not GuestLink.objects.exists()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"until": "2020-01-01"}, {"until": "rytoj"}, {"email": "ne-adresas"}])
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_user, people, tree, wrong):
    text = as_user(people.coordinator).post(NEW, given(tree.goal, organisation="Institutas", **wrong)).content.decode()
    assert "error-summary" in text
    assert 'value="Institutas"' in text
    assert not GuestLink.objects.exists()


def test_the_page_of_a_guest_tells_the_log_remarks_and_recommendations(as_user, people, tree):
    made = make(tree.task, people.coordinator)
    measure = Element.objects.get(pk=tree.measure.pk)
    log_visit(made.link, Use.ELEMENT, address="192.0.2.7", place="1.1.1.1 Oro kokybės stotelių įrengimas")
    add_remark(measure, "Kiek stotelių?", guest=made.link)
    recommend(made.link, measure, version_id=measure.current_version_id, verdict="return", text="Trūksta metų.")
    text = as_user(people.coordinator).get(at("guest", made.link)).content.decode()
    for words in ("Skaitė elementą", "192.0.2.7", "Kiek stotelių?", "Grąžinti tobulinti", "Trūksta metų."):
        assert words in text


def test_a_closed_link_stops_at_once_and_can_be_renewed(as_user, people, tree):
    made = make(tree.task, people.coordinator)
    client, guest = as_user(people.coordinator), Client()
    text = client.post(at("revoke_guest", made.link), follow=True).content.decode()
    assert "nebegalioja" in text
    assert "uždaryta" in text
    assert guest.get(reverse("guests:branch", args=[made.secret])).status_code == 410
    until = (timezone.localdate() + datetime.timedelta(days=3)).isoformat()
    answer = client.post(at("renew_guest", made.link), {"until": until}).content.decode()
    secret = re.search(r"/svecias/([\w-]{43})/", answer)[1]
    assert secret != made.secret
    assert guest.get(reverse("guests:branch", args=[made.secret])).status_code == 404
    assert guest.get(reverse("guests:branch", args=[secret])).status_code == 200


def test_a_day_that_is_over_renews_nothing(as_user, people, tree):
    made = make(tree.task, people.coordinator)
    answer = as_user(people.coordinator).post(at("renew_guest", made.link), {"until": "2020-01-01"})
    assert answer.status_code == 422
    assert find_guest_link(made.secret) is not None


def test_a_chair_sees_the_guests_of_the_own_group(as_user, people, tree):
    own, other = make(tree.goal, people.coordinator, "Savas Svečias"), make(tree.vision, people.coordinator, "Kitas")
    client = as_user(people.chair)
    text = client.get(LIST).content.decode()
    assert "Savas Svečias" in text
    assert ">Kitas<" not in text
    for name, method in ADDRESSES.items():
        assert getattr(client, method)(at(name, own.link)).status_code in (200, 302, 422)
        assert getattr(client, method)(at(name, other.link)).status_code == 404


@pytest.mark.parametrize("role", ["member", "stranger", "consultant", "secretary"])
def test_who_keeps_no_guests_is_told_who_does(as_user, people, tree, role):
    made = make(tree.goal, people.coordinator)
    client = as_user(getattr(people, role))
    answers = [client.get(LIST), client.get(NEW), client.post(NEW, given(tree.goal))]
    answers += [getattr(client, method)(at(name, made.link)) for name, method in ADDRESSES.items()]
    assert {answer.status_code for answer in answers} == {403}
    assert "Koordinatorius" in answers[0].content.decode()
    assert find_guest_link(made.secret).is_open


def test_anonymous_people_and_who_reads_no_drafts(as_user, people, tree):
    made = make(tree.goal, people.coordinator)
    assert as_user(None).get(LIST).headers["Location"].endswith(f"?next={LIST}")
    assert as_user(people.councillor).get(LIST).status_code == 404
    assert as_user(people.coordinator).get(reverse("plans:guest", args=[made.link.pk + 1])).status_code == 404
    assert as_user(people.coordinator).get(at("revoke_guest", made.link)).status_code == 405


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(as_user, people, tree, more, django_assert_num_queries):
    first = make(tree.goal, people.coordinator)
    log_visit(first.link, Use.BRANCH, address=None)
    for number in range(more):
        made = make(tree.task, people.chair, f"Svečias {number}")
        log_visit(made.link, Use.BRANCH, address=None)
        log_visit(first.link, Use.BRANCH, address=None, place=f"vieta {number}")
        add_remark(Element.objects.get(pk=tree.measure.pk), f"Žodis {number}", guest=first.link)
    client = as_user(people.coordinator)
    with django_assert_num_queries(8):
        text = client.get(LIST).content.decode()
    assert text.count(">Svečias ") == more
    with django_assert_num_queries(11):
        text = client.get(at("guest", first.link)).content.decode()
    assert text.count("Žodis ") == more
