"""Where an indicator stands: the path from the baseline through the targets, the verdict and its reason."""

from decimal import Decimal

import pytest

from indicators.evaluation import Verdict, evaluate, expected_at, judge_all
from tests.indicators.made import figures

A, W, B, N = Verdict.ACHIEVED, Verdict.ON_THE_WAY, Verdict.BEHIND, Verdict.NO_DATA
START, GOAL = ("2020", 10), {"2030": 20}


def reason(*args, **words):
    return evaluate(figures(*args, **words)).reasoning.replace("\u00a0", " ")


def test_the_reason_tells_baseline_target_path_value_and_verdict():
    assert reason(("2019", "12.4"), {"2030": 18}, {"2024": "15.6"}) == (
        "Pradinė reikšmė 12,4 (2019), siekiama 18,0 (2030); 2024 m. pagal kelią turėtų būti 14,9, yra 15,6 – pakeliui."
    )


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        (15, W), ("15.1", W), ("14.9", B), (10, B), (5, B), ("19.9", W), (20, A), (25, A),
    ],
)  # fmt: skip
def test_halfway_the_value_is_compared_with_half_of_the_way(seen, verdict):
    assert evaluate(figures(START, GOAL, {"2025": seen})).verdict == verdict


@pytest.mark.parametrize(("seen", "verdict"), [(15, W), (14, W), ("15.1", B), (10, A), (9, A), (30, B)])
def test_where_lower_is_better_the_path_leads_down(seen, verdict):
    assert evaluate(figures(("2020", 20), {"2030": 10}, {"2025": seen}, direction="decrease")).verdict == verdict


def test_the_path_goes_through_every_target():
    shown = figures(START, {"2025": 12, "2030": 20, "2035": 20})
    assert [expected_at(shown, str(year)) for year in (2020, 2022, 2025, 2027, 2030, 2033, 2040)] == [
        Decimal(text) for text in ("10.0", "10.8", "12.0", "15.2", "20.0", "20.0", "20.0")
    ]
    assert expected_at(shown, "2019") is None


def test_the_next_target_and_the_last_are_named():
    text = reason(START, {"2022": 11, "2025": 12, "2028": 18, "2030": 20}, {"2023": 13})
    assert "siekiama 12,0 (2025), 20,0 (2030)" in text


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2021", "11.0"), ("2021K4", "11.0"), ("2021M12", "11.0"), ("2021K2", "10.5"), ("2021M06", "10.5")],
)
def test_quarters_and_months_stand_inside_their_year(period, expected):
    assert expected_at(figures(START, GOAL), period) == Decimal(expected)


def test_a_quarter_is_named_in_words():
    told = reason(START, GOAL, {"2021K2": 10.6})
    assert told.endswith("; 2021 m. II ketv. pagal kelią turėtų būti 10,5, yra 10,6 – pakeliui.")
    assert "2021 m. birželio mėn." in reason(START, GOAL, {"2021M06": 10.6})


@pytest.mark.parametrize("missing", ["14.96", "14.95"])
def test_what_is_compared_is_what_is_shown(missing):
    """15.04 is shown as 15,0: a value of 15,0 must not be called behind."""
    shown = figures(("2020", "10.08"), {"2030": 20}, {"2025": 15}, decimals=1)
    assert expected_at(shown, "2025") == Decimal("15.0")
    assert evaluate(shown).verdict == W


@pytest.mark.parametrize(("seen", "verdict"), [(10, A), (11, A), ("9.9", B)])
def test_a_value_to_be_kept_is_achieved_as_long_as_it_is_not_worse(seen, verdict):
    """Baseline and target are equal."""
    evaluation = evaluate(figures(START, {"2030": 10}, {"2024": seen}))
    assert (evaluation.verdict, evaluation.share) == (verdict, None)


def test_when_the_time_of_the_target_is_over_there_is_no_way_left():
    evaluation = evaluate(figures(START, GOAL, {"2030": "19.9", "2025": 19}))
    assert evaluation.verdict == B
    assert evaluation.reasoning.endswith("siekinio laikas praėjo, 2030 m. yra 19,9 – atsilieka.")
    assert evaluate(figures(START, GOAL, {"2031": 20})).verdict == A


