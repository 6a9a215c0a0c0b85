"""Where the findings of the checks are shown: the page, an element, the admin, the command, the documentation."""

import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from plans.checks import all_checks, run_checks
from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, add_element, save_element
from tests.house.project import ROOT

pytestmark = pytest.mark.django_db
ADDRESS = "/rengimas/tikrinimas/"


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def broken(tree, people):
    """The measure without its responsible body: one error."""
    measure = Element.objects.get(pk=tree.measure.pk)
    content = Content(measure.title, measure.body, detail={"responsible": ""})
    save_element(measure, content, base_version=measure.text_version, by=people.member)
    return measure


class TestPage:
    def test_a_member_begins_with_the_own_area(self, broken, people, as_user):
        page = as_user(people.member).get(ADDRESS)
        assert page.context["group"] == "aplinkos-apsauga"
        owners = {finding.element.workgroup.slug for finding, _may in page.context["rows"]}
        assert owners == {"aplinkos-apsauga"}
        assert "Nenurodytas atsakingas vykdytojas." in words(page)
        assert f'href="/rengimas/e/{broken.uid}/redaguoti/"' in page.content.decode()

    def test_the_coordinator_sees_everything_and_counts(self, broken, plan, people, as_user):
        page = as_user(people.coordinator).get(ADDRESS)
        everything = run_checks(plan)
        assert [finding.code for finding, _may in page.context["rows"]] == [one.code for one in everything]
        assert dict(page.context["counts"])["error"] == 1
        assert "1 klaida" in words(page).replace("klaida 1", "1 klaida")

    def test_the_cure_is_a_link_only_for_who_can_do_it(self, broken, people, as_user):
        page = as_user(people.stranger).get(f"{ADDRESS}?grupe=aplinkos-apsauga").content.decode()
        assert "Įrašykite, kas priemonę vykdo." in page
        assert f"/rengimas/e/{broken.uid}/redaguoti/" not in page

    @pytest.mark.parametrize(
        ("query", "codes"),
        [
            ("grupe=visi&svarba=error", {"measure_without_body"}),
            ("grupe=visi&patikra=goal_without_tasks", {"goal_without_tasks"}),
            ("grupe=bendri&svarba=warning", {"vision_without_indicator"}),
            ("grupe=socialine-aplinka&svarba=error", set()),
            ("grupe=nera", set()),
        ],
    )
    def test_filters(self, broken, people, as_user, query, codes):
        page = as_user(people.consultant).get(f"{ADDRESS}?{query}")
        assert {finding.code for finding, _may in page.context["rows"]} == codes

    def test_it_is_friendly_when_nothing_is_lacking(self, plan, people, as_user, groups):
        page = words(as_user(people.member).get(ADDRESS))
        assert "Nieko netrūksta" in page

    def test_a_long_list_is_paged(self, plan, tree, people, as_user):
        for number in range(12):
            add_element(plan, Kind.GOAL, tree.priority, Content(f"Tikslas {number}", ""), by=people.coordinator)
        client = as_user(people.coordinator)
        first, second = client.get(ADDRESS), client.get(f"{ADDRESS}?page=2")
        shown = [[(one.code, one.place) for one, _may in page.context["rows"]] for page in (first, second)]
        assert len(shown[0]) == 50
        assert shown[0] + shown[1] == [(one.code, one.place) for one in run_checks(plan)]
        assert "page=2" in first.content.decode()

    @pytest.mark.parametrize("more", [0, 2])
    def test_the_number_of_queries_does_not_grow(self, plan, tree, people, as_user, more, django_assert_num_queries):
        for number in range(more):
            add_element(plan, Kind.TASK, tree.goal, Content(f"Uždavinys {number}", ""), by=people.member)
        client = as_user(people.member)
        with django_assert_num_queries(13):
            page = client.get(ADDRESS)
        without = [finding for finding, _may in page.context["rows"] if finding.code == "task_without_measures"]
        assert len(without) == more

    @pytest.mark.parametrize("role", ["councillor", "editor", "administrator"])
    def test_it_does_not_exist_for_who_reads_no_drafts(self, tree, people, as_user, role):
        assert as_user(getattr(people, role)).get(ADDRESS).status_code == 404


class TestElement:
    def test_its_page_shows_its_own_findings(self, broken, tree, people, as_user):
        page = words(as_user(people.member).get(f"/rengimas/e/{broken.uid}/"))
        assert "Nenurodytas atsakingas vykdytojas." in page
        other = words(as_user(people.member).get(f"/rengimas/e/{tree.task.uid}/"))
        assert "Nenurodytas atsakingas vykdytojas." not in other

    def test_the_reviewer_sees_them_in_the_admin(self, broken, people, as_user):
        page = words(as_user(people.consultant).get(reverse("admin:plans_element_change", args=[broken.pk])))
        assert "Nenurodytas atsakingas vykdytojas." in page

    def test_the_plans_page_in_the_admin_counts_and_names_the_errors(self, broken, plan, people, as_user):
        page = as_user(people.coordinator).get(reverse("admin:plans_plan_change", args=[plan.pk]))
        assert "klaida – 1" in words(page)
        assert broken.title in words(page)
        assert ADDRESS in page.content.decode()


class TestCommand:
    def test_errors_end_it_with_status_1(self, broken, capsys):
        with pytest.raises(SystemExit) as ended:
            call_command("check_plan")
        assert ended.value.code == 1
        out = capsys.readouterr().out
        assert "measure_without_body" in out
        assert "not_accepted" in out
        assert "error: 1" in out

    def test_without_errors_it_ends_well(self, tree, capsys):
        call_command("check_plan", severity="error")
        out = capsys.readouterr().out
        assert "goal_without_tasks" not in out
        assert out.startswith("error: 0")

    def test_what_is_listed_does_not_change_the_status(self, broken, capsys):
        with pytest.raises(SystemExit):
            call_command("check_plan", group="aplinkos-apsauga", severity="error")
        assert capsys.readouterr().out.count("\n") == 2

    def test_another_groups_errors_are_not_this_groups(self, broken, capsys):
        call_command("check_plan", group="socialine-aplinka")
        assert "goal_without_tasks" in capsys.readouterr().out

    def test_an_unknown_group_and_no_plan_are_told(self, db, groups):
        with pytest.raises(CommandError, match="no plan"):
            call_command("check_plan")

    def test_an_unknown_group_is_told(self, plan):
        with pytest.raises(CommandError, match="nera-tokios"):
            call_command("check_plan", group="nera-tokios")


def test_the_documentation_lists_every_check_with_its_severity():
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", (ROOT / "docs/checks.md").read_text(), re.MULTILINE)
    assert [(code, severity) for code, severity, _about in rows] == [
        (one.code, one.severity.value) for one in all_checks()
    ]
    assert {code for code, _s, about in rows if "(draft only)" in about} == {
        one.code for one in all_checks() if one.draft_only
    }
