"""/svecias/<secret>/: the guest's own pages, and what never stands on them."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klaipeda_plan.notices.models import Notice
from plans.hierarchy import Kind
from plans.models import Element, GuestLink, Recommendation, Remark
from plans.services.elements import Content, add_element, move_element, remove_element, save_element
from plans.services.guests import WRITES_AN_HOUR, Use, log_visit, make_guest_link, revoke_guest_link
from plans.services.pictures import keep_picture
from plans.services.remarks import add_remark, answer_remark
from tests.support.drawing import picture_bytes
from workgroups.services.people import take_seat

MARK = "SLAPTAZYMA"


def fresh(element):
    return Element.objects.get(pk=element.pk)


def write(element, by, title, body=""):
    element = fresh(element)
    return save_element(element, Content(title, body), base_version=element.text_version, by=by)


@pytest.fixture
def made(tree, people):
    """A link to the task, with the measure under it."""
    end = timezone.now() + datetime.timedelta(days=7)
    return make_guest_link(fresh(tree.task), name="Vytė Svečienė", organisation="Institutas", expires_at=end,
                           by=people.coordinator)  # fmt: skip


@pytest.fixture
def guest():
    return Client()


def at(made, name="branch", *arguments):
    return reverse(f"guests:{name}", args=[made.secret, *arguments])


def read(guest, made, name="branch", *arguments):
    response = guest.get(at(made, name, *arguments))
    assert response.status_code == 200
    return response.content.decode()


def uses(made):
    return [visit.page.split(" ")[0] for visit in made.link.visits.order_by("pk")]


def test_the_branch_stands_in_the_layout_of_the_document_with_the_guests_name(guest, made, tree):
    text = read(guest, made)
    assert tree.task.title in text
    assert tree.measure.title in text
    assert "200\xa0000,50\xa0€" in text
    day = timezone.localdate().isoformat()
    assert f'data-words="Vytė Svečienė · {day} · darbo medžiaga"' in text


def test_nothing_of_other_branches_people_versions_and_remarks_is_shown(guest, made, plan, tree, people):
    for element in (tree.goal, tree.priority, tree.other_goal, tree.vision, tree.horizontal):
        write(element, people.coordinator, f"{MARK} {element.kind}", f"<p>{MARK}</p>")
    sibling = add_element(plan, Kind.TASK, tree.goal, Content(f"{MARK} gretimas", f"<p>{MARK}</p>"), by=people.member)
    add_element(plan, Kind.MEASURE, sibling, Content(f"{MARK} priemonė", ""), by=people.member)
    write(tree.measure, people.member, tree.measure.title, f"<p>{MARK} senas žodis</p>")
    write(
        tree.measure,
        people.member,
        tree.measure.title,
        f'<p>Naujas. <a href="/rengimas/e/{sibling.uid}/">toliau</a></p>',
    )
    add_remark(fresh(tree.measure), f"{MARK} narių pastaba", by=people.member)
    gone = add_element(plan, Kind.MEASURE, tree.task, Content(f"{MARK} išimta", ""), by=people.member)
    remove_element(gone, by=people.member)
    other = make_guest_link(fresh(tree.task), name=f"{MARK} kitas svečias", by=people.coordinator,
                            expires_at=timezone.now() + datetime.timedelta(days=1))  # fmt: skip
    add_remark(fresh(tree.measure), f"{MARK} kito svečio", guest=other.link)
    for element in (tree.task, tree.measure):
        page = read(guest, made, "element", element.uid)
        assert MARK not in page
        assert not re.search("narys|pirmininkas|coordinator|example\\.org", page)
    whole = read(guest, made)
    assert MARK not in whole
    assert "Naujas. toliau" in whole
    assert not re.search("narys|pirmininkas|coordinator|example\\.org", whole)
    for element in (sibling, tree.goal, tree.other_goal, gone):
        for name, method in (("element", "get"), ("add_remark", "post"), ("recommend", "post")):
            answer = getattr(guest, method)(at(made, name, element.uid))
            assert answer.status_code == 404
            assert MARK not in answer.content.decode()


def test_links_inside_the_branch_lead_to_the_guests_own_pages(guest, made, tree, people):
    body = (
        f'<p><a href="/rengimas/e/{tree.task.uid}/">uždavinys</a> <a href="/rengimas/">darbai</a> '
        f'<a href="https://www.klaipeda.lt/">miestas</a></p>'
    )
    write(tree.measure, people.member, tree.measure.title, body)
    page = read(guest, made, "element", tree.measure.uid)
    assert f'href="{at(made, "element", tree.task.uid)}"' in page
    assert "/rengimas/e/" not in page
    assert ">darbai</a>" not in page
    assert "darbai" in page
    assert 'href="https://www.klaipeda.lt/"' in page


def test_what_leaves_the_branch_is_gone_at_once(guest, made, tree, people):
    other = add_element(tree.task.plan, Kind.TASK, tree.goal, Content("Kitas", ""), by=people.member)
    move_element(fresh(tree.measure), parent=other, before=None, by=people.member)
    assert tree.measure.title not in read(guest, made)
    assert guest.get(at(made, "element", tree.measure.uid)).status_code == 404


def test_no_page_is_kept_indexed_or_told_on_and_none_sets_a_cookie(guest, made, tree):
    for address in (at(made), at(made, "element", tree.measure.uid), at(made, "element", tree.goal.uid)):
        answer = guest.get(address)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert not answer.cookies


@pytest.mark.parametrize("how", ["wrong", "revoked", "expired", "removed", "hostless"])
def test_a_link_that_is_closed_opens_nothing_and_says_it_kindly(guest, made, tree, people, how):
    secret = made.secret
    if how == "wrong":
        secret = "ne-ta-nuoroda"
    elif how == "revoked":
        revoke_guest_link(made.link, by=people.coordinator)
    elif how == "expired":
        now = timezone.now()
        GuestLink.objects.update(at=now - datetime.timedelta(days=2), expires_at=now - datetime.timedelta(seconds=1))
    elif how == "removed":
        remove_element(fresh(tree.measure), by=people.member)
        remove_element(fresh(tree.task), by=people.member)
    else:
        GuestLink.objects.update(by=people.chair)
        take_seat(people.chair.memberships.get(), by=people.coordinator)
    expected = 404 if how == "wrong" else 410
    for name, method in (("branch", "get"), ("element", "get"), ("add_remark", "post"), ("recommend", "post")):
        arguments = [] if name == "branch" else [tree.measure.uid]
        answer = getattr(guest, method)(reverse(f"guests:{name}", args=[secret, *arguments]), {"text": "Tekstas"})
        assert answer.status_code == expected
        text = answer.content.decode()
        assert tree.task.title not in text
        assert "paklausk" in text or "kreipk" in text or "paprašykite" in text or "išsaugota" in text
    assert not Remark.objects.exists()
    assert uses(made) == ([] if how == "wrong" else ["closed"] * 4)


# --- Remarks and recommendations --------------------------------------------------------------------------


def test_a_guest_remarks_on_a_paragraph_and_reads_the_answer_to_it(guest, made, tree, people):
    write(tree.measure, people.member, tree.measure.title, "<p>Pirma pastraipa.</p><p>Antra pastraipa.</p>")
    page = read(guest, made, "element", tree.measure.uid)
    block = re.search(r'<option value="(\w{8})">Antra pastraipa', page)[1]
    version = re.search(r'name="version_id" value="(\d+)"', page)[1]
    data = {"text": "Kokia <čia> mintis?", "block": block, "version_id": version}
    answer = guest.post(at(made, "add_remark", tree.measure.uid), data, follow=True)
    text = answer.content.decode()
    assert "Kokia &lt;čia&gt; mintis?" in text
    assert "Ačiū" in text
    remark = Remark.objects.get()
    assert (remark.guest, remark.by, remark.quote) == (made.link, None, "Antra pastraipa.")
    answer_remark(remark, "Paaiškinsime posėdyje.", by=people.member)
    text = read(guest, made, "element", tree.measure.uid)
    assert "Paaiškinsime posėdyje." in text
    assert "narys" not in text
    assert "1 jūsų pastaba" in read(guest, made)


def test_a_guest_goes_on_in_the_thread_of_an_own_remark(guest, made, tree, people):
    remark = add_remark(fresh(tree.measure), "Kiek stotelių?", guest=made.link)
    answer_remark(remark, "Trys.", by=people.member)
    address = at(made, "answer_remark", tree.measure.uid, remark.pk)
    assert f'action="{address}#pastaba-{remark.pk}"' in read(guest, made, "element", tree.measure.uid)
    after = guest.post(address, {"text": "O kodėl <tik> trys?"}, follow=True).content.decode()
    assert "O kodėl &lt;tik&gt; trys?" in after
    assert "Ačiū" in after
    reply = remark.replies.order_by("pk").last()
    assert (reply.guest, reply.by, reply.text) == (made.link, None, "O kodėl <tik> trys?")
    assert uses(made)[-2:] == ["answer", "element"]
    assert Notice.objects.filter(user=people.member, kind="remark_replied").exists()


@pytest.mark.parametrize(("text", "status"), [(" ", 422), ("a" * 10_001, 422)])
def test_an_answer_that_says_nothing_or_too_much_is_refused_in_its_place(guest, made, tree, text, status):
    remark = add_remark(fresh(tree.measure), "Kiek?", guest=made.link)
    answer = guest.post(at(made, "answer_remark", tree.measure.uid, remark.pk), {"text": text})
    assert answer.status_code == status
    assert text in answer.content.decode()
    assert remark.replies.count() == 0


def test_a_guest_answers_nobody_elses_remark(guest, made, tree, people):
    other = make_guest_link(fresh(tree.task), name="Kitas", expires_at=made.link.expires_at, by=people.coordinator)
    for remark in (
        add_remark(fresh(tree.measure), "Narių", by=people.member),
        add_remark(fresh(tree.measure), "Kito svečio", guest=other.link),
    ):
        answer = guest.post(at(made, "answer_remark", tree.measure.uid, remark.pk), {"text": "Ir aš"})
        assert answer.status_code == 404
        assert remark.replies.count() == 0
    revoke_guest_link(made.link, by=people.coordinator)
    own = Remark.objects.filter(guest=other.link).get()
    assert guest.post(at(made, "answer_remark", tree.measure.uid, own.pk), {"text": "Ir aš"}).status_code == 410


def test_an_empty_remark_is_explained_and_a_paragraph_that_is_gone_keeps_the_text(guest, made, tree):
    address = at(made, "add_remark", tree.measure.uid)
    answer = guest.post(address, {"text": " ", "version_id": "1"})
    assert answer.status_code == 422
    assert "Parašykite" in answer.content.decode() or "Įrašykite" in answer.content.decode()
    answer = guest.post(address, {"text": "Ilgai rašyta", "block": "nera0000", "version_id": "1"})
    assert answer.status_code == 422
    assert "Ilgai rašyta</textarea>" in answer.content.decode()
    assert not Remark.objects.exists()


def test_a_guest_recommends_and_the_reviewers_see_it(guest, made, tree, people, as_user):
    page = read(guest, made, "element", tree.measure.uid)
    version = re.search(r'name="rec-version_id" value="(\d+)"', page)[1]
    data = {"rec-verdict": "return", "rec-text": "Trūksta metų.", "rec-version_id": version}
    assert "Ačiū" in guest.post(at(made, "recommend", tree.measure.uid), data, follow=True).content.decode()
    for address in (reverse("plans:preview"), reverse("admin:plans_element_change", args=[tree.measure.pk])):
        client = as_user(people.consultant)
        if "admin" in address:
            from plans.services.review import submit_elements

            submit_elements([fresh(tree.measure)], by=people.chair)
        text = client.get(address).content.decode()
        assert "Svečias rekomenduoja grąžinti" in text
        assert "Trūksta metų." in text
    assert "grąžinti – 1" in as_user(people.consultant).get("/admin/plans/element/").content.decode()


def test_a_recommendation_on_an_older_version_is_refused_and_the_reason_stays(guest, made, tree, people):
    old = fresh(tree.measure).current_version_id
    write(tree.measure, people.member, "Naujesnis pavadinimas")
    data = {"rec-verdict": "return", "rec-text": "Ilga priežastis", "rec-version_id": old}
    answer = guest.post(at(made, "recommend", tree.measure.uid), data)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Ilga priežastis</textarea>" in text
    assert "Naujesnis pavadinimas" in text
    assert f'name="rec-version_id" value="{fresh(tree.measure).current_version_id}"' in text
    assert not Recommendation.objects.exists()


def test_who_writes_too_much_is_stopped_with_the_text_kept(guest, made, tree):
    for _ in range(WRITES_AN_HOUR):
        log_visit(made.link, Use.REMARK, address=None)
    version = fresh(tree.measure).current_version_id
    answer = guest.post(at(made, "add_remark", tree.measure.uid), {"text": "Dar viena", "version_id": version})
    assert answer.status_code == 429
    assert "Dar viena</textarea>" in answer.content.decode()
    assert not Remark.objects.exists()


def test_the_log_holds_every_use_with_its_place_and_address(guest, made, tree):
    version = fresh(tree.measure).current_version_id
    guest.get(at(made))
    guest.get(at(made, "element", tree.measure.uid))
    guest.get(at(made, "element", tree.goal.uid))
    guest.post(at(made, "add_remark", tree.measure.uid), {"text": "", "version_id": version})
    guest.post(at(made, "recommend", tree.measure.uid), {"rec-verdict": "accept", "rec-version_id": version})
    assert uses(made) == ["branch", "element", "not-there", "remark", "recommendation"]
    assert set(made.link.visits.values_list("address", flat=True)) == {"127.0.0.1"}
    assert made.link.visits.filter(page=f"element 1.1.1.1 {tree.measure.title}").exists()


def test_only_pictures_that_the_branch_shows_come_through_the_link(guest, made, plan, tree, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    shown, _ = keep_picture(plan, picture_bytes("teal"), "rodomas.png", by=people.member)
    hidden, _ = keep_picture(plan, picture_bytes("navy"), "slaptas.png", by=people.member)
    write(tree.measure, people.member, tree.measure.title, f'<figure><img src="{shown.address}" alt="Schema"></figure>')
    page = read(guest, made, "element", tree.measure.uid)
    assert f'src="{at(made, "picture", shown.uid)}"' in page
    answer = guest.get(at(made, "picture", shown.uid))
    assert answer.headers["Content-Type"] == "image/png"
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert guest.get(at(made, "picture", hidden.uid)).status_code == 404


def test_methods_that_are_not_meant_are_refused(guest, made, tree):
    assert guest.post(at(made)).status_code == 405
    assert guest.post(at(made, "element", tree.measure.uid)).status_code == 405
    assert guest.get(at(made, "add_remark", tree.measure.uid)).status_code == 405
    assert guest.get(at(made, "recommend", tree.measure.uid)).status_code == 405


def test_the_pages_stand_in_english_too(guest, made, tree):
    assert "Working material" in guest.get(f"/en{at(made)}").content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(guest, made, tree, people, more, django_assert_num_queries):
    for number in range(more):
        measure = add_element(
            tree.task.plan, Kind.MEASURE, tree.task, Content(f"Priemonė {number}", ""), by=people.member
        )
        add_remark(measure, "Pastaba", guest=made.link)
    add_remark(fresh(tree.measure), "Pastaba", guest=made.link)
    with django_assert_num_queries(8):
        text = read(guest, made)
    assert text.count(">Priemonė ") == 2 * more
    for _ in range(more):
        answer_remark(add_remark(fresh(tree.measure), "Dar", guest=made.link), "Gerai", by=people.member)
    with django_assert_num_queries(9):
        text = read(guest, made, "element", tree.measure.uid)
    assert text.count("Gerai") == more
