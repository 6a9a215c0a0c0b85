"""Links for guest reviewers: made, sent, renewed, revoked; what a guest may do; the log."""

import datetime

import pytest
from django.utils import timezone

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.notices.models import Mail, Notice
from plans import permissions
from plans.models import Element, GuestLink, Recommendation, Verdict
from plans.queries_review import guest_links_of, recommendations_on
from plans.services.elements import Content, remove_element, save_element
from plans.services.guests import (
    WRITES_AN_HOUR,
    TooMuch,
    Use,
    digest_of,
    end_of,
    find_guest_link,
    log_visit,
    make_guest_link,
    recommend,
    renew_guest_link,
    require_moderation,
    revoke_guest_link,
)
from tests.support.factories import accept_all
from workgroups.services.people import deactivate_person, take_seat


def in_days(days):
    return timezone.now() + datetime.timedelta(days=days)


def make(element, by, **changes):
    given = {"name": "Vytė Svečienė", "expires_at": in_days(7), **changes}
    return make_guest_link(Element.objects.get(pk=element.pk), by=by, **given)


@pytest.fixture
def made(tree, people):
    return make(tree.task, people.coordinator)


def test_a_link_is_found_by_its_secret_and_only_a_digest_is_kept(made):
    assert find_guest_link(made.secret) == made.link
    assert made.link.secret_digest == digest_of(made.secret)
    assert made.secret not in str(GuestLink.objects.values().get())
    assert find_guest_link(made.secret[:-1]) is None
    assert find_guest_link("") is None
    assert len(made.secret) >= 43


def test_secrets_differ(tree, people):
    assert len({make(tree.task, people.coordinator).secret for _ in range(3)}) == 3


def test_the_letter_holds_the_link_and_goes_only_where_there_is_an_address(tree, people, made):
    assert Mail.objects.count() == 0
    mailed = make(tree.goal, people.coordinator, email="sveciai@example.org")
    letter = Mail.objects.get()
    assert letter.to == "sveciai@example.org"
    assert f"/svecias/{mailed.secret}/" in letter.text
    assert tree.goal.title in letter.text


def test_the_coordinator_shows_any_branch_and_the_chair_the_own_group(tree, people):
    make(tree.vision, people.coordinator)
    make(tree.goal, people.chair)
    with pytest.raises(NotAllowed):
        make(tree.other_goal, people.chair)
    with pytest.raises(NotAllowed):
        make(tree.priority, people.chair)
    for role in ("member", "stranger", "consultant", "secretary", "councillor", "editor", "administrator"):
        with pytest.raises(NotAllowed):
            make(tree.goal, getattr(people, role))


@pytest.mark.parametrize(
    "changes",
    [{"name": "  "}, {"expires_at": timezone.now()}, {"expires_at": in_days(200)}, {"expires_at": in_days(-1)}],
)
def test_a_link_needs_a_name_and_an_end_that_is_near(tree, people, changes):
    with pytest.raises(Refused):
        make(tree.goal, people.coordinator, **changes)


def test_a_removed_branch_is_not_shown(tree, people):
    remove_element(tree.measure, by=people.member)
    with pytest.raises(Refused):
        make(tree.measure, people.coordinator)


def test_the_last_day_counts_to_its_end():
    end = timezone.localtime(end_of(datetime.date(2026, 6, 30)))
    assert (end.date(), end.hour, end.minute) == (datetime.date(2026, 6, 30), 23, 59)


def test_a_revoked_link_is_closed_at_once_and_its_history_says_who(made, people):
    revoke_guest_link(made.link, by=people.coordinator)
    closed = find_guest_link(made.secret)
    assert not closed.is_open
    assert not permissions.guest_may_enter(closed)
    assert closed.history.first().history_user == people.coordinator


def test_a_new_secret_closes_the_old_one_and_opens_a_revoked_link_again(made, people):
    revoke_guest_link(made.link, by=people.coordinator)
    fresh = renew_guest_link(made.link, expires_at=in_days(3), by=people.coordinator)
    assert find_guest_link(made.secret) is None
    assert permissions.guest_may_enter(find_guest_link(fresh.secret))


def test_another_chair_neither_revokes_nor_renews(made, people):
    for who in (people.chair, people.stranger, people.consultant):
        allowed = permissions.can_invite_guest(who, made.link.element)
        if allowed:
            continue
        with pytest.raises(NotAllowed):
            revoke_guest_link(made.link, by=who)
        with pytest.raises(NotAllowed):
            renew_guest_link(made.link, expires_at=in_days(3), by=who)


