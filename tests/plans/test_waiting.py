"""What waits for whom on the first page, what changed since the last visit, and that it costs the same at any size."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.hierarchy import Kind
from plans.models import Element, ElementVersion, Presence, WorkingCopy, WorkspaceVisit
from plans.queries import draft_tree
from plans.services.elements import Content, add_element, save_element
from plans.services.proposals import propose_wording
from plans.services.remarks import add_remark
from plans.services.review import mark_ready, return_element, submit_elements
from plans.services.visits import note_visit
from plans.waiting import waiting_for

PAGE = "/rengimas/"
HOUR = datetime.timedelta(hours=1)


def waits(response):
    """The part of the page before the outline."""
    return response.content.decode().split('id="laukia"')[1].split('id="planas"')[0]


def fresh(element):
    return Element.objects.get(pk=element.pk)


def was_here(user, ago=HOUR):
    """The visit before this one ended so long ago."""
    WorkspaceVisit.objects.update_or_create(user=user, defaults={"seen_at": timezone.now() - ago})


def send_back(element, people, reason):
    submit_elements([fresh(element)], by=people.chair)
    version = fresh(element).current_version_id
    return_element(element, version_id=version, by=people.consultant, reason=reason)


class TestRoles:
    def test_a_member_finds_what_was_returned_typed_and_remarked(self, as_user, people, tree):
        send_back(tree.measure, people, "Trūksta metų.")
        add_remark(tree.task, "Ar tikrai čia?", by=people.consultant)
        WorkingCopy.objects.create(element=tree.goal, user=people.member, data={"title": "X"}, base_version=1)
        page = waits(as_user(people.member).get(PAGE))
        assert "Trūksta metų." in page
        assert "Ar tikrai čia?" in page
        assert f'<a class="worklist__title" href="{reverse("plans:edit", args=[tree.goal.uid])}"' in page

    def test_a_working_copy_is_shown_to_its_author_alone(self, as_user, people, tree):
        WorkingCopy.objects.create(element=tree.goal, user=people.member, data={"title": "X"}, base_version=1)
        assert "neissaugota" in waits(as_user(people.member).get(PAGE))
        assert "neissaugota" not in waits(as_user(people.chair).get(PAGE))

    def test_the_chair_finds_what_is_ready_and_a_member_does_not(self, as_user, people, tree):
        mark_ready(tree.measure, by=people.member)
        assert "paruosta" in waits(as_user(people.chair).get(PAGE))
        assert "paruosta" not in waits(as_user(people.member).get(PAGE))

    def test_the_consultant_finds_the_queue_with_its_message(self, as_user, people, tree):
        submit_elements([tree.measure], by=people.chair, message="Laukiame iki penktadienio.")
        page = waits(as_user(people.consultant).get(PAGE))
        assert tree.measure.title in page
        assert "Laukiame iki penktadienio." in page
        assert reverse("plans:load") in page
        assert reverse("plans:load") not in waits(as_user(people.member).get(PAGE))

    def test_the_coordinator_finds_proposals_to_decide(self, as_user, people, tree):
        propose_wording(tree.vision, title="Kita vizija", body="", by=people.member, reason="Aiškiau")
        assert "Aiškiau" in waits(as_user(people.coordinator).get(PAGE))
        assert "Aiškiau" not in waits(as_user(people.consultant).get(PAGE))

    def test_the_secretary_finds_how_far_the_draft_is(self, as_user, people, tree):
        page = waits(as_user(people.secretary).get(PAGE))
        assert 'id="eiga"' in page
        assert reverse("council:list") in page

    def test_a_group_is_told_what_it_lacks_and_another_is_not(self, people, plan, tree):
        own = waiting_for(people.member, draft_tree(plan)).lacks
        assert {lack.group.slug for lack in own} == {"aplinkos-apsauga"}
        assert all(len(lack.worst) <= 3 and lack.counts for lack in own)
        assert waiting_for(people.consultant, draft_tree(plan)).lacks == []


class TestNews:
    def test_the_first_visit_has_no_news(self, as_user, people, tree):
        assert "pirmas jūsų apsilankymas" in waits(as_user(people.member).get(PAGE))

    def test_what_others_changed_is_told_with_the_way_to_the_comparison(self, as_user, people, tree):
        since = timezone.now()
        save_element(tree.measure, Content("Kitaip", ""), base_version=1, by=people.chair)
        [change] = waiting_for(people.member, draft_tree(tree.goal.plan), since=since).news.changes
        assert (change.element, change.people, change.base, change.newest) == (tree.measure, ["pirmininkas"], 1, 2)
        was_here(people.member)
        ElementVersion.objects.exclude(kind="saved").update(at=since - 2 * HOUR)
        comparison = reverse("plans:compare_versions", args=[tree.measure.uid, 1, 2])
        assert comparison in waits(as_user(people.member).get(PAGE))

    def test_own_changes_and_those_of_other_groups_are_no_news_to_a_member(self, people, plan, tree):
        since = timezone.now()
        save_element(tree.task, Content("Pati", ""), base_version=1, by=people.member)
        save_element(tree.other_goal, Content("Kitos grupės", ""), base_version=1, by=people.stranger)
        assert waiting_for(people.member, draft_tree(plan), since=since).news.changes == []
        told = waiting_for(people.consultant, draft_tree(plan), since=since).news.changes
        assert {one.element.pk for one in told} == {tree.task.pk, tree.other_goal.pk}

    def test_the_whole_list_is_of_the_own_area_or_of_the_plan(self, as_user, people, tree):
        save_element(tree.other_goal, Content("Kitos grupės", ""), base_version=1, by=people.stranger)
        client = as_user(people.member)
        assert "Kitos grupės" not in client.get(reverse("plans:changes"), {"dienos": "7"}).content.decode()
        whole = client.get(reverse("plans:changes"), {"dienos": "7", "grupe": "visi"})
        assert "Kitos grupės" in whole.content.decode()


class TestVisits:
    def test_a_visit_ends_after_half_an_hour_of_silence(self, people):
        was_here(people.member)
        ended = WorkspaceVisit.objects.get(user=people.member).seen_at
        assert note_visit(people.member).before_at == ended

    def test_while_it_lasts_its_beginning_stays(self, people):
        was_here(people.member, datetime.timedelta(minutes=10))
        assert note_visit(people.member).before_at is None

    def test_an_open_element_keeps_the_visit_going(self, people, tree):
        was_here(people.member)
        Presence.objects.create(element=tree.task, user=people.member, seen_at=timezone.now())
        assert note_visit(people.member).before_at is None


def test_the_first_page_and_the_list_of_changes_cost_the_same_with_one_and_with_three_of_everything(
    as_user, people, plan, tree
):
    measures = [tree.measure] + [
        add_element(plan, Kind.MEASURE, tree.task, Content(f"Priemonė {number}", ""), by=people.coordinator)
        for number in range(5)
    ]

    def make_one_more(number):
        send_back(measures[number], people, f"Kodėl {number}?")
        add_remark(measures[number], f"Pastaba {number}", by=people.consultant)
        WorkingCopy.objects.create(element=measures[number], user=people.member, data={}, base_version=1)
        mark_ready(measures[number + 3], by=people.member)

    def counted(client, page):
        was_here(people.member)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    client = as_user(people.member)
    pages = (PAGE, f"{reverse('plans:changes')}?dienos=7")
    make_one_more(0)
    client.get(PAGE)  # what is cached for good is read once
    one = [counted(client, page) for page in pages]
    make_one_more(1)
    make_one_more(2)
    assert [counted(client, page) for page in pages] == one
