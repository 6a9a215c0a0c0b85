"""The pages where an indicator is bound to a series and its numbers are taken over."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.forms.statistics import SeriesForm
from indicators.models import FetchState, Indicator, IndicatorValue, SeriesBinding, StatisticsFetch, ValueKind
from indicators.services.statistics import bind_series
from klaipeda_plan.jobs.models import Job

pytestmark = pytest.mark.django_db
QUERIES = 9
SENT = {
    "flow": "S3R167_M3010203", "codes": "savivaldybesRegdb = 21\nLytis: 0", "frequency": "year", "since": "2015",
    "factor": "0,001", "is_active": "on",
}  # fmt: skip
FIELDS = {
    "flow": "S3R1",
    "codes": {"x": "1"},
    "frequency": "year",
    "since": None,
    "factor": Decimal(1),
    "is_active": True,
}


@pytest.fixture
def indicator(tree):
    return Indicator.objects.get(element=tree.goal)


def page(indicator):
    return reverse("indicators:series", args=[indicator.uid])


def waiting(indicator, people, found):
    binding = bind_series(indicator, FIELDS, by=people.member)
    return StatisticsFetch.objects.create(
        binding=binding, address="https://example.org/", state=FetchState.READ,
        found=[{"period": period, "value": value, "status": "final", "said": ""} for period, value in found],
    )  # fmt: skip


def test_a_member_binds_the_group_s_indicator(indicator, people, as_user):
    response = as_user(people.member).post(page(indicator), SENT)
    binding = SeriesBinding.objects.get()
    assert response.status_code == 302
    assert (binding.flow, binding.codes) == ("S3R167_M3010203", {"savivaldybesRegdb": "21", "Lytis": "0"})
    assert (binding.since, binding.factor, binding.is_active) == (2015, Decimal("0.001"), True)
    assert binding.history.get().history_user == people.member


def test_the_page_shows_what_is_bound_in_its_form(indicator, people, as_user):
    as_user(people.member).post(page(indicator), SENT)
    shown = as_user(people.member).get(page(indicator)).content.decode()
    assert "Lytis = 0\nsavivaldybesRegdb = 21" in shown


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("flow", "S3R 167"), ("flow", "../data"), ("flow", ""), ("codes", "savivaldybesRegdb"),
        ("codes", "a = 1\na = 2"),
        ("codes", "LAIKOTARPIS = 2020"), ("codes", ""), ("frequency", "week"), ("since", "1900"), ("since", "pernai"),
        ("factor", "0"), ("factor", "daug"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_series_is_told_beside_its_field(field, value):
    form = SeriesForm({**SENT, field: value})
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_wrong_form_keeps_what_was_typed_and_binds_nothing(indicator, people, as_user):
    shown = as_user(people.member).post(page(indicator), {**SENT, "codes": "miestas Klaipėda"}).content.decode()
    assert "miestas Klaipėda" in shown
    assert not SeriesBinding.objects.exists()


def test_a_frequency_that_the_actual_values_do_not_have_is_told_beside_it(indicator, people, as_user):
    IndicatorValue.objects.create(indicator=indicator, kind=ValueKind.OBSERVATION, period="2024M07", value=1)
    shown = as_user(people.member).post(page(indicator), SENT)
    assert shown.context["form"].errors.keys() == {"frequency"}
    assert "2024M07" in shown.content.decode()
    assert 'value="S3R167_M3010203"' in shown.content.decode()
    assert not SeriesBinding.objects.exists()


def test_who_may_only_read_sees_the_series_without_the_form(indicator, people, as_user):
    bind_series(indicator, FIELDS, by=people.member)
    shown = as_user(people.secretary).get(page(indicator)).content.decode()
    assert "S3R1" in shown
    assert 'name="flow"' not in shown


def test_what_waits_is_shown_as_differences_and_taken_over(indicator, people, as_user):
    one = waiting(indicator, people, [("2022", "28.5"), ("2023", "27")])
    client = as_user(people.member)
    shown = client.get(page(indicator)).content.decode()
    assert "<ins>28,5</ins>" in shown
    response = client.post(reverse("indicators:decide_fetch", args=[one.pk]), {"do": "take"}, follow=True)
    assert "Perimtos 2 reikšmės." in response.content.decode()
    assert IndicatorValue.objects.filter(kind=ValueKind.OBSERVATION).count() == 2


def test_leaving_the_numbers_changes_nothing(indicator, people, as_user):
    one = waiting(indicator, people, [("2022", "28.5")])
    as_user(people.member).post(reverse("indicators:decide_fetch", args=[one.pk]), {"do": "decline"})
    one.refresh_from_db()
    assert one.state == FetchState.DECLINED
    assert not IndicatorValue.objects.filter(kind=ValueKind.OBSERVATION).exists()


def test_fetching_now_leads_to_the_job(indicator, people, as_user):
    bind_series(indicator, FIELDS, by=people.member)
    response = as_user(people.member).post(reverse("indicators:fetch_series", args=[indicator.uid]))
    job = Job.objects.get(kind="import_statistics")
    assert response.url == reverse("jobs:detail", args=[job.pk])
    assert as_user(people.member).get(response.url).status_code == 200


def test_the_overview_shows_warnings_first(indicator, people, as_user, tree):
    other = Indicator.objects.create(element=tree.task, title="Antrasis", unit="vnt.")
    bind_series(indicator, FIELDS, by=people.member)
    bind_series(other, FIELDS, by=people.member)
    SeriesBinding.objects.filter(indicator=other).update(warning="Srautas neatsako")
    shown = as_user(people.coordinator).get(reverse("indicators:statistics")).content.decode()
    assert shown.index("Antrasis") < shown.index(indicator.title)
    assert "Srautas neatsako" in shown


def test_the_overview_asks_the_same_queries_for_one_and_for_three(
    indicator, people, as_user, tree, django_assert_num_queries
):
    client = as_user(people.coordinator)
    address = reverse("indicators:statistics")
    bind_series(indicator, FIELDS, by=people.member)
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for title in ("Antrasis", "Trečiasis"):
        bind_series(Indicator.objects.create(element=tree.task, title=title, unit="vnt."), FIELDS, by=people.member)
    with django_assert_num_queries(QUERIES):
        client.get(address)
