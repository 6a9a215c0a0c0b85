"""Indicators that follow the statistics portal: fetched by a job, looked at, taken over as one version."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.models import FetchState, Indicator, IndicatorValue, SeriesBinding, ValueKind, ValueStatus
from indicators.services import statistics
from indicators.services.observations import Entry, record_observations
from indicators.services.statistics import (
    OtherPeriods,
    bind_series,
    decline,
    differences,
    fetch_series,
    request_due,
    request_fetch,
    take_over,
)
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.services import run
from plans.models import Element, State, VersionKind
from tests.indicators import answers
from tests.indicators.portal import Portal, content, status
from tests.support.factories import accept_all

pytestmark = pytest.mark.django_db
FLOW = "S3R167_M3010203"
PATH = f"/rest_xml/data/{FLOW}"
THIS_YEAR = timezone.localdate().year
FIELDS = {
    "flow": FLOW, "codes": {"savivaldybesRegdb": "21", "Lytis": "0"}, "frequency": "year", "since": 2019,
    "factor": Decimal(1), "is_active": True,
}  # fmt: skip


@pytest.fixture
def portal(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    portal = Portal()
    settings.STATISTICS_URL = f"{portal.url}/rest_xml"
    yield portal
    portal.close()


@pytest.fixture
def binding(tree, people):
    return bind_series(Indicator.objects.get(element=tree.goal), FIELDS, by=people.member)


def series(values, statuses=None):
    """An XML answer with these {year: value} for Klaipėda, and others' cells around them."""
    rows = [
        ({"savivaldybesRegdb": place, "Lytis": sex, "MATVNT": "asmenys", "LAIKOTARPIS": str(year)}, value)
        for place in ("21", "55") for sex in ("0", "1") for year, value in values.items()
    ]  # fmt: skip
    return content(answers.xml(rows, statuses))


def fetched(portal, binding, values, statuses=None):
    portal.answers[PATH] = [series(values, statuses)]
    return fetch_series(binding)


def observations(binding):
    values = IndicatorValue.objects.filter(indicator=binding.indicator, kind=ValueKind.OBSERVATION).order_by("period")
    return [(value.period, value.value, value.status) for value in values]


def test_what_is_fetched_waits_and_changes_nothing(portal, binding):
    one = fetched(portal, binding, {THIS_YEAR - 2: "31.5", THIS_YEAR - 1: "30.25"})
    binding.refresh_from_db()
    assert one.state == FetchState.READ
    assert observations(binding) == []
    assert [(row.period, row.before, row.after) for row in differences(one)] == [
        (str(THIS_YEAR - 2), "", "31.5"), (str(THIS_YEAR - 1), "", "30.25"),
    ]  # fmt: skip
    assert (binding.last_period, binding.warning) == (str(THIS_YEAR - 1), "")
    assert portal.asked == [f"{PATH}?startPeriod=2019"]


def test_the_raw_answer_is_kept(portal, binding):
    one = fetched(portal, binding, {THIS_YEAR - 1: "1"})
    with default_storage.open(one.file) as file:
        assert file.read().startswith(b"<?xml")
    assert one.size == default_storage.size(one.file)


def test_taking_over_writes_one_version_with_its_reason_and_source(portal, binding, plan, tree, people):
    accept_all(plan, by=people.coordinator)
    one = fetched(portal, binding, {THIS_YEAR - 2: "31.5", THIS_YEAR - 1: "30.25"})
    before = Element.objects.get(pk=tree.goal.pk).current_version.number
    take_over(one, by=people.member)
    element = Element.objects.get(pk=tree.goal.pk)
    version = element.current_version
    assert observations(binding) == [
        (str(THIS_YEAR - 2), Decimal("31.5"), "final"), (str(THIS_YEAR - 1), Decimal("30.25"), "final"),
    ]  # fmt: skip
    assert (version.number, version.kind, version.by) == (before + 1, VersionKind.IMPORTED, people.member)
    assert FLOW in version.reason
    assert element.state == State.DRAFT  # what was accepted is another version
    value = IndicatorValue.objects.get(kind=ValueKind.OBSERVATION, period=str(THIS_YEAR - 1))
    assert value.source.startswith(FLOW)
    assert value.history.get().history_user == people.member


def test_a_corrected_number_is_shown_beside_the_one_that_stands(portal, binding, people):
    take_over(fetched(portal, binding, {THIS_YEAR - 2: "31.5", THIS_YEAR - 1: "30"}), by=people.member)
    one = fetched(portal, binding, {THIS_YEAR - 2: "31.5", THIS_YEAR - 1: "29"})
    (change,) = differences(one)
    assert (change.period, change.before, change.after, change.is_new) == (str(THIS_YEAR - 1), "30", "29", False)


def test_the_same_numbers_again_ask_nobody(portal, binding, people):
    take_over(fetched(portal, binding, {THIS_YEAR - 1: "30"}), by=people.member)
    assert fetched(portal, binding, {THIS_YEAR - 1: "30.0"}).state == FetchState.UNCHANGED