def test_the_vision_goes_on_to_its_own_year():
    """2030 is reached, 2035 lies ahead."""
    assert evaluate(figures(START, {"2030": 15, "2035": 20}, {"2030": 15})).verdict == W
    assert evaluate(figures(START, {"2030": 15, "2035": 20}, {"2030": "14.9"})).verdict == B


class TestWithoutABaseline:
    def test_a_reached_target_is_achieved_all_the_same(self):
        assert evaluate(figures(None, GOAL, {"2025": 21})).verdict == A

    def test_before_the_first_target_nothing_can_be_said(self):
        evaluation = evaluate(figures(None, GOAL, {"2025": 15}))
        assert evaluation.verdict == N
        assert "be pradinės reikšmės" in evaluation.reasoning

    def test_between_two_targets_there_is_a_path(self):
        assert evaluate(figures(None, {"2024": 10, "2028": 18}, {"2026": 14})).verdict == W
        assert evaluate(figures(None, {"2024": 10, "2028": 18}, {"2026": 13})).verdict == B

    def test_after_the_last_target_it_is_late(self):
        assert evaluate(figures(None, GOAL, {"2030": 15})).verdict == B


class TestNoData:
    def test_without_a_target_there_is_nothing_to_compare_with(self):
        assert evaluate(figures(START, {}, {"2025": 15})).verdict == N
        assert reason(START, {}, {"2025": 15}).startswith("Siekinys nenustatytas")

    def test_without_values_it_says_so(self):
        assert evaluate(figures(START, GOAL)).verdict == N
        assert reason(START, GOAL).endswith("faktinių reikšmių dar nėra.")

    def test_values_up_to_the_baseline_are_not_judged(self):
        assert evaluate(figures(START, GOAL, {"2020": 10, "2019": 25})).verdict == N
        assert reason(START, GOAL, {"2020": 10}).endswith("po pradinės reikšmės faktinių reikšmių dar nėra.")

    def test_a_target_not_later_than_the_baseline_is_none(self):
        assert evaluate(figures(START, {"2020": 20}, {"2025": 15})).verdict == N


def test_a_preliminary_value_is_judged_and_said_to_be_so():
    evaluation = evaluate(figures(START, GOAL, {"2024": 14, "2025": (16, "preliminary")}))
    assert evaluation.newest.observation.period == "2025"
    assert evaluation.reasoning.endswith("Reikšmė išankstinė.")


@pytest.mark.parametrize(("status", "words"), [("confidential", "konfidenciali"), ("not_applicable", "netaikomas")])
def test_what_has_no_number_is_passed_over_and_told(status, words):
    evaluation = evaluate(figures(START, GOAL, {"2024": 14, "2025": status}))
    assert (evaluation.verdict, evaluation.newest.observation.period) == (W, "2024")
    assert "2025 m." in evaluation.reasoning
    assert words in evaluation.reasoning


def test_nothing_but_withheld_values_is_no_data():
    assert evaluate(figures(START, GOAL, {"2024": None})).verdict == N


def test_every_year_is_judged_by_itself():
    judged = judge_all(figures(START, GOAL, {"2023": 20, "2021": 11, "2022": 11, "2019": 1, "2024": None}))
    assert [(one.observation.period, one.verdict) for one in judged] == [
        ("2019", N), ("2021", W), ("2022", B), ("2023", A), ("2024", N)
    ]  # fmt: skip
    assert [one.expected for one in judged[1:4]] == [Decimal("11.0"), Decimal("12.0"), Decimal("13.0")]


def test_how_much_of_the_way_is_done():
    assert evaluate(figures(START, GOAL, {"2025": "12.5"})).share == Decimal("0.25")
    assert evaluate(figures(START, GOAL, {"2025": 9})).share == Decimal("-0.1")


def test_a_year_is_a_newer_word_than_its_last_quarter():
    assert evaluate(figures(START, GOAL, {"2024": 14, "2024K4": 12})).newest.observation.period == "2024"
