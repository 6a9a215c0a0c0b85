"""The structured analysis: the group's section, entries line by line, changes in place."""

import pytest

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.hierarchy import Kind
from plans.models import Element, VersionKind
from plans.queries import draft_tree
from plans.services.analysis import add_entries, evidence_of, open_analysis, rewrite_entry, sections_of
from plans.services.elements import Content, StaleText, add_element, remove_element

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(groups):
    return groups["aplinkos-apsauga"]


@pytest.fixture
def section(plan, tree, people, group):
    return open_analysis(plan, group, by=people.member)


def titles(section, kind):
    found = Element.objects.filter(parent=section, kind=kind).standing().order_by("position")
    return list(found.values_list("title", flat=True))


class TestSection:
    def test_a_member_begins_the_groups_analysis_before_the_vision(self, plan, tree, people, group):
        section = open_analysis(plan, group, by=people.member)
        assert (section.kind, section.workgroup, section.parent) == (Kind.SECTION, group, None)
        assert section.title == "Analizė: Aplinkos apsaugos darbo grupė"
        assert [root.element for root in draft_tree(plan).roots] == [section, tree.vision]
        version = section.versions.get()
        assert (version.kind, version.by) == (VersionKind.ADDED, people.member)

    def test_the_second_time_it_is_the_same(self, plan, section, people, group):
        assert open_analysis(plan, group, by=people.chair) == section
        assert sections_of(plan, group) == [section]

    def test_it_stands_where_the_other_groups_have_theirs(self, plan, tree, people, groups, group):
        above = add_element(plan, Kind.SECTION, None, Content("Aplinkos analizė", ""), by=people.coordinator)
        other = groups["socialine-aplinka"]
        add_element(plan, Kind.SECTION, above, Content("Socialinė", ""), by=people.coordinator, workgroup=other)
        assert open_analysis(plan, group, by=people.member).parent == above

    def test_of_several_the_one_that_holds_an_analysis_comes_first(self, plan, section, people, group):
        later = add_element(plan, Kind.SECTION, None, Content("Kita", ""), by=people.coordinator, workgroup=group)
        assert sections_of(plan, group) == [section, later]
        add_entries(later, Kind.THREAT, "Audros", by=people.member)
        assert sections_of(plan, group) == [later, section]

    def test_a_removed_section_is_not_taken(self, plan, section, people, group):
        remove_element(section, by=people.member)
        assert open_analysis(plan, group, by=people.member) != section

    @pytest.mark.parametrize("role", ["stranger", "consultant", "secretary", "councillor"])
    def test_nobody_else_begins_it(self, plan, tree, people, group, role):
        with pytest.raises(NotAllowed):
            open_analysis(plan, group, by=getattr(people, role))
        assert sections_of(plan, group) == []

    def test_the_coordinator_may(self, plan, tree, people, group):
        assert open_analysis(plan, group, by=people.coordinator).workgroup == group