def test_a_period_that_the_portal_no_longer_gives_stays(portal, binding, people):
    take_over(fetched(portal, binding, {THIS_YEAR - 2: "31", THIS_YEAR - 1: "30"}), by=people.member)
    take_over(fetched(portal, binding, {THIS_YEAR - 1: "29"}), by=people.member)
    assert [one[0] for one in observations(binding)] == [str(THIS_YEAR - 2), str(THIS_YEAR - 1)]


def test_a_confidential_value_is_kept_as_such_without_a_number(portal, binding, people):
    said = {str(THIS_YEAR - 1): "konfidencialūs duomenys"}
    take_over(fetched(portal, binding, {THIS_YEAR - 2: "5", THIS_YEAR - 1: None}, said), by=people.member)
    assert observations(binding)[1] == (str(THIS_YEAR - 1), None, ValueStatus.CONFIDENTIAL)
    snapshot = Element.objects.get(pk=binding.indicator.element_id).current_version.snapshot
    source = f"{binding.flow}, {timezone.localdate():%Y-%m-%d}"
    assert snapshot["indicators"][0]["observations"] == [
        {"period": str(THIS_YEAR - 2), "value": "5", "source": source},
        {"period": str(THIS_YEAR - 1), "value": None, "status": "confidential", "source": source,
         "note": "konfidencialūs duomenys"},
    ]  # fmt: skip


def test_a_preliminary_value_becomes_final_by_a_later_answer(portal, binding, people):
    said = {str(THIS_YEAR - 1): "išankstiniai duomenys"}
    take_over(fetched(portal, binding, {THIS_YEAR - 1: "5"}, said), by=people.member)
    assert observations(binding)[0][2] == ValueStatus.PRELIMINARY
    take_over(fetched(portal, binding, {THIS_YEAR - 1: "5"}), by=people.member)
    assert observations(binding)[0][2] == ValueStatus.FINAL


def test_the_factor_turns_the_portal_s_unit_into_the_indicator_s(portal, binding, people):
    bind_series(binding.indicator, {**FIELDS, "factor": Decimal("0.001")}, by=people.member)
    binding.refresh_from_db()
    take_over(fetched(portal, binding, {THIS_YEAR - 1: "148350"}), by=people.member)
    assert observations(binding)[0][1] == Decimal("148.35")


def test_a_flow_that_ends_earlier_than_before_is_warned_of(portal, binding, people):
    fetched(portal, binding, {THIS_YEAR - 2: "31", THIS_YEAR - 1: "30"})
    one = fetched(portal, binding, {THIS_YEAR - 2: "31", THIS_YEAR - 1: None})
    binding.refresh_from_db()
    assert str(THIS_YEAR - 2) in one.message
    assert binding.warning == one.message
    assert binding.last_period == str(THIS_YEAR - 1)  # the newest ever seen


def test_a_flow_that_answers_without_data_is_warned_of(portal, binding):
    portal.answers[PATH] = [content(answers.xml([]))]
    fetch_series(binding)
    binding.refresh_from_db()
    assert binding.warning


def test_a_series_that_has_stopped_long_ago_is_warned_of(portal, binding):
    assert fetched(portal, binding, {THIS_YEAR - 6: "31"}).message
    assert not fetched(portal, binding, {THIS_YEAR - 6: "31", THIS_YEAR - 1: "30"}).message


def test_a_failed_fetch_is_kept_with_its_reason_and_the_numbers_stay(portal, binding, people):
    take_over(fetched(portal, binding, {THIS_YEAR - 1: "30"}), by=people.member)
    portal.answers[PATH] = [content(answers.xml_error(words="Neteisingas srautas"))]
    one = fetch_series(binding)
    binding.refresh_from_db()
    assert one.state == FetchState.FAILED
    assert "Neteisingas srautas" in binding.warning
    assert observations(binding) == [(str(THIS_YEAR - 1), Decimal(30), "final")]


def test_an_older_answer_is_not_taken_over_after_a_newer_one(portal, binding, people):
    older = fetched(portal, binding, {THIS_YEAR - 1: "30"})
    newer = fetched(portal, binding, {THIS_YEAR - 1: "29"})
    with pytest.raises(Refused):
        take_over(older, by=people.member)
    take_over(newer, by=people.member)
    older.refresh_from_db()
    assert older.state == FetchState.DECLINED


def test_an_answer_is_decided_on_once(portal, binding, people):
    one = fetched(portal, binding, {THIS_YEAR - 1: "30"})
    decline(one, by=people.member)
    with pytest.raises(Refused):
        take_over(one, by=people.member)
    assert observations(binding) == []