def test_a_link_ends_with_the_right_of_who_made_it(tree, people):
    by_chair, by_coordinator = make(tree.goal, people.chair), make(tree.goal, people.coordinator)
    take_seat(people.chair.memberships.get(), by=people.coordinator)
    assert not permissions.guest_may_enter(find_guest_link(by_chair.secret))
    assert permissions.guest_may_enter(find_guest_link(by_coordinator.secret))
    deactivate_person(people.coordinator, by=people.administrator)
    assert not permissions.guest_may_enter(find_guest_link(by_coordinator.secret))


def test_the_list_of_links_and_the_predicates_agree(tree, people):
    for element, by in ((tree.goal, people.chair), (tree.vision, people.coordinator), (tree.goal, people.coordinator)):
        make(element, by)
    for user in vars(people).values():
        listed = set(guest_links_of(user))
        assert listed == {one for one in GuestLink.objects.all() if permissions.can_invite_guest(user, one.element)}
    take_seat(people.chair.memberships.get(), by=people.coordinator)
    for link in guest_links_of(people.coordinator):
        assert link.host_may == permissions.can_invite_guest(GuestLink.objects.get(pk=link.pk).by, link.element)


# --- Recommendations ---------------------------------------------------------------------------------------


def advise(made, element, verdict=Verdict.ACCEPT, text="", version=None):
    element = Element.objects.get(pk=element.pk)
    read = element.current_version_id if version is None else version
    return recommend(made.link, element, version_id=read, verdict=verdict, text=text)


def test_a_guest_recommends_on_the_version_that_was_read(made, tree, people):
    one = advise(made, tree.measure, Verdict.RETURN, "Trūksta metų.")
    tree.measure.refresh_from_db()
    assert (one.element, one.version_id, one.text) == (tree.measure, tree.measure.current_version_id, "Trūksta metų.")
    told = set(Notice.objects.filter(kind="guest_recommended").values_list("user__email", flat=True))
    assert told == {people.consultant.email, people.coordinator.email}


def test_a_newer_version_is_not_recommended_on_unread(made, tree, people):
    read = Element.objects.get(pk=tree.measure.pk).current_version_id
    save_element(tree.measure, Content("Kitaip", ""), base_version=tree.measure.text_version, by=people.member)
    with pytest.raises(Refused, match="naujausi"):
        advise(made, tree.measure, version=read)
    assert not Recommendation.objects.exists()


def test_to_return_needs_a_reason_and_a_known_word(made, tree):
    with pytest.raises(Refused):
        advise(made, tree.measure, Verdict.RETURN, "  ")
    with pytest.raises(Refused):
        advise(made, tree.measure, "ignore")
    with pytest.raises(Refused):
        advise(made, tree.measure, Verdict.RETURN, "x" * 2001)


def test_a_second_word_on_a_version_takes_the_place_of_the_first(made, tree, people):
    advise(made, tree.measure, Verdict.RETURN, "Ne")
    advise(made, tree.measure, Verdict.ACCEPT)
    assert Recommendation.objects.get().verdict == Verdict.ACCEPT
    save_element(tree.measure, Content("Kitaip", ""), base_version=tree.measure.text_version, by=people.member)
    advise(made, tree.measure, Verdict.ACCEPT)
    element = Element.objects.get(pk=tree.measure.pk)
    assert [one.of_newest for one in recommendations_on([element])[element.pk]] == [True, False]


def test_outside_the_branch_and_on_what_is_accepted_nothing_is_recommended(made, tree, people, plan):
    for outside in (tree.goal, tree.other_goal, tree.vision):
        with pytest.raises(NotAllowed):
            advise(made, outside)
    accept_all(plan, by=people.coordinator)
    with pytest.raises(Refused, match="priimta"):
        advise(made, tree.measure)


def test_a_closed_link_recommends_nothing(made, tree, people):
    revoke_guest_link(made.link, by=people.coordinator)
    with pytest.raises(NotAllowed):
        advise(made, tree.measure)


# --- The log -----------------------------------------------------------------------------------------------


def test_very_much_writing_in_an_hour_is_stopped_and_reading_is_not_counted(made):
    for _ in range(WRITES_AN_HOUR):
        log_visit(made.link, Use.REMARK, address="192.0.2.7", place="1.1")
        log_visit(made.link, Use.ELEMENT, address="192.0.2.7", place="1.1")
    require_moderation(made.link)
    log_visit(made.link, Use.RECOMMENDATION, address=None)
    with pytest.raises(TooMuch):
        require_moderation(made.link)
    made.link.visits.update(at=in_days(-1))
    require_moderation(made.link)
