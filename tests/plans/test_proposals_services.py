"""Proposed wordings of shared elements: who proposes, what taking over writes, what is never overwritten."""

import pytest
from django.db import IntegrityError, transaction

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.models import Element, ProposalState, VersionKind, WordingProposal
from plans.services.elements import Content, StaleText, remove_element, save_element
from plans.services.proposals import (
    change_proposal,
    decline_proposal,
    join_with_newest,
    propose_wording,
    take_over,
    withdraw_proposal,
)

A, B = "aaaaaaa1", "bbbbbbb2"


def body(first="Miestas auga prie jūros.", second="Žmonės čia gyvena gerai."):
    return f'<p data-block="{A}">{first}</p><p data-block="{B}">{second}</p>'


def write(element, new, *, by, title=None):
    element = Element.objects.get(pk=element.pk)
    save_element(element, Content(title or element.title, new), base_version=element.text_version, by=by)
    return Element.objects.get(pk=element.pk)


@pytest.fixture
def vision(people, tree):
    return write(tree.vision, body(), by=people.coordinator)


@pytest.fixture
def proposal(people, vision):
    return propose_wording(
        vision,
        title=vision.title,
        body=body("Miestas klesti prie jūros."),
        by=people.member,
        reason="Žodis „auga“ silpnas",
    )


@pytest.mark.parametrize("role", ["member", "chair", "stranger"])
def test_members_of_every_group_propose_for_shared_elements(people, tree, role):
    for element in (tree.vision, tree.priority):
        proposal = propose_wording(element, title="Kitaip", body="<p>Kitaip</p>", by=getattr(people, role))
        assert (proposal.state, proposal.by, proposal.title) == ("open", getattr(people, role), "Kitaip")
        assert Element.objects.get(pk=element.pk).title == element.title


@pytest.mark.parametrize("role", ["consultant", "coordinator", "secretary", "councillor", "editor", "administrator"])
def test_nobody_else_proposes(people, vision, role):
    with pytest.raises(NotAllowed) as refusal:
        propose_wording(vision, title="Kitaip", body="", by=getattr(people, role))
    assert "grupių nariai" in refusal.value.who_may
    assert WordingProposal.objects.count() == 0


def test_what_belongs_to_a_group_has_no_proposals(people, tree):
    for user in (people.member, people.stranger):
        with pytest.raises(NotAllowed):
            propose_wording(tree.measure, title="Kitaip", body="", by=user)


def test_a_proposal_differs_has_a_title_and_finds_its_element(people, vision):
    for title, text in ((vision.title, vision.body), (f" {vision.title} ", body()), ("", "<p>a</p>")):
        with pytest.raises(Refused):
            propose_wording(vision, title=title, body=text, by=people.member)
    section = write(vision, "<p>b</p>", by=people.coordinator)
    Element.objects.filter(pk=section.pk).update(is_removed=True)
    with pytest.raises(Refused):
        propose_wording(section, title="Kitaip", body="", by=people.member)


def test_the_proposed_text_is_cleaned(people, vision):
    made = propose_wording(vision, title="Kitaip", body="<p onclick=x>a</p><script>x</script>", by=people.member)
    assert "onclick" not in made.body
    assert "script" not in made.body


def test_one_open_proposal_for_a_person_and_an_element(people, vision, proposal):
    with pytest.raises(Refused):
        propose_wording(vision, title="Dar kitaip", body="", by=people.member)
    with pytest.raises(IntegrityError), transaction.atomic():
        WordingProposal.objects.create(element=vision, version=proposal.version, title="x", by=people.member)
    assert propose_wording(vision, title="Dar kitaip", body="", by=people.chair).pk
    withdraw_proposal(proposal, by=people.member)
    assert propose_wording(vision, title="Dar kitaip", body="", by=people.member).pk


def test_the_author_changes_and_withdraws_it_while_it_is_open(people, proposal):
    changed = change_proposal(proposal, title="Kitas pavadinimas", body=proposal.body, by=people.member, reason="")
    assert (changed.title, changed.version) == ("Kitas pavadinimas", proposal.version)
    for act in (change_proposal, withdraw_proposal):
        texts = {"title": "Svetimas", "body": ""} if act is change_proposal else {}
        with pytest.raises(NotAllowed):
            act(proposal, by=people.chair, **texts)
    assert withdraw_proposal(proposal, by=people.member).state == ProposalState.WITHDRAWN
    with pytest.raises(Refused):
        change_proposal(proposal, title="Per vėlu", body="", by=people.member)


