"""Who hears of remarks, tasks, answers, proposed wordings and recommendations, and what they read."""

import datetime

import pytest
from django.utils import timezone

from klaipeda_plan.notices.models import Notice
from klaipeda_plan.notices.queries import read_notices
from plans.models import (
    Element,
    GuestLink,
    ProposalState,
    Recommendation,
    RemarkKind,
    Verdict,
    WordingProposal,
)
from plans.notifying import tell_decided, tell_proposal, tell_recommendation, tell_remark
from plans.services.remarks import add_remark, answer_remark, reopen_remark, resolve_remark
from tests.support.factories import make_user
from workgroups.permissions import forget_rights


def fresh(element):
    return Element.objects.get(pk=element.pk)


def said_to(user):
    return [item.presented for item in read_notices(list(Notice.objects.filter(user=user)), user)]


class TestRemarks:
    def test_a_remark_is_told_to_the_owning_group(self, accepted, people, told):
        remark = add_remark(fresh(accepted.goal), "Kodėl tik oro?", by=people.stranger)
        assert told() == {"narys": ["remark_added"], "pirmininkas": ["remark_added"]}
        (said,) = said_to(people.member)
        assert (said.title, said.reason) == ("Pastaba: tikslas „Mažinti oro taršą“", "Kodėl tik oro?")
        assert said.address == f"/rengimas/e/{accepted.goal.uid}/#pastaba-{remark.pk}"

    def test_a_remark_of_a_member_is_told_to_the_others_of_the_group(self, accepted, people, told):
        add_remark(fresh(accepted.goal), "Patikslinkime.", by=people.member)
        assert told() == {"pirmininkas": ["remark_added"]}

    def test_a_remark_on_a_shared_element_is_told_to_the_coordinators(self, accepted, people, told):
        add_remark(fresh(accepted.vision), "Ilga vizija.", by=people.member)
        assert told() == {"coordinator": ["remark_added"]}

    def test_who_is_mentioned_is_told_that_and_once(self, accepted, people, told):
        add_remark(fresh(accepted.goal), "Pažiūrėkite.", by=people.stranger, mentions=[people.chair, people.secretary])
        assert told() == {
            "pirmininkas": ["remark_mention"], "secretary": ["remark_mention"], "narys": ["remark_added"],
        }  # fmt: skip
        assert said_to(people.secretary)[0].title == "Jus paminėjo: tikslas „Mažinti oro taršą“"

    def test_a_mentioned_group_is_its_members(self, accepted, people, groups, told):
        add_remark(fresh(accepted.vision), "Kaip jums?", by=people.consultant, mentions=[groups["aplinkos-apsauga"]])
        assert told() == {
            "narys": ["remark_mention"], "pirmininkas": ["remark_mention"], "coordinator": ["remark_added"],
        }  # fmt: skip

    def test_who_is_to_do_a_task_is_told_so_until_when(self, accepted, people, told):
        add_remark(
            fresh(accepted.goal), "Surinkti duomenis.", by=people.chair, kind=RemarkKind.TASK,
            assigned_to=people.member, due=datetime.date(2027, 1, 15), mentions=[people.member],
        )  # fmt: skip
        assert told() == {"narys": ["remark_task"]}
        (said,) = said_to(people.member)
        assert said.title == "Užduotis jums: tikslas „Mažinti oro taršą“"
        assert said.reason == "Surinkti duomenis.\nIki 2027-01-15"

    def test_the_words_that_were_remarked_on_are_quoted(self, accepted, people):
        remark = add_remark(fresh(accepted.goal), "Neaišku.", by=people.stranger)
        type(remark).objects.filter(pk=remark.pk).update(quote="oro taršą")
        assert said_to(people.member)[0].reason == "„oro taršą“\nNeaišku."

    def test_a_long_remark_is_cut_and_says_so(self, accepted, people):
        add_remark(fresh(accepted.goal), "ilgai " * 1000, by=people.stranger)
        reason = said_to(people.member)[0].reason
        assert len(reason) < 1600
        assert reason.endswith("…daugiau – puslapyje")

    def test_told_again_reaches_only_who_did_not_hear(self, accepted, people, told):
        remark = add_remark(fresh(accepted.goal), "Kodėl?", by=people.stranger)
        remark.mentions.create(user=people.consultant)
        tell_remark(remark)
        assert told() == {
            "narys": ["remark_added"], "pirmininkas": ["remark_added"], "consultant": ["remark_mention"],
        }  # fmt: skip

    def test_what_is_gone_says_nothing(self, accepted, people):
        add_remark(fresh(accepted.goal), "Kodėl?", by=people.stranger).delete()
        assert said_to(people.member) == []


