"""What holds for the evaluation of any indicator."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import line_chart, progress_bar, sparkline
from indicators.charts.drawing import Label, Mark
from indicators.evaluation import Verdict, evaluate, expected_at, judge, judge_all, last_target
from indicators.figures import Amount, Figures, Observation
from indicators.statistics.periods import order_of

years = st.integers(2010, 2040).map(str)
quarters = st.builds(lambda year, quarter: f"{year}K{quarter}", st.integers(2010, 2040), st.integers(1, 4))
months = st.builds(lambda year, month: f"{year}M{month:02d}", st.integers(2010, 2040), st.integers(1, 12))
periods = st.one_of(years, quarters, months)
numbers = st.decimals(-(10**12), 10**12, places=2)


@st.composite
def indicators(draw):
    baseline = draw(st.none() | st.builds(Amount, periods, numbers))
    targets = draw(st.lists(st.builds(Amount, periods, numbers), max_size=6, unique_by=lambda one: one.period))
    with_number = st.builds(Observation, periods, numbers, st.sampled_from(["final", "preliminary"]))
    without = st.builds(Observation, periods, st.none(), st.sampled_from(["confidential", "not_applicable"]))
    seen = draw(st.lists(with_number | without, max_size=8, unique_by=lambda one: one.period))
    direction = draw(st.sampled_from(["increase", "decrease"]))
    return Figures("R", "vnt.", draw(st.integers(0, 6)), direction, "", baseline, tuple(targets), tuple(seen))


@given(indicators())
def test_there_is_always_a_verdict_with_a_reason(shown):
    evaluation = evaluate(shown)
    assert evaluation.reasoning.endswith(".")
    assert (evaluation.newest is None) <= (evaluation.verdict == Verdict.NO_DATA)


@given(indicators(), periods)
def test_the_path_stays_between_its_points(shown, period):
    expected = expected_at(shown, period)
    values = [one.value for one in [*filter(None, [shown.baseline]), *shown.targets]]
    if expected is not None:
        reach = Decimal(1).scaleb(-shown.decimals)
        assert min(values) - reach <= expected <= max(values) + reach


@given(indicators(), periods, numbers, numbers)
def test_a_better_value_never_gets_a_worse_verdict(shown, period, one, other):
    rank = [Verdict.BEHIND, Verdict.ON_THE_WAY, Verdict.ACHIEVED]
    worse, better = sorted([one, other], reverse=shown.direction == "decrease")
    verdicts = [judge(shown, Observation(period, value)).verdict for value in (worse, better)]
    if Verdict.NO_DATA not in verdicts:
        assert rank.index(verdicts[0]) <= rank.index(verdicts[1])


@given(indicators())
def test_a_mirrored_indicator_has_the_same_verdicts(shown):
    """Lower is better, with every number turned around."""

    def turned(one):
        return None if one is None else Amount(one.period, -one.value)

    mirror = Figures(
        "R", "vnt.", shown.decimals, "decrease" if shown.direction == "increase" else "increase", "",
        turned(shown.baseline), tuple(turned(one) for one in shown.targets),
        tuple(Observation(one.period, None if one.value is None else -one.value, one.status)
              for one in shown.observations),
    )  # fmt: skip
    assert [one.verdict for one in judge_all(mirror)] == [one.verdict for one in judge_all(shown)]


@given(indicators())
def test_whoever_reaches_the_last_target_has_achieved_it(shown):
    target = last_target(shown)
    if target:
        later = Observation("2041", target.value)
        assert judge(shown, later).verdict == Verdict.ACHIEVED
        assert order_of("2041") > order_of(target.period)


@given(indicators())
def test_every_drawing_stays_within_its_frame(shown):
    for drawing in (line_chart(shown), sparkline(shown), progress_bar(shown, evaluate(shown))):
        for shape in drawing.shapes if drawing else ():
            if isinstance(shape, Label | Mark):
                assert -1 <= shape.x <= drawing.width + 1
                assert -1 <= shape.y <= drawing.height + 1