class TestEntries:
    def test_a_line_becomes_an_entry_of_the_group(self, section, people, group):
        (entry,) = add_entries(section, Kind.STRENGTH, "  Jūra ir   marios ", by=people.member)
        assert (entry.title, entry.body, entry.workgroup) == ("Jūra ir marios", "", group)
        assert entry.versions.get().by == people.member

    def test_pasted_lines_become_entries_in_order_without_marks_of_lists(self, section, people):
        add_entries(section, Kind.THREAT, "• Audros\r\n\r\n- Krova\n3. Tarša\n – Triukšmas\n", by=people.member)
        add_entries(section, Kind.THREAT, "Dar viena", by=people.member)
        assert titles(section, Kind.THREAT) == ["Audros", "Krova", "Tarša", "Triukšmas", "Dar viena"]

    @pytest.mark.parametrize(
        ("typed", "said"),
        [("", "sakinį"), (" \n \t", "sakinį"), ("a" * 501, "500"), ("a\n" * 51, "50")],
    )
    def test_nothing_too_long_and_too_many_are_refused_whole(self, section, people, typed, said):
        with pytest.raises(Refused, match=said):
            add_entries(section, Kind.WEAKNESS, typed, by=people.member)
        assert titles(section, Kind.WEAKNESS) == []

    def test_one_line_too_long_refuses_the_others_too(self, section, people):
        with pytest.raises(Refused):
            add_entries(section, Kind.WEAKNESS, f"gera\n{'a' * 501}", by=people.member)
        assert titles(section, Kind.WEAKNESS) == []

    def test_an_area_has_one_vision(self, section, people):
        with pytest.raises(Refused, match="vieną viziją"):
            add_entries(section, Kind.AREA_VISION, "Švarus\nŽalias", by=people.member)
        (vision,) = add_entries(section, Kind.AREA_VISION, "Švarus miestas", by=people.member)
        with pytest.raises(Refused, match="vieną viziją"):
            add_entries(section, Kind.AREA_VISION, "Kita vizija", by=people.member)
        remove_element(vision, by=people.member)
        assert add_entries(section, Kind.AREA_VISION, "Kita vizija", by=people.member)

    def test_another_groups_member_and_other_kinds_are_refused(self, section, people):
        with pytest.raises(NotAllowed):
            add_entries(section, Kind.STRENGTH, "Svetima", by=people.stranger)
        with pytest.raises(Refused):
            add_entries(section, Kind.GOAL, "Tikslas", by=people.member)


class TestRewriting:
    @pytest.fixture
    def entry(self, section, people):
        return add_entries(section, Kind.PROBLEM, "Triukšmas prie uosto", by=people.member)[0]

    def rewrite(self, entry, title, evidence, by, base=None):
        base = base or Element.objects.get(pk=entry.pk)
        return rewrite_entry(Element.objects.get(pk=entry.pk), title, evidence, base_version=base.text_version, by=by)

    def test_words_and_evidence_are_one_version(self, entry, people):
        version = self.rewrite(entry, "Triukšmas ir dulkės", "Matavimai 2019 m.\nApklausa & <skundai>", people.member)
        assert version.kind == VersionKind.SAVED
        body = Element.objects.get(pk=entry.pk).body
        assert body.count("<p data-block=") == 2
        assert evidence_of(body) == "Matavimai 2019 m.\nApklausa & <skundai>"

    def test_a_paragraph_keeps_its_id_for_the_remarks_on_it(self, entry, people):
        self.rewrite(entry, "Triukšmas", "Pirma\nAntra", people.member)
        before = Element.objects.get(pk=entry.pk).body
        self.rewrite(entry, "Triukšmas", "Pirma pataisyta\nAntra\nTrečia", people.member)
        after = Element.objects.get(pk=entry.pk).body
        ids = [body.split('data-block="')[1:] for body in (before, after)]
        assert [one[:8] for one in ids[0]] == [one[:8] for one in ids[1]][:2]

    def test_a_body_with_more_than_paragraphs_is_left_to_the_editor(self, entry, people):
        assert evidence_of("<ul><li>Sąrašas</li></ul>") is None
        assert evidence_of('<p data-block="abcdefgh">Su <strong>žyma</strong></p>') is None
        assert evidence_of("") == ""
        version = self.rewrite(entry, "Kitaip", None, people.member)
        assert version.snapshot["body"] == ""

    def test_somebody_elses_newer_words_are_not_overwritten(self, entry, people):
        opened = Element.objects.get(pk=entry.pk)
        self.rewrite(entry, "Kolegos žodžiai", "", people.chair)
        with pytest.raises(StaleText):
            self.rewrite(entry, "Mano žodžiai", "", people.member, base=opened)
        assert Element.objects.get(pk=entry.pk).title == "Kolegos žodžiai"

    @pytest.mark.parametrize(("title", "said"), [("  ", "sakinį"), ("a" * 501, "500")])
    def test_an_empty_or_endless_sentence_is_refused(self, entry, people, title, said):
        with pytest.raises(Refused, match=said):
            self.rewrite(entry, title, "", people.member)

    def test_another_groups_member_is_refused(self, entry, people):
        with pytest.raises(NotAllowed):
            self.rewrite(entry, "Svetima", "", people.stranger)
