"""The pages of the analysis without scripts: areas, the board, adding and changing."""

import re

import pytest

from plans.hierarchy import Kind
from plans.models import Element, LinkKind
from plans.services.analysis import add_entries, open_analysis
from plans.services.elements import Content, add_element, remove_element
from plans.services.links import link_elements

pytestmark = pytest.mark.django_db
AREAS = "/rengimas/analize/"
BOARD = "/rengimas/analize/aplinkos-apsauga/"
ADD = f"{BOARD}prideti/"


@pytest.fixture
def section(plan, tree, people, groups):
    return open_analysis(plan, groups["aplinkos-apsauga"], by=people.member)


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def rewrite(client, element, **fields):
    base = {"base": element.text_version, "title": element.title}
    return client.post(f"/rengimas/e/{element.uid}/irasas/", {**base, **fields})


class TestAreas:
    def test_every_group_is_there_the_own_first_with_what_it_has(self, plan, section, people, as_user):
        add_entries(section, Kind.STRENGTH, "Jūra\nMarios", by=people.member)
        add_entries(section, Kind.PROBLEM, "Dulkės", by=people.member)
        page = as_user(people.member).get(AREAS)
        own, other = page.context["areas"]
        assert (own.group.slug, other.group.slug) == ("aplinkos-apsauga", "socialine-aplinka")
        assert [count for _label, count in own.counts] == [2, 0, 0, 0]
        assert (own.problems, own.lonely_problems) == (1, 1)
        assert "1 problemos nesprendžia joks tikslas" in words(page)

    @pytest.mark.parametrize(("address", "queries"), [(AREAS, 9), (BOARD, 10), (f"{AREAS}matrica/", 9)])
    @pytest.mark.parametrize("lines", ["Viena", "Viena\nDvi\nTrys"])
    def test_the_number_of_queries_does_not_grow(
        self, section, people, as_user, lines, address, queries, django_assert_num_queries
    ):
        for kind in (Kind.THREAT, Kind.PROBLEM):
            add_entries(section, kind, lines, by=people.member)
        client = as_user(people.member)
        with django_assert_num_queries(queries):
            client.get(address)


