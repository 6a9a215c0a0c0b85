"""How the plan is made, and the working groups."""

import re

import pytest

from publicity.models import Milestone
from tests.publicity.asking import get, text
from workgroups.models import Topic, Workgroup


def parts(response):
    """The page from its first part on: what comes before tells of the same steps."""
    page = text(response)
    return page[page.index('id="dalis-') :]


class TestProcess:
    def test_the_parts_stand_with_planned_and_actual_dates(self, edition, process):
        page = text(get("/eiga/"))
        assert page.index("Plano rengimas") < page.rindex("Tarybos posėdžiai")
        assert "tyrimai, koncepcija" in page
        for word in ("2020 m. birželio 1 d.", "2020 m. liepos 15 d.", "2020 m. gruodis", "data neįrašyta"):
            assert word in page, word

    def test_what_is_not_published_is_not_there(self, edition, process):
        assert "Slapta gairė" not in text(get("/eiga/"))
        Milestone.objects.update(is_published=False)
        Milestone.objects.first().save()
        page = text(get("/eiga/"))
        assert "Koncepcijos projektas" not in page
        assert "Plano rengimas" in page

    def test_milestones_stand_in_the_order_of_time(self, plan, process):
        preparation, _council = process
        for title, day in (("Vėliau", "2020-08-01"), ("Anksčiau", "2019-10-14")):
            Milestone.objects.create(part=preparation, title=title, is_published=True, planned_date=day)
        page = parts(get("/eiga/"))
        assert page.index("Anksčiau") < page.index("Koncepcijos projektas") < page.index("Vėliau")

    def test_english_names_fall_back_to_lithuanian_and_say_so(self, process):
        Milestone.objects.filter(title="Plano tvirtinimas").update(title_en="Approval of the plan")
        page = text(get("/en/eiga/"))
        assert "Approval of the plan" in page
        assert '<span lang="lt">Koncepcijos projektas</span>' in page
        assert "December 2020" in page

    def test_the_method_is_a_drawing_with_the_same_in_words(self, db):
        page = text(get("/eiga/"))
        drawing = page[page.index('<figure class="scheme">') : page.index('<ol class="scheme-words">')]
        assert "<title" in drawing
        assert "<desc" in drawing
        words = page[page.index('class="scheme-words"') :]
        for word in re.findall(r'<text x="115" y="\d+">([^<]+)</text>', drawing):
            assert f"<strong>{word}</strong>" in words
        assert "style=" not in drawing

    @pytest.mark.parametrize("milestones", [1, 3])
    def test_it_takes_as_many_queries_for_many(self, process, milestones, django_assert_num_queries):
        for number in range(milestones):
            Milestone.objects.create(
                part=process[0], title=f"Gairė {number}", is_published=True, actual_date="2021-01-01"
            )
        with django_assert_num_queries(8):
            assert parts(get("/eiga/")).count("Gairė") == milestones


class TestGroups:
    def test_each_group_stands_with_its_topics_and_its_part_of_the_plan(self, groups, edition):
        Topic.objects.create(workgroup=groups["aplinkos-apsauga"], title="oro tarša")
        page = text(get("/darbo-grupes/"))
        assert "oro tarša" in page
        assert "1\u00a0tikslas, 1\u00a0uždavinys, 1\u00a0priemonė" in page
        assert 'href="/darbo-grupes/socialine-aplinka/"' in page

    def test_a_group_shows_its_own_goals(self, groups, edition, tree):
        page = text(get("/darbo-grupes/aplinkos-apsauga/"))
        assert "Mažinti oro taršą" in page
        assert "Stiprinti bendruomenes" not in page
        assert f'href="/planas/e/{tree.goal.uid.hex[:12]}/"' in page

    def test_without_an_edition_the_groups_stand_all_the_same(self, groups):
        assert "Aplinkos apsaugos darbo grupė" in text(get("/darbo-grupes/"))
        assert "tikslų dar nėra" in text(get("/darbo-grupes/aplinkos-apsauga/"))

    def test_nobody_of_a_group_is_named(self, edition, people):
        for address in ("/darbo-grupes/", "/darbo-grupes/aplinkos-apsauga/"):
            page = text(get(address))
            assert people.member.full_name not in page
            assert people.member.email not in page

    @pytest.mark.parametrize("more", [1, 3])
    @pytest.mark.parametrize(("address", "queries"), [("/darbo-grupes/", 6), ("/darbo-grupes/aplinkos-apsauga/", 8)])
    def test_it_takes_as_many_queries_for_many(
        self, groups, make_edition, address, queries, more, django_assert_num_queries
    ):
        make_edition(more)
        for number in range(more):
            group = Workgroup.objects.create(slug=f"grupe-{number}", name=f"Grupė {number}")
            Topic.objects.create(workgroup=group, title="tema")
            Topic.objects.create(workgroup=groups["aplinkos-apsauga"], title=f"tema {number}")
        with django_assert_num_queries(queries):
            assert get(address).status_code == 200
