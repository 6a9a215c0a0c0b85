"""Why an element changed: frozen with the edition that brought the change, and told to whoever may read it."""

import pytest
from django.db import transaction
from django.utils import translation

from editions.comparison.comparing import compare_editions
from editions.models import EditionKind, EditionReason
from editions.services.freeze import freeze_edition
from plans.models import Element, ElementVersion, VersionKind
from plans.services.agendas import attach_element, hand_over_decision
from plans.services.elements import Content, move_element, remove_element, save_element
from plans.services.proposals import propose_wording, take_over
from plans.services.remarks import add_remark, resolve_remark
from plans.services.review import accept_element, submit_elements
from tests.editions.papers import words
from tests.editions.support import DATE, freeze
from tests.support.factories import accept_all
from tests.workgroups.meetings import make_held
from workgroups.services.agenda import add_item
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.minutes import finish_minutes, save_minutes


@pytest.fixture
def first(plan, tree, people):
    return freeze(plan, people.coordinator, title="Pirma")


def row(element):
    return Element.objects.get(pk=element.pk)


def save(element, people, title, reason="", body="<p>Tekstas.</p>", **fields):
    found = row(element)
    content = Content(title, body, **fields)
    return save_element(found, content, base_version=found.text_version, by=people.coordinator, reason=reason)


def refreeze(plan, people, **fields):
    accept_all(plan, by=people.coordinator)
    return freeze(plan, people.coordinator, title="Antra", **fields)


def told(basis, edition, element, *, internal=True):
    entry = compare_editions(basis, edition, internal=internal).entry_of(str(element.uid))
    return [(reason.kind, reason.text) for reason in entry.reasons]


def test_the_reasons_of_all_saves_since_the_last_edition_are_frozen(plan, tree, people, first):
    save(tree.goal, people, "Mažinti taršą", "Pagal gyventojų apklausą")
    save(tree.goal, people, "Mažinti oro ir vandens taršą", "Papildyta vandeniu")
    save(tree.vision, people, "KLAIPĖDA 2035 – atvira")
    second = refreeze(plan, people)
    assert [reason.words for reason in second.reasons.all()] == ["Pagal gyventojų apklausą", "Papildyta vandeniu"]
    assert told(first, second, tree.goal) == [
        ("save", "Rašant nurodyta: Pagal gyventojų apklausą"), ("save", "Rašant nurodyta: Papildyta vandeniu"),
    ]  # fmt: skip
    assert told(first, second, tree.vision) == []


def test_the_first_edition_of_a_plan_and_what_did_not_change_have_no_reasons(plan, tree, people):
    save(tree.goal, people, "Mažinti taršą", "Pradžia")
    first = refreeze(plan, people)
    assert not first.reasons.exists()
    assert "reasons" not in first.meta
    body = row(tree.goal).body
    save(tree.goal, people, "Kitas pavadinimas", "Bandymas", body)
    save(tree.goal, people, "Mažinti taršą", "Grąžinta atgal", body)
    assert not refreeze(plan, people).reasons.exists()


def test_a_change_accepted_later_brings_its_reason_with_it(plan, tree, people, first):
    save(tree.goal, people, "Mažinti taršą", "Laukė priėmimo")
    without = freeze(plan, people.coordinator, title="Be pakeitimo")
    assert not without.reasons.exists()
    third = refreeze(plan, people)
    assert told(without, third, tree.goal) == told(first, third, tree.goal) == [
        ("save", "Rašant nurodyta: Laukė priėmimo")
    ]  # fmt: skip


def test_an_editions_reasons_are_those_of_its_own_step(plan, tree, people, first):
    save(tree.goal, people, "Antras", "Antrai redakcijai")
    second = refreeze(plan, people)
    save(tree.goal, people, "Trečias", "Trečiai redakcijai")
    third = refreeze(plan, people)
    assert told(second, third, tree.goal) == [("save", "Rašant nurodyta: Trečiai redakcijai")]
    assert [text for _kind, text in told(first, third, tree.goal)] == [
        "Rašant nurodyta: Antrai redakcijai", "Rašant nurodyta: Trečiai redakcijai",
    ]  # fmt: skip
    assert told(third, first, tree.goal) == [], "the way back has no reasons"


def test_a_working_edition_does_not_take_reasons_from_the_councils(plan, tree, people, first):
    save(tree.goal, people, "Antras", "Dar rašoma")
    working = freeze(plan, people.coordinator, kind=EditionKind.WORKING)
    second = refreeze(plan, people)
    wanted = [("save", "Rašant nurodyta: Dar rašoma")]
    assert told(first, working, tree.goal) == told(first, second, tree.goal) == wanted


def test_a_proposed_wording_names_its_authors_group_and_nobody(plan, tree, people, first):
    proposal = propose_wording(tree.vision, title="KLAIPĖDA – atvira", body="", reason="Taip prašo rajonai",
                               by=people.member)  # fmt: skip
    take_over(proposal, title=proposal.title, body="", base_version=row(tree.vision).text_version,
              by=people.coordinator)  # fmt: skip
    second = refreeze(plan, people)
    assert told(first, second, tree.vision) == [
        ("proposal", "Perimta siūlyta formuluotė (Aplinkos apsaugos darbo grupė): Taip prašo rajonai")
    ]
    assert "narys" not in str(list(second.reasons.values()))


