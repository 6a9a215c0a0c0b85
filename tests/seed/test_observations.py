"""The made-up values of the sample: within their years, rounded as their indicator, marked as what they are."""

import pytest

from indicators.evaluation import Verdict, evaluate
from indicators.figures import figures_of
from klaipeda_plan.seed.data_files import SAMPLE_PRIORITIES, load
from klaipeda_plan.seed.observations import SOURCE, with_observations
from klaipeda_plan.seed.sample import _indicators

INDICATORS = [
    one
    for name in SAMPLE_PRIORITIES
    for goal in load(name)["goals"]
    for one in with_observations(_indicators(goal))
]  # fmt: skip


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one["title"][:40])
def test_a_goal_has_values_after_its_baseline_with_its_decimals(indicator):
    seen = figures_of(indicator).observations
    assert seen[-1].period == "2025"
    assert seen[-1].status == "preliminary"
    for one in seen:
        assert one.period > indicator["baseline"]["period"]
        assert one.value == round(one.value, indicator["decimals"])
        assert one.source == SOURCE


def test_the_sample_shows_every_verdict():
    found = {evaluate(figures_of(one)).verdict for one in INDICATORS}
    assert found == {Verdict.ACHIEVED, Verdict.ON_THE_WAY, Verdict.BEHIND}
