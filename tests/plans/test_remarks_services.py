"""Remarks: who writes, answers, resolves, opens again and mends them, and who is called."""

import datetime

import pytest
from django.utils import timezone

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.models import Element, GuestLink, Mention, Remark, RemarkKind, RemarkReply
from plans.services.elements import Content, remove_element, save_element
from plans.services.remarks import (
    Anchor,
    add_remark,
    answer_remark,
    change_remark,
    reopen_remark,
    resolve_remark,
)
from tests.support.factories import make_user


def write(element, body, *, by):
    element = Element.objects.get(pk=element.pk)
    save_element(element, Content(element.title, body), base_version=element.text_version, by=by)
    return Element.objects.get(pk=element.pk)


def guest_of(element, *, by, days=7):
    now = timezone.now()
    return GuestLink.objects.create(
        element=element, name="Svečias Ekspertas", secret_digest=f"{element.pk}", by=by,
        at=now - datetime.timedelta(days=30), expires_at=now + datetime.timedelta(days=days),
    )  # fmt: skip


@pytest.fixture
def remark(people, tree):
    return add_remark(tree.measure, "Kodėl tiek?", by=people.stranger)


@pytest.mark.parametrize("role", ["member", "chair", "stranger", "consultant", "coordinator"])
def test_members_chairs_consultants_and_coordinators_remark_everywhere(people, tree, role):
    for element in (tree.measure, tree.other_goal, tree.vision):
        remark = add_remark(element, "  Pastaba.\r\nDar. ", by=getattr(people, role))
        assert (remark.text, remark.by, remark.version) == (
            "Pastaba.\nDar.", getattr(people, role), Element.objects.get(pk=element.pk).current_version,
        )  # fmt: skip


@pytest.mark.parametrize("role", ["secretary", "councillor", "editor", "administrator"])
def test_the_secretary_and_who_reads_no_drafts_do_not_remark(people, tree, role):
    with pytest.raises(NotAllowed) as refusal:
        add_remark(tree.measure, "Pastaba", by=getattr(people, role))
    assert "konsultantai" in refusal.value.who_may
    assert Remark.objects.count() == 0


def test_nobody_writes_no_remark(tree):
    with pytest.raises(NotAllowed):
        add_remark(tree.measure, "Pastaba")