def test_a_resolved_remark_is_a_reason_and_an_open_one_is_none(plan, tree, people, first):
    resolved = add_remark(tree.goal, "Kodėl tik oro?", by=people.stranger)
    add_remark(tree.goal, "Dar neaptarta", by=people.stranger)
    save(tree.goal, people, "Mažinti taršą")
    resolve_remark(resolved, by=people.member)
    second = refreeze(plan, people)
    assert told(first, second, tree.goal) == [("remark", "Išspręsta pastaba: Kodėl tik oro?")]


def test_a_decision_of_a_meeting_is_a_reason_with_its_group_and_day(plan, tree, people, first):
    meeting = make_held(tree.goal.workgroup, people.chair)
    item = add_item(meeting, "Tikslai", by=people.chair)
    attach_element(item, tree.task, by=people.chair)
    decision = decide(meeting, DecisionFacts("Plėsti tikslą", item, people.member), by=people.chair)
    hand_over_decision(decision, tree.goal, by=people.chair)
    save_minutes(meeting, "<p>Protokolas</p>", base_version=0, by=people.member)
    finish_minutes(meeting, version=1, by=people.chair)
    save(tree.goal, people, "Mažinti taršą")
    save(tree.task, people, "Plėsti stebėseną")
    second = refreeze(plan, people)
    wanted = f"Posėdžio nutarimas (Aplinkos apsaugos darbo grupė, {meeting.starts_at:%Y-%m-%d}): Plėsti tikslą"
    assert told(first, second, tree.goal) == told(first, second, tree.task) == [("decision", wanted)]


def test_a_note_on_acceptance_a_move_and_a_removal_have_their_reasons(plan, tree, people, first):
    save(tree.goal, people, "Mažinti taršą")
    submit_elements([row(tree.goal)], by=people.coordinator)
    accept_element(row(tree.goal), version_id=row(tree.goal).current_version_id, by=people.consultant, reason="Tinka")
    move_element(
        row(tree.horizontal),
        parent=row(tree.vision),
        before=row(tree.priority),
        by=people.coordinator,
        reason="Svarbiau",
    )
    remove_element(row(tree.other_goal), by=people.coordinator, reason="Kartojasi")
    second = refreeze(plan, people)
    assert told(first, second, tree.goal) == [("acceptance", "Priimant: Tinka")]
    assert told(first, second, tree.horizontal) == [("save", "Rašant nurodyta: Svarbiau")]
    assert told(first, second, tree.other_goal) == [("save", "Rašant nurodyta: Kartojasi")]


@pytest.mark.parametrize(("reason", "kept"), [
    ("Sutarta; dėl oro; sujungta su pakeitimais, kuriuos įrašė Vardenis, Pavardenė", "Sutarta; dėl oro"),
    ("Sutarta; joined with the changes of Vardenis, Pavardenė", "Sutarta"),
    ("Sutarta; dėl oro", "Sutarta; dėl oro"),
])  # fmt: skip
def test_a_merge_keeps_what_was_typed_and_no_names(plan, tree, people, first, reason, kept):
    version = save(tree.goal, people, "Mažinti taršą")
    ElementVersion.objects.filter(pk=version.pk).update(kind=VersionKind.MERGED, reason=reason)
    assert told(first, refreeze(plan, people), tree.goal) == [("save", f"Rašant nurodyta: {kept}")]


def test_the_public_reads_a_reason_only_when_it_is_public(plan, tree, people, first):
    save(tree.goal, people, "Mažinti taršą", "Vidinė priežastis")
    second = refreeze(plan, people)
    assert told(first, second, tree.goal, internal=False) == []
    EditionReason.objects.create(
        edition=second, uid=tree.goal.uid, kind="proposal", words="Gyventojų siūlymas", date=DATE, is_public=True
    )
    assert told(first, second, tree.goal, internal=False) == [
        ("proposal", "Perimta siūlyta formuluotė: Gyventojų siūlymas")
    ]
    with translation.override("en"):
        assert told(first, second, tree.goal, internal=False) == [
            ("proposal", "Proposed wording taken over: Gyventojų siūlymas")
        ]


def test_reasons_are_immutable_and_covered_by_the_editions_digest(plan, tree, people, first):
    save(tree.goal, people, "Mažinti taršą", "Pirma priežastis")
    second = refreeze(plan, people)
    with pytest.raises(Exception, match="immutable"), transaction.atomic():
        second.reasons.update(words="Kita")
    with pytest.raises(Exception, match="immutable"), transaction.atomic():
        second.reasons.all().delete()
    assert len(second.meta["reasons"]) == 64


def test_freezing_asks_for_reasons_as_often_for_one_change_as_for_three(plan, tree, people, django_assert_num_queries):
    def change(*elements):
        for element in elements:
            save(element, people, row(element).title + " naujai", "Priežastis")
        accept_all(plan, by=people.coordinator)

    def freeze_again(queries):
        with django_assert_num_queries(queries):
            freeze_edition(plan, kind=EditionKind.PLAN_DRAFT, title="X", document_date=DATE, by=people.coordinator,
                           despite="bandymas")  # fmt: skip

    freeze(plan, people.coordinator)
    change(tree.goal)
    freeze_again(25)
    change(tree.goal, tree.vision, tree.priority)
    freeze_again(25)


def test_the_page_for_those_who_read_it_tells_why(plan, tree, people, first, as_user):
    save(tree.goal, people, "Mažinti taršą", "Pagal <b>apklausą</b>")
    refreeze(plan, people)
    page = words(as_user(people.councillor).get("/rengimas/redakcijos/2/palyginti/1/").content.decode())
    assert "Priežastis:" in page
    assert "Pagal &lt;b&gt;apklausą&lt;/b&gt;" in page