def test_taken_over_it_is_a_version_with_both_names(people, vision, proposal):
    version = take_over(
        proposal, title=proposal.title, body=proposal.body, base_version=vision.text_version, by=people.coordinator
    )
    assert (version.kind, version.by, version.with_author) == (
        VersionKind.TAKEN_OVER,
        people.coordinator,
        people.member,
    )
    assert version.reason == "Žodis „auga“ silpnas"
    assert "klesti" in Element.objects.get(pk=vision.pk).body
    proposal.refresh_from_db()
    assert (proposal.state, proposal.result, proposal.decided_by) == ("taken", version, people.coordinator)


def test_the_coordinator_may_edit_what_is_taken_over(people, vision, proposal):
    version = take_over(
        proposal, title="Nauja  vizija", body=body("Miestas žydi prie jūros."), base_version=vision.text_version,
        by=people.coordinator, answer="Parinkau kitą žodį.",
    )  # fmt: skip
    assert (version.snapshot["title"], version.with_author) == ("Nauja vizija", people.member)
    assert WordingProposal.objects.get().answer == "Parinkau kitą žodį."


def test_what_the_element_says_already_is_taken_over_without_a_new_version(people, vision, proposal):
    element = write(vision, proposal.body, by=people.coordinator)
    version = take_over(
        proposal, title=element.title, body=element.body, base_version=element.text_version, by=people.coordinator
    )
    assert version == element.current_version
    assert WordingProposal.objects.get().state == ProposalState.TAKEN


def test_a_newer_text_is_never_overwritten(people, vision, proposal):
    write(vision, body(second="Žmonės čia gyvena puikiai."), by=people.coordinator)
    with pytest.raises(StaleText):
        take_over(
            proposal, title=proposal.title, body=proposal.body, base_version=vision.text_version, by=people.coordinator
        )
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.OPEN
    assert "puikiai" in Element.objects.get(pk=vision.pk).body


def test_changes_elsewhere_in_the_text_are_joined_with_the_proposal(people, vision, proposal):
    element = write(vision, body(second="Žmonės čia gyvena puikiai."), by=people.coordinator, title="Nauja vizija")
    joined = join_with_newest(proposal, element)
    assert (joined.is_changed, joined.is_settled, joined.title) == (True, True, "Nauja vizija")
    assert "klesti" in joined.body
    assert "puikiai" in joined.body


def test_where_both_changed_the_same_words_both_stand_and_somebody_decides(people, vision, proposal):
    element = write(vision, body("Miestas plečiasi prie jūros."), by=people.coordinator)
    joined = join_with_newest(proposal, element)
    assert (joined.is_changed, joined.is_settled) == (True, False)
    assert "klesti" in joined.body
    assert "plečiasi" in joined.body


def test_an_unchanged_element_is_joined_with_nothing(people, vision, proposal):
    joined = join_with_newest(proposal, vision)
    assert (joined.title, joined.body, joined.is_changed) == (proposal.title, proposal.body, False)


def test_declined_with_an_answer(people, proposal):
    with pytest.raises(Refused):
        decline_proposal(proposal, answer="  ", by=people.coordinator)
    declined = decline_proposal(proposal, answer="Vizija jau suderinta.", by=people.coordinator)
    assert (declined.state, declined.answer, declined.decided_by) == (
        "declined", "Vizija jau suderinta.", people.coordinator,
    )  # fmt: skip
    with pytest.raises(Refused):
        decline_proposal(proposal, answer="Dar kartą", by=people.coordinator)
    with pytest.raises(Refused):
        take_over(proposal, title="x", body="", base_version=1, by=people.coordinator)


@pytest.mark.parametrize("role", ["member", "chair", "consultant", "secretary"])
def test_only_the_coordinator_decides(people, vision, proposal, role):
    user = getattr(people, role)
    with pytest.raises(NotAllowed):
        decline_proposal(proposal, answer="Ne", by=user)
    with pytest.raises(NotAllowed):
        take_over(proposal, title="x", body="", base_version=vision.text_version, by=user)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.OPEN


def test_a_removed_element_takes_nothing_over_and_keeps_the_proposal(people, tree, plan):
    made = propose_wording(tree.horizontal, title="Kitaip", body="", by=people.member)
    remove_element(tree.horizontal, by=people.coordinator)
    element = Element.objects.get(pk=tree.horizontal.pk)
    with pytest.raises(Refused):
        take_over(made, title="Kitaip", body="", base_version=element.text_version, by=people.coordinator)
    assert WordingProposal.objects.get().state == ProposalState.OPEN
