"""Actual values: entered, changed and taken out, as one version of the element, by who may."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from editions.composing import compose
from indicators.models import Indicator, IndicatorValue, ValueKind
from indicators.queries import observations_of, who_wrote
from indicators.services import observations as service
from indicators.services.observations import EntriesRefused, Entry, record_observations, sign_of
from indicators.services.statistics import bind_series
from indicators.snapshot import apply
from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.differences import compare_snapshots
from plans.models import Element, State
from plans.services.elements import Content, remove_element, save_element
from plans.services.history import revert_element
from plans.services.review import accept_element, submit_elements
from tests.support.factories import accept_all, one_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(tree):
    return Indicator.objects.get(element=tree.goal)


def entry(period, value, **words):
    return Entry(period, None if value is None else Decimal(str(value)), **words)


def stored(indicator):
    return [(one.period, one.value, one.status) for one in observations_of(indicator)]


def element_of(indicator):
    return Element.objects.get(pk=indicator.element_id)


def refused(indicator, *entries, by):
    before = stored(indicator)
    with pytest.raises(EntriesRefused) as caught:
        record_observations(indicator, entries, by=by)
    assert stored(indicator) == before
    return caught.value.cells


def test_several_periods_make_one_version_with_all_that_was_said(indicator, people):
    first, second = entry("2021", "30.5", status="preliminary"), entry("2022", 30, source="VDA", note="nauja metodika")
    version = record_observations(indicator, [second, first], by=people.member)
    assert (version.number, version.by) == (2, people.member)
    assert version.reason == "faktinės reikšmės: Kietųjų dalelių koncentracija, 2021, 2022"
    assert version.snapshot["indicators"][0]["observations"] == [
        {"period": "2021", "value": "30.5", "status": "preliminary"},
        {"period": "2022", "value": "30", "source": "VDA", "note": "nauja metodika"},
    ]


def test_the_number_waits_for_acceptance_and_the_accepted_version_stays(plan, indicator, people):
    accept_all(plan, by=people.coordinator)
    accepted = element_of(indicator).accepted_version_id
    record_observations(indicator, [entry("2024", 28)], by=people.member)
    element = element_of(indicator)
    assert (element.state, element.accepted_version_id) == (State.DRAFT, accepted)
    frozen = next(piece for piece in compose(plan).pieces if piece.uid == str(element.uid))
    assert frozen.content["indicators"][0]["observations"] == []
    submit_elements([element], by=people.chair)
    accept_element(element, version_id=element.current_version_id, by=people.consultant)
    frozen = next(piece for piece in compose(plan).pieces if piece.uid == str(element.uid))
    assert frozen.content["indicators"][0]["observations"] == [{"period": "2024", "value": "28"}]


def test_a_text_that_was_being_written_is_joined_with_it(indicator, people):
    """The form was opened before the value came, and is saved after it."""
    element = element_of(indicator)
    opened = (element.text_version, element.current_version.number)
    record_observations(indicator, [entry("2024", 28)], by=people.chair)
    content = Content("Kitas pavadinimas", "<p>Tekstas.</p>")
    version = save_element(element, content, base_version=opened[0], base_number=opened[1], by=people.member)
    assert version.snapshot["title"] == "Kitas pavadinimas"
    assert stored(indicator) == [("2024", 28, "final")]


def test_a_value_is_changed_and_taken_out(indicator, people):
    record_observations(indicator, [entry("2021", 30), entry("2022", 29)], by=people.member)
    first, second = (sign_of(one) for one in observations_of(indicator))
    record_observations(indicator, [entry("2021", 31, was=first), entry("2022", None, was=second)], by=people.chair)
    assert stored(indicator) == [("2021", 31, "final")]
    assert IndicatorValue.history.filter(period="2022", history_type="-").get().history_user == people.chair


def test_the_same_again_is_no_version(indicator, people):
    record_observations(indicator, [entry("2021", 30)], by=people.member)
    sign = sign_of(observations_of(indicator)[0])
    history = IndicatorValue.history.count()
    assert record_observations(indicator, [entry("2021", "30.0", was=sign)], by=people.member) is None
    assert (element_of(indicator).current_version.number, IndicatorValue.history.count()) == (2, history)


def test_who_entered_it_and_when_is_known(indicator, people):
    record_observations(indicator, [entry("2021", 30), entry("2022", 29)], by=people.member)
    sign = sign_of(observations_of(indicator)[1])
    record_observations(indicator, [entry("2022", 28, was=sign)], by=people.chair)
    first, second = observations_of(indicator)
    wrote = who_wrote([first, second])
    assert [wrote[one.pk].by for one in (first, second)] == [people.member, people.chair]
    assert wrote[first.pk].at <= wrote[second.pk].at


def test_the_difference_tells_value_status_source_and_note(indicator, people):
    old = element_of(indicator).current_version.snapshot
    value = entry("2021", "30.25", status="preliminary", source="VDA", note="be IV ketvirčio")
    indicator.decimals = 2
    indicator.save()
    new = record_observations(indicator, [value], by=people.member).snapshot
    (change,) = compare_snapshots(old, new).indicators
    assert [(one.label, one.new) for one in change.values] == [
        ("faktinė reikšmė, 2021", "30,25 (išankstinė; VDA; be IV ketvirčio)")
    ]


class TestRefused:
    def test_a_period_twice(self, indicator, people):
        cells = refused(indicator, entry("2021", 1), entry("2021", 2), by=people.member)
        assert cells == {(1, "period"): "Šis laikotarpis čia įrašytas du kartus."}

    def test_a_period_that_has_a_value(self, indicator, people):
        record_observations(indicator, [entry("2021", 30)], by=people.member)
        assert list(refused(indicator, entry("2021", 31), by=people.chair)) == [(0, "period")]

    @pytest.mark.parametrize("period", ["", "21", "2021K5", "2021M13", "2021-05", "rytoj", "1899", "2021 "])
    def test_what_is_no_period(self, indicator, people, period):
        assert list(refused(indicator, entry(period, 1), by=people.member)) == [(0, "period")]

    @pytest.mark.parametrize("period", ["2027", "2026K3", "2026M07"])
    def test_what_has_not_begun(self, indicator, people, monkeypatch, period):
        monkeypatch.setattr(service.timezone, "localdate", lambda: datetime.date(2026, 6, 30))
        cells = refused(indicator, entry(period, 1), by=people.member)
        assert cells == {(0, "period"): "Šis laikotarpis dar neprasidėjo."}

    @pytest.mark.parametrize("period", ["2026", "2026K2", "2026M06"])
    def test_but_not_what_is_going_on(self, indicator, people, monkeypatch, period):
        monkeypatch.setattr(service.timezone, "localdate", lambda: datetime.date(2026, 6, 1))
        assert record_observations(indicator, [entry(period, 1, status="preliminary")], by=people.member)

    def test_a_period_that_does_not_fit_the_series(self, indicator, people):
        fields = {"flow": "S3R1", "codes": {}, "frequency": "quarter", "since": None, "factor": 1, "is_active": False}
        bind_series(indicator, fields, by=people.member)
        indicator.refresh_from_db()
        assert list(refused(indicator, entry("2021", 1), by=people.member)) == [(0, "period")]
        assert record_observations(indicator, [entry("2021K1", 1)], by=people.member)

    def test_a_period_that_does_not_fit_what_was_entered(self, indicator, people):
        record_observations(indicator, [entry("2021", 30)], by=people.member)
        cells = refused(indicator, entry("2022K1", 1), by=people.member)
        assert cells[0, "period"] == "Šio rodiklio reikšmės renkamos kasmet: laikotarpį rašykite taip: 2025."

    def test_periods_that_do_not_fit_one_another(self, indicator, people):
        assert list(refused(indicator, entry("2021", 1), entry("2021K4", 1), by=people.member)) == [(1, "period")]

    @pytest.mark.parametrize("status", ["confidential", "not_applicable"])
    def test_a_number_where_there_is_none(self, indicator, people, status):
        assert list(refused(indicator, entry("2021", 1, status=status), by=people.member)) == [(0, "value")]
        assert record_observations(indicator, [entry("2021", None, status=status)], by=people.member)
        assert stored(indicator) == [("2021", None, status)]

    @pytest.mark.parametrize("status", ["final", "preliminary"])
    def test_no_number_where_one_is_needed(self, indicator, people, status):
        assert list(refused(indicator, entry("2021", None, status=status), by=people.member)) == [(0, "value")]

    @pytest.mark.parametrize("value", ["30.25", "1" * 20])
    def test_more_digits_than_there_are(self, indicator, people, value):
        assert list(refused(indicator, entry("2021", value), by=people.member)) == [(0, "value")]

    def test_what_somebody_else_changed_meanwhile(self, indicator, people):
        record_observations(indicator, [entry("2021", 30)], by=people.member)
        opened = sign_of(observations_of(indicator)[0])
        record_observations(indicator, [entry("2021", 31, was=opened)], by=people.chair)
        cells = refused(indicator, entry("2021", 32, was=opened), by=people.member)
        assert "dabar ji yra 31" in cells[0, "value"]
        record_observations(
            indicator, [entry("2021", None, was=sign_of(observations_of(indicator)[0]))], by=people.chair
        )
        assert "pašalino" in refused(indicator, entry("2021", 32, was=opened), by=people.member)[0, "value"]

    def test_one_wrong_cell_keeps_all_of_them_out(self, indicator, people):
        cells = refused(indicator, entry("2021", 30), entry("2022", "1.234"), entry("x", 1), by=people.member)
        assert set(cells) == {(1, "value"), (2, "period")}
        assert element_of(indicator).current_version.number == 1

    def test_strangers_and_readers(self, indicator, people):
        for person in (people.stranger, people.consultant, people.secretary, people.councillor, people.administrator):
            with pytest.raises(NotAllowed):
                record_observations(indicator, [entry("2021", 30)], by=person)
        assert record_observations(indicator, [entry("2021", 30)], by=people.coordinator)

    def test_an_element_that_was_removed(self, indicator, tree, people):
        for one in (tree.measure, tree.task, tree.goal):
            remove_element(Element.objects.get(pk=one.pk), by=people.coordinator)
        with pytest.raises(Refused, match="pašalintas"):
            record_observations(indicator, [entry("2021", 30)], by=people.member)

    @pytest.mark.parametrize("fields", [
        {"period": "2021", "value": None, "status": "final"}, {"period": "2021", "value": 1, "status": "confidential"},
        {"period": "2021K7", "value": 1}, {"period": "2020", "value": 1},
    ])  # fmt: skip
    def test_the_database_has_the_last_word(self, indicator, people, fields):
        record_observations(indicator, [entry("2020", 30)], by=people.member)
        with pytest.raises(IntegrityError), transaction.atomic():
            IndicatorValue.objects.create(indicator=indicator, kind=ValueKind.OBSERVATION, **fields)


class TestLevels:
    @pytest.mark.parametrize("name", ["priority", "horizontal"])
    def test_a_level_without_a_kind_of_indicators_has_none(self, tree, people, name):
        element = Element.objects.get(pk=getattr(tree, name).pk)
        content = Content(element.title, "", parts=one_indicator("Nederamas"))
        with pytest.raises(Refused, match=r"šiame lygmenyje \(prioritetas\) jų nebūna"):
            save_element(element, content, base_version=element.text_version, by=people.coordinator)
        assert not Indicator.objects.filter(element=element).exists()

    @pytest.mark.parametrize("name", ["vision", "goal", "task", "measure"])
    def test_the_levels_with_a_kind_have_them(self, tree, people, name):
        element = Element.objects.get(pk=getattr(tree, name).pk)
        apply(element, one_indicator("Dera")["indicators"], by=people.coordinator, reason="")
        assert Indicator.objects.get(element=element).title == "Dera"


class TestMethodAndResponsible:
    WORDS = {"method": "Vidurkis per metus", "responsible": "Statistikos skyrius"}

    def test_they_are_a_part_of_the_version_and_of_its_difference(self, indicator, people):
        element = element_of(indicator)
        old = element.current_version.snapshot
        assert not self.WORDS.keys() & old["indicators"][0].keys(), "old snapshots stay as they were"
        content = Content(element.title, element.body, parts={"indicators": [old["indicators"][0] | self.WORDS]})
        new = save_element(element, content, base_version=element.text_version, by=people.member).snapshot
        assert new["indicators"][0].items() >= self.WORDS.items()
        (change,) = compare_snapshots(old, new).indicators
        assert [(one.name, one.new) for one in change.fields] == list(self.WORDS.items())

    def test_who_goes_back_to_before_them_has_them_no_more(self, indicator, people):
        element = element_of(indicator)
        first = element.current_version
        content = Content(
            element.title, element.body, parts={"indicators": [first.snapshot["indicators"][0] | self.WORDS]}
        )
        save_element(element, content, base_version=element.text_version, by=people.member)
        element = element_of(indicator)
        version = revert_element(element, first, base_version=element.text_version, by=people.member, reason="Klaida")
        assert not self.WORDS.keys() & version.snapshot["indicators"][0].keys()