class TestAnswers:
    @pytest.fixture
    def remark(self, accepted, people):
        remark = add_remark(fresh(accepted.goal), "Kodėl tik oro?", by=people.stranger)
        Notice.objects.all().delete()
        return remark

    def test_an_answer_is_told_to_everybody_in_the_thread(self, remark, people, told):
        answer_remark(remark, "Nes taip sutarta.", by=people.member)
        assert told() == {"kita.grupe": ["remark_replied"]}
        answer_remark(remark, "Ačiū.", by=people.stranger)
        assert told()["narys"] == ["remark_replied"]
        assert said_to(people.member)[0].reason == "Ačiū."
        assert "pirmininkas" not in told(), "who said nothing is not in the thread"

    def test_who_is_called_by_an_answer_is_told_that(self, remark, people, told):
        answer_remark(remark, "Pakomentuokite.", by=people.member, mentions=[people.consultant])
        assert told() == {"kita.grupe": ["remark_replied"], "consultant": ["remark_mention"]}

    def test_a_resolved_remark_is_told_to_its_author_each_time(self, remark, people, told):
        resolve_remark(remark, by=people.chair)
        assert told() == {"kita.grupe": ["remark_resolved"]}
        reopen_remark(remark, by=people.stranger)
        resolve_remark(remark, by=people.chair)
        assert told() == {"kita.grupe": ["remark_resolved"] * 2}

    def test_who_resolves_the_own_remark_knows(self, remark, people, told):
        resolve_remark(remark, by=people.stranger)
        assert told() == {}

    def test_an_author_who_reads_drafts_no_more_is_not_told(self, remark, people, told):
        people.stranger.memberships.all().delete()
        answer_remark(remark, "Nes taip.", by=people.member)
        resolve_remark(remark, by=people.member)
        assert told() == {}

    def test_nor_reads_what_was_told_before(self, remark, people):
        answer_remark(remark, "Nes taip.", by=people.member)
        assert len(said_to(people.stranger)) == 1
        people.stranger.memberships.all().delete()
        forget_rights(people.stranger)
        assert said_to(people.stranger) == []


@pytest.fixture
def proposal(accepted, people):
    vision = fresh(accepted.vision)
    return WordingProposal.objects.create(
        element=vision, version=vision.current_version, title="KLAIPĖDA 2035 – veržli ir atvira",
        body=vision.body, reason="Trumpiau.", by=people.member,
    )  # fmt: skip


class TestProposals:
    def test_a_proposed_wording_is_told_to_the_coordinators_with_its_difference(self, proposal, people, told):
        tell_proposal(proposal)
        assert told() == {"coordinator": ["proposal_made"]}
        (said,) = said_to(people.coordinator)
        assert said.title.startswith("Siūloma formuluotė: vizija")
        assert said.reason == "Trumpiau."
        assert said.address == f"/rengimas/siulymai/{proposal.pk}/"
        assert "<del>" in said.difference
        assert "atvira" in said.difference

    @pytest.mark.parametrize(
        ("state", "title"),
        [(ProposalState.TAKEN, "Jūsų formuluotė perimta"), (ProposalState.DECLINED, "Jūsų formuluotės atsisakyta")],
    )
    def test_the_decision_is_told_to_the_author_with_the_answer(self, proposal, people, told, state, title):
        proposal.state, proposal.answer, proposal.decided_by = state, "Dėkojame.", people.coordinator
        proposal.save()
        tell_decided(proposal)
        assert told() == {"narys": ["proposal_decided"]}
        (said,) = said_to(people.member)
        assert said.title.startswith(title)
        assert said.reason == "Dėkojame."

    def test_a_withdrawn_one_is_told_nobody(self, proposal, told):
        proposal.state = ProposalState.WITHDRAWN
        tell_decided(proposal)
        assert told() == {}


class TestRecommendations:
    @pytest.fixture
    def recommendation(self, accepted, people):
        link = GuestLink.objects.create(
            element=accepted.goal, name="Ekspertė Ona", secret_digest="0" * 64, by=people.chair,
            expires_at=timezone.now() + datetime.timedelta(days=1),
        )  # fmt: skip
        goal = fresh(accepted.goal)
        return Recommendation.objects.create(
            link=link, element=goal, version=goal.current_version, verdict=Verdict.ACCEPT, text="Aiškus tikslas."
        )

    def test_it_is_told_to_the_reviewers_and_to_who_made_the_link(self, recommendation, people, told):
        tell_recommendation(recommendation)
        assert told() == {
            "coordinator": ["guest_recommended"], "consultant": ["guest_recommended"],
            "pirmininkas": ["guest_recommended"],
        }  # fmt: skip
        (said,) = said_to(people.consultant)
        assert said.title.startswith("Ekspertė Ona rekomenduoja: ")
        assert said.reason == "Aiškus tikslas."

    def test_not_to_a_maker_who_has_lost_the_rights(self, recommendation, people, told):
        people.chair.memberships.all().delete()
        tell_recommendation(recommendation)
        assert "pirmininkas" not in told()


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_remarks_and_proposals_takes_the_same_queries(accepted, people, count, django_assert_num_queries):
    other = make_user("dar@example.org", role="coordinator")
    for number in range(count):
        remark = add_remark(fresh(accepted.vision), f"Pastaba {number}", by=people.member)
        answer_remark(remark, "Taip.", by=people.stranger, mentions=[other])
        vision = fresh(accepted.vision)
        made = WordingProposal.objects.create(
            element=vision, version=vision.current_version, title=f"Vizija {number}", state=ProposalState.WITHDRAWN
        )
        tell_proposal(made)
    notices = list(Notice.objects.filter(user=other))
    assert len(notices) == count * 3
    with django_assert_num_queries(5):
        assert len(read_notices(notices, other)) == count * 3