def test_a_guest_remarks_in_the_branch_of_an_open_link_alone(people, tree):
    guest = guest_of(tree.goal, by=people.consultant)
    remark = add_remark(Element.objects.get(pk=tree.measure.pk), "Svečio pastaba", guest=guest)
    assert (remark.by, remark.guest) == (None, guest)
    for element, link in (
        (tree.other_goal, guest), (tree.priority, guest),
        (tree.other_goal, guest_of(tree.other_goal, by=None, days=-1)),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            add_remark(Element.objects.get(pk=element.pk), "Ne čia", guest=link)
    guest.revoked_at = timezone.now()
    with pytest.raises(NotAllowed):
        answer_remark(remark, "Dar", guest=guest)


@pytest.mark.parametrize("text", ["", " \n ", "a" * 10_001, "\x00"])
def test_a_remark_says_something_and_not_a_book(people, tree, text):
    with pytest.raises(Refused):
        add_remark(tree.measure, text, by=people.member)
    assert Remark.objects.count() == 0


def test_the_selected_words_are_kept_with_their_block_and_neighbours(people, tree):
    element = write(tree.measure, '<p data-block="aaaaaaa1">Įrengti tris stoteles uoste.</p>', by=people.member)
    remark = add_remark(element, "Kodėl tris?", by=people.chair, anchor=Anchor("aaaaaaa1", "tris stoteles"))
    assert (remark.block, remark.quote, remark.prefix, remark.suffix) == (
        "aaaaaaa1", "tris stoteles", "Įrengti ", " uoste.",
    )  # fmt: skip


def test_a_remark_on_an_older_wording_names_the_version_that_was_read(people, tree):
    read = write(tree.measure, '<p data-block="aaaaaaa1">Trys stotelės.</p>', by=people.member).current_version
    element = write(tree.measure, '<p data-block="aaaaaaa2">Visai kitas tekstas.</p>', by=people.member)
    remark = add_remark(element, "Kurios?", by=people.chair, anchor=Anchor("aaaaaaa1", "Trys"), version=read)
    assert (remark.version, remark.quote, remark.suffix) == (read, "Trys", " stotelės.")


def test_a_remark_on_words_that_nobody_finds_is_kept_with_its_quotation(people, tree):
    anchor = Anchor("bbbbbbb1", "dingę žodžiai", "prieš ", " po")
    remark = add_remark(tree.measure, "Kur jie?", by=people.member, anchor=anchor)
    assert (remark.block, remark.quote, remark.prefix, remark.suffix) == ("bbbbbbb1", "dingę žodžiai", "prieš ", " po")


def test_a_remark_on_a_removed_element_is_kept(people, tree):
    remove_element(tree.measure, by=people.member)
    assert add_remark(Element.objects.get(pk=tree.measure.pk), "Kodėl pašalinta?", by=people.stranger).pk


def test_an_anchor_made_up_by_hand_does_no_harm(people, tree):
    anchor = Anchor("<script>", "žodis " * 2_000, "p" * 500, "s" * 500)
    remark = add_remark(tree.measure, "Bandymas", by=people.member, anchor=anchor)
    assert remark.block == ""
    assert len(remark.quote) <= 2_000
    assert max(len(remark.prefix), len(remark.suffix)) <= 100


def test_a_task_says_who_does_it_until_when_and_a_remark_does_not(people, tree):
    day = datetime.date(2021, 5, 1)
    task = add_remark(
        tree.measure, "Patikslinti", by=people.chair, kind=RemarkKind.TASK, assigned_to=people.member, due=day
    )
    assert (task.assigned_to, task.due) == (people.member, day)
    plain = add_remark(tree.measure, "Pastaba", by=people.chair, assigned_to=people.member, due=day)
    assert (plain.assigned_to, plain.due) == (None, None)
    with pytest.raises(Refused):
        add_remark(tree.measure, "Patikslinti", by=people.chair, kind=RemarkKind.TASK, assigned_to=people.councillor)


def test_anybody_who_may_remark_answers(remark, people):
    answer = answer_remark(remark, "Todėl.", by=people.member)
    assert list(remark.replies.all()) == [answer]
    with pytest.raises(NotAllowed):
        answer_remark(remark, "Aš irgi", by=people.secretary)
    with pytest.raises(Refused):
        answer_remark(remark, " ", by=people.member)
    assert RemarkReply.objects.count() == 1


@pytest.mark.parametrize("role", ["member", "chair", "stranger", "consultant", "coordinator"])
def test_the_owner_the_author_and_reviewers_resolve_and_open_again(remark, people, role):
    by = getattr(people, role)
    resolved = resolve_remark(remark, by=by)
    assert resolved.resolved_by == by
    assert Remark.objects.open().count() == 0
    again = reopen_remark(remark, by=by)
    assert (again.resolved_at, again.resolved_by) == (None, None)


def test_others_do_not_resolve(people, tree):
    remark = add_remark(tree.measure, "Pastaba", by=people.member)
    for user in (people.stranger, people.secretary, people.editor):
        with pytest.raises(NotAllowed):
            resolve_remark(remark, by=user)
    resolve_remark(remark, by=people.member)
    with pytest.raises(NotAllowed):
        reopen_remark(remark, by=people.stranger)


def test_who_was_given_a_task_resolves_it(people, tree):
    task = add_remark(tree.measure, "Atlikti", by=people.chair, kind=RemarkKind.TASK, assigned_to=people.stranger)
    assert resolve_remark(task, by=people.stranger).resolved_by == people.stranger


def test_an_author_who_left_the_groups_resolves_no_more(remark, people):
    people.stranger.memberships.all().delete()
    people.stranger._seats = {}
    with pytest.raises(NotAllowed):
        resolve_remark(remark, by=people.stranger)


def test_a_remark_that_is_resolved_already_stays_with_who_resolved_it(remark, people):
    resolve_remark(remark, by=people.member)
    assert resolve_remark(remark, by=people.chair).resolved_by == people.member


def test_an_answer_that_comes_after_the_resolution_is_not_lost(remark, people):
    resolve_remark(remark, by=people.member)
    answer_remark(remark, "Spėjau parašyti", by=people.stranger)
    assert remark.replies.get().text == "Spėjau parašyti"
    assert Remark.objects.get().resolved_at is not None


def test_the_own_remark_is_mended_while_nobody_answered(remark, people):
    changed = change_remark(remark, "Kodėl tiek daug?", by=people.stranger)
    assert changed.text == "Kodėl tiek daug?"
    assert [one.text for one in changed.history.order_by("history_id")] == ["Kodėl tiek?", "Kodėl tiek daug?"]
    with pytest.raises(NotAllowed):
        change_remark(remark, "Svetima", by=people.coordinator)
    answer_remark(remark, "Todėl.", by=people.member)
    with pytest.raises(Refused):
        change_remark(remark, "Per vėlu", by=people.stranger)


def test_history_says_who_and_what(remark, people):
    resolve_remark(remark, by=people.member)
    assert [(one.history_user, one.history_change_reason) for one in remark.history.all()] == [
        (people.member, "resolved"), (people.stranger, "remarked"),
    ]  # fmt: skip


def called(remark):
    return {str(one) for one in remark.mentions.all()}


def test_names_after_the_sign_call_people_and_groups(people, tree, groups):
    first = make_user("ona@example.org", group=groups["aplinkos-apsauga"])
    second = make_user("onute@example.org", group=groups["socialine-aplinka"])
    for user, name in ((first, "Ona Pavyzdė"), (second, "Ona Pavyzdė Antroji")):
        user.full_name = name
        user.save()
    text = "@ona pavyzdė Antroji, pažiūrėkit; @Socialinės aplinkos\u00a0darbo grupė irgi. El. paštas a@pirmininkas.lt"
    remark = add_remark(tree.measure, text, by=people.member, mentions=[people.chair])
    assert called(remark) == {"Ona Pavyzdė Antroji", "Socialinės aplinkos darbo grupė", "pirmininkas"}


def test_nobody_is_called_who_reads_no_drafts_nor_the_writer(people, tree):
    remark = add_remark(tree.measure, "@councillor @narys @secretary", by=people.member, mentions=[people.editor])
    assert called(remark) == {"secretary"}


def test_an_answer_calls_too_and_a_mended_text_calls_anew(people, tree, remark):
    answer = answer_remark(remark, "@pirmininkas spręs", by=people.member)
    assert Mention.objects.get(reply=answer).user == people.chair
    other = add_remark(tree.measure, "@pirmininkas", by=people.member)
    assert called(change_remark(other, "@consultant", by=people.member)) == {"consultant"}


def test_a_guest_calls_nobody(people, tree):
    guest = guest_of(tree.measure, by=people.consultant)
    remark = add_remark(Element.objects.get(pk=tree.measure.pk), "@pirmininkas", guest=guest)
    assert called(remark) == set()