class TestBoard:
    def test_a_group_without_a_section_has_an_empty_board_to_begin_on(self, plan, tree, people, as_user):
        page = as_user(people.member).get(BOARD)
        assert [part.title for part in page.context["quadrants"]] == ["Stiprybės", "Silpnybės", "Galimybės", "Grėsmės"]
        assert page.content.decode().count("data-quick") == 6
        assert not Element.objects.filter(kind=Kind.SECTION).exists(), "looking makes nothing"

    def test_the_first_line_makes_the_section(self, plan, tree, people, as_user):
        page = as_user(people.member).post(ADD, {"kind": "strength", "title": "Jūra"}, follow=True)
        entry = Element.objects.get(kind=Kind.STRENGTH)
        assert (entry.title, entry.parent.title) == ("Jūra", "Analizė: Aplinkos apsaugos darbo grupė")
        assert "S1-ST1" in words(page)
        assert re.search(r'id="nauja-strength"[^>]* autofocus', page.content.decode()), "the next line can be typed"

    def test_a_refused_line_stays_in_its_field_beside_the_reason(self, section, people, as_user):
        page = as_user(people.member).post(ADD, {"kind": "threat", "title": "a" * 501, "section": section.uid})
        text = page.content.decode()
        assert page.status_code == 200
        assert re.search(r'id="nauja-threat"[^>]*value="a{501}" aria-invalid="true"', text)
        assert text.count("aria-invalid") == 1
        assert "ne daugiau kaip 500" in text

    def test_a_section_of_another_group_is_not_written_into(self, plan, section, people, groups, as_user):
        other = open_analysis(plan, groups["socialine-aplinka"], by=people.stranger)
        answer = as_user(people.member).post(ADD, {"kind": "threat", "title": "Svetima", "section": other.uid})
        assert answer.status_code == 404
        assert not Element.objects.filter(kind=Kind.THREAT).exists()

    def test_where_there_are_several_sections_one_is_chosen(self, plan, section, people, groups, as_user):
        group = groups["aplinkos-apsauga"]
        second = add_element(
            plan, Kind.SECTION, None, Content("Kita dalis", ""), by=people.coordinator, workgroup=group
        )
        client = as_user(people.member)
        client.post(ADD, {"kind": "threat", "title": "Antroje", "section": second.uid})
        assert Element.objects.get(kind=Kind.THREAT).parent == second
        assert "Antroje" in words(client.get(f"{BOARD}?skyrius={second.uid}"))
        assert "Antroje" not in words(client.get(f"{BOARD}?skyrius={section.uid}"))
        assert client.get(f"{BOARD}?skyrius=nera").status_code == 404

    def test_who_reads_has_no_forms(self, section, people, as_user):
        add_entries(section, Kind.STRENGTH, "Jūra", by=people.member)
        for person in (people.stranger, people.consultant, people.secretary):
            page = as_user(person).get(BOARD)
            assert "Jūra" in words(page)
            assert "data-quick" not in page.content.decode()
            assert as_user(person).post(ADD, {"kind": "strength", "title": "Svetima"}).status_code == 403

    def test_problems_name_the_goals_that_address_them(self, section, tree, people, as_user):
        (problem,) = add_entries(section, Kind.PROBLEM, "Dulkės", by=people.member)
        client = as_user(people.member)
        assert "Dar nesprendžia joks tikslas." in words(client.get(BOARD))
        link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member)
        assert "Sprendžia: 1.1" in words(client.get(BOARD))

    def test_a_removed_entry_can_be_brought_back_by_who_may(self, section, people, as_user):
        (entry,) = add_entries(section, Kind.STRENGTH, "Jūra", by=people.member)
        remove_element(entry, by=people.member)
        assert f"/rengimas/e/{entry.uid}/atkurti/" in as_user(people.member).get(BOARD).content.decode()
        assert "Jūra" not in as_user(people.stranger).get(BOARD).content.decode()

    def test_moving_and_removing_lead_back_to_the_board(self, section, people, as_user):
        first, second = add_entries(section, Kind.STRENGTH, "Jūra\nMarios", by=people.member)
        client = as_user(people.member)
        page = client.get(BOARD).content.decode()
        back = re.search(rf'action="/rengimas/e/{second.uid}/aukstyn/".*?name="next" value="([^"]+)"', page)[1]
        answer = client.post(f"/rengimas/e/{second.uid}/aukstyn/", {"next": back})
        assert answer.url == back
        assert [entry.branch.element for entry in client.get(BOARD).context["quadrants"][0].entries] == [second, first]
        client.post(f"/rengimas/e/{first.uid}/pasalinti/", {"next": back})
        assert [entry.branch.element for entry in client.get(BOARD).context["quadrants"][0].entries] == [second]

    def test_an_unknown_group_is_nowhere(self, tree, people, as_user):
        assert as_user(people.member).get(f"{AREAS}nera-tokios/").status_code == 404


class TestRewriting:
    @pytest.fixture
    def entry(self, section, people):
        return add_entries(section, Kind.STRENGTH, "Jūra", by=people.member)[0]

    def test_an_entry_is_changed_in_its_place(self, entry, people, as_user):
        answer = rewrite(as_user(people.member), entry, title="Jūra ir marios", evidence="2019 m. tyrimas")
        assert answer.url.endswith(f"#e-{entry.uid}")
        changed = Element.objects.get(pk=entry.pk)
        assert changed.title == "Jūra ir marios"
        assert "2019 m. tyrimas" in changed.body

    def test_an_empty_sentence_keeps_the_rest_of_what_was_typed(self, entry, people, as_user):
        page = rewrite(as_user(people.member), entry, title=" ", evidence="Mano įrodymas")
        assert page.status_code == 200
        assert "Mano įrodymas" in page.content.decode()
        assert Element.objects.get(pk=entry.pk).title == "Jūra"

    def test_a_colleagues_newer_words_are_shown_and_nothing_is_lost(self, entry, people, as_user):
        opened = entry
        rewrite(as_user(people.chair), entry, title="Kolegos žodžiai")
        page = rewrite(as_user(people.member), opened, title="Mano žodžiai")
        text = page.content.decode()
        assert "„Kolegos žodžiai“" in text
        assert ">Mano žodžiai</textarea>" in text
        again = Element.objects.get(pk=entry.pk)
        assert f'name="base" value="{again.text_version}"' in text, "saved again it is this person's decision"

    def test_only_entries_are_changed_here_and_only_by_who_may(self, entry, tree, people, as_user):
        assert rewrite(as_user(people.member), Element.objects.get(pk=tree.goal.pk), title="x").status_code == 404
        assert rewrite(as_user(people.stranger), entry, title="x").status_code == 403
        assert rewrite(as_user(people.councillor), entry, title="x").status_code == 404