@pytest.mark.parametrize("role", ["stranger", "consultant", "secretary", "councillor", "editor", "administrator"])
def test_another_s_indicator_is_neither_bound_nor_taken_over(portal, binding, people, role):
    who = getattr(people, role)
    one = fetched(portal, binding, {THIS_YEAR - 1: "30"})
    for act in (
        lambda: bind_series(binding.indicator, FIELDS, by=who), lambda: take_over(one, by=who),
        lambda: decline(one, by=who), lambda: request_fetch(binding, by=who),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()


def observe(tree, people, period):
    indicator = Indicator.objects.get(element=tree.goal)
    record_observations(indicator, [Entry(period, Decimal(1))], by=people.member)


def test_the_database_refuses_a_period_that_does_not_fit_the_series(binding):
    for period in ("2024K1", "2024M07"):
        with pytest.raises(IntegrityError, match="indicator_observation_fits_its_series"), transaction.atomic():
            IndicatorValue.objects.create(
                indicator=binding.indicator, kind=ValueKind.OBSERVATION, period=period, value=1,
                series_frequency=binding.frequency,
            )  # fmt: skip


def test_whatever_writes_an_observation_says_which_series_it_must_fit(portal, binding, people, tree):
    take_over(fetched(portal, binding, {THIS_YEAR - 1: "1"}), by=people.member)
    value = IndicatorValue.objects.get(kind=ValueKind.OBSERVATION)
    assert value.series_frequency == "year"
    value.period = f"{THIS_YEAR - 1}K1"
    with pytest.raises(IntegrityError, match="indicator_observation_fits_its_series"), transaction.atomic():
        value.save()


def test_a_series_of_other_periods_than_the_actual_values_is_refused(tree, people):
    observe(tree, people, "2024K1")
    indicator = Indicator.objects.get(element=tree.goal)
    with pytest.raises(OtherPeriods, match="2024K1"):
        bind_series(indicator, FIELDS, by=people.member)
    assert not SeriesBinding.objects.exists()
    bind_series(indicator, FIELDS | {"frequency": "quarter"}, by=people.member)
    assert IndicatorValue.objects.get(kind=ValueKind.OBSERVATION).series_frequency == "quarter"


def test_an_answer_of_the_series_before_is_not_taken_over(portal, binding, people):
    one = fetched(portal, binding, {THIS_YEAR - 1: "1"})
    bind_series(binding.indicator, FIELDS | {"frequency": "quarter"}, by=people.member)
    one.refresh_from_db()
    assert one.state == FetchState.DECLINED
    with pytest.raises(Refused):
        take_over(one, by=people.member)


def test_another_series_forgets_what_was_said_of_the_old_one(portal, binding, people):
    fetched(portal, binding, {THIS_YEAR - 6: "31"})
    changed = bind_series(binding.indicator, {**FIELDS, "flow": "S3R629_M3010217"}, by=people.member)
    assert (changed.last_period, changed.warning, changed.last_fetched_at) == ("", "", None)


def test_the_job_fetches_and_says_what_happened(portal, binding, people):
    portal.answers[PATH] = [series({THIS_YEAR - 1: "30"})]
    job = request_fetch(binding, by=people.member)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["state"]) == ("done", "read")


def test_a_job_that_could_not_read_fails_with_the_reason(portal, binding, people):
    portal.answers[PATH] = [status(404)]
    job = request_fetch(binding, by=people.member)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "404" in job.error


def test_what_nobody_fetched_for_a_week_is_due(binding, people):
    request_due()
    request_due()
    assert Job.objects.filter(kind="import_statistics").count() == 1  # the waiting one is enough
    Job.objects.all().delete()
    SeriesBinding.objects.update(last_fetched_at=timezone.now() - datetime.timedelta(days=6))
    request_due()
    assert not Job.objects.exists()
    SeriesBinding.objects.update(last_fetched_at=timezone.now() - datetime.timedelta(days=8))
    request_due()
    assert Job.objects.count() == 1


def test_a_series_that_is_not_fetched_by_itself_is_never_due(binding):
    SeriesBinding.objects.update(is_active=False)
    request_due()
    assert not Job.objects.exists()


def test_the_command_says_what_it_found(portal, binding, capsys):
    portal.answers[PATH] = [series({THIS_YEAR - 1: "30"})]
    call_command("import_statistics")
    assert "1 new or changed" in capsys.readouterr().out


def test_the_command_fails_when_something_could_not_be_read(portal, binding):
    portal.answers[PATH] = [content(b"<!doctype html>")]
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("import_statistics")


def test_the_command_refuses_an_unknown_flow(binding):
    with pytest.raises(CommandError):
        call_command("import_statistics", "--flow", "S9")


@pytest.mark.parametrize(
    ("kind", "value", "state"),
    [
        (ValueKind.OBSERVATION, Decimal(1), ValueStatus.CONFIDENTIAL), (ValueKind.OBSERVATION, None, ValueStatus.FINAL),
        (ValueKind.TARGET, None, ValueStatus.CONFIDENTIAL), (ValueKind.OBSERVATION, Decimal(1), "guessed"),
    ],
)  # fmt: skip
def test_the_database_keeps_numbers_and_statuses_together(tree, kind, value, state):
    indicator = Indicator.objects.get(element=tree.goal)
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorValue.objects.create(indicator=indicator, kind=kind, period="2024", value=value, status=state)


def test_fetching_waits_patiently_only_for_what_may_come(portal, binding):
    """The pauses are the fetcher's own; the service hands its options on."""
    portal.answers[PATH] = [status(503), series({THIS_YEAR - 1: "30"})]
    pauses = []
    assert statistics.fetch_series(binding, pause=pauses.append).state == FetchState.READ
    assert pauses == [2.0]
