"""Records that the coordinator and the editor keep in the admin: written with a reason, never deleted or reverted."""

import pytest
from django.contrib import admin
from django.urls import reverse

from klaipeda_plan.core.admin import HistoryAdmin
from plans.models import FundingSource
from publicity.models import Milestone, ProcessPart

SOURCES = "/admin/plans/fundingsource/"


@pytest.fixture
def source(tree):
    return FundingSource.objects.get(code="SB")


def names(name="Miesto biudžetas"):
    return {"code": "SB", "name": name, "name_en": "", "position": "0", "change_reason": "Taip sutarta"}


def test_the_coordinator_changes_a_source_and_says_why(source, people, as_user):
    client = as_user(people.coordinator)
    assert client.post(f"{SOURCES}{source.pk}/change/", names()).headers["Location"] == SOURCES
    record = source.history.first()
    assert (record.name, record.history_user, record.history_change_reason) == (
        "Miesto biudžetas", people.coordinator, "Taip sutarta",
    )  # fmt: skip
    page = client.get(f"{SOURCES}{source.pk}/history/").content.decode()
    assert "Taip sutarta" in page
    assert "coordinator" in page
    assert "Savivaldybės biudžetas → Miesto biudžetas" in page


@pytest.mark.parametrize("route", ["", "add/", "{pk}/change/", "{pk}/history/"])
@pytest.mark.parametrize("person", ["consultant", "administrator"])
def test_others_in_the_admin_see_no_sources(source, people, as_user, route, person):
    assert as_user(getattr(people, person)).get(SOURCES + route.format(pk=source.pk)).status_code == 403


@pytest.mark.parametrize("person", ["consultant", "administrator", "member"])
def test_others_change_no_source(source, people, as_user, person):
    assert (
        as_user(getattr(people, person)).post(f"{SOURCES}{source.pk}/change/", names(), follow=True).status_code == 403
    )
    assert FundingSource.objects.get(pk=source.pk).name == "Savivaldybės biudžetas"


def test_an_old_record_is_not_written_back(source, people, as_user):
    client = as_user(people.coordinator)
    first = source.history.first()
    client.post(f"{SOURCES}{source.pk}/change/", names())
    answer = client.post(f"{SOURCES}{source.pk}/history/{first.history_id}/", names("Sena"))
    assert answer.status_code == 404
    assert FundingSource.objects.get(pk=source.pk).name == "Miesto biudžetas"


def test_a_source_is_not_deleted(source, people, as_user):
    client = as_user(people.coordinator)
    assert client.post(f"{SOURCES}{source.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(SOURCES, {"action": "delete_selected", "_selected_action": source.pk, "post": "yes"})
    assert FundingSource.objects.filter(pk=source.pk).exists()


def test_no_page_of_the_admin_writes_an_old_record_back():
    """simple-history's own page does, in spite of its setting; every class of ours leaves it out."""
    routes = [str(url.name) for one in admin.site._registry.values() for url in one.get_urls()]
    assert [name for name in routes if name.endswith("_simple_history")] == []


def test_no_model_can_be_deleted_in_bulk(rf, people):
    request = rf.get("/admin/")
    request.user = people.coordinator
    actions = {name for one in admin.site._registry.values() for name in one.get_actions(request)}
    assert "delete_selected" not in actions


@pytest.fixture
def milestone(plan):
    part = ProcessPart.objects.create(plan=plan, key="rengimas", title="Rengimas")
    return Milestone.objects.create(part=part, title="Koncepcija", planned_date="2020-09-24")


def test_the_coordinator_keeps_the_process(milestone, people, as_user, django_assert_num_queries):
    client = as_user(people.coordinator)
    data = {"part": milestone.part_id, "title": "Koncepcija", "title_en": "Concept", "planned_date": "2020-09-24",
            "actual_date": "2020-09-24", "until": "", "is_published": "on", "change_reason": "Patvirtinta",
            "products-TOTAL_FORMS": "0", "products-INITIAL_FORMS": "0"}  # fmt: skip
    url = reverse("admin:publicity_milestone_change", args=[milestone.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, data).status_code == 302
    milestone.refresh_from_db()
    assert milestone.is_published
    assert milestone.history.first().history_change_reason == "Patvirtinta"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_milestones_needs_the_same_queries(milestone, people, as_user, rows, django_assert_num_queries):
    for number in range(rows - 1):
        Milestone.objects.create(part=milestone.part, title=f"Gairė {number}", planned_date="2020-01-01")
    client = as_user(people.coordinator)
    client.get("/admin/publicity/milestone/")
    with django_assert_num_queries(8):
        page = client.get("/admin/publicity/milestone/").content.decode()
    assert page.count('class="field-part ') == rows


@pytest.mark.parametrize("person", ["consultant", "administrator"])
def test_others_do_not_see_the_process(milestone, people, as_user, person):
    assert as_user(getattr(people, person)).get("/admin/publicity/milestone/").status_code == 403


def test_every_page_with_a_history_is_one_of_ours():
    with_history = [one for one in admin.site._registry.values() if hasattr(one, "history_form_view")]
    assert [one for one in with_history if not isinstance(one, HistoryAdmin)] == []
