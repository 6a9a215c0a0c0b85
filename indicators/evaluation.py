"""Whether an indicator is where its path from the baseline to the targets wants it, and why.

Pure: works on plain numbers, so that drafts and frozen editions are judged alike and at any time the same.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.figures import Amount, Figures, Observation
from indicators.statistics.periods import order_of
from indicators.wording import dated_text, in_period, value_text


class Verdict(TextChoices):
    ACHIEVED = "achieved", gettext_lazy("achieved")
    ON_THE_WAY = "on_the_way", gettext_lazy("on the way")
    BEHIND = "behind", gettext_lazy("behind")
    NO_DATA = "no_data", gettext_lazy("no data")


@dataclass(frozen=True)
class Judged:
    """One observation against the path; `expected` is None where the path says nothing of its period."""

    observation: Observation
    expected: Decimal | None
    verdict: Verdict


@dataclass(frozen=True)
class Evaluation:
    """The verdict of the newest number. `newest` is what was judged (None: nothing could be); `share` how much of
    the way from the baseline to the last target is done (may be below 0 and above 1)."""

    verdict: Verdict
    reasoning: str
    newest: Judged | None = None
    share: Decimal | None = None


def expected_at(figures: Figures, period: str) -> Decimal | None:
    """What the path asks for at the end of `period`: straight from the baseline through the targets, rounded to
    what a page shows. After the last target its value; None before the path begins and where there is none."""
    path = _path(figures)
    if not figures.targets or not path:
        return None
    moments, at = [moment for moment, _value in path], order_of(period)
    place = bisect_right(moments, at)
    if place == 0:
        return None
    start, value = path[place - 1]
    if place < len(path):
        end, goal = path[place]
        value += (goal - value) * (at - start) / (end - start)
    own = max(0, -int(value.normalize().as_tuple().exponent)) if at == start else 0
    return value.quantize(Decimal(1).scaleb(-max(figures.decimals, own)), ROUND_HALF_UP)


def judge(figures: Figures, observation: Observation) -> Judged:
    """One observation by itself."""
    last, value = last_target(figures), observation.value
    before = figures.baseline and order_of(observation.period) <= order_of(figures.baseline.period)
    if last is None or value is None or before:
        return Judged(observation, None, Verdict.NO_DATA)
    expected = expected_at(figures, observation.period)
    if _reaches(figures, value, last.value):
        return Judged(observation, expected, Verdict.ACHIEVED)
    if expected is None:
        return Judged(observation, None, Verdict.NO_DATA)
    on_the_way = _reaches(figures, value, expected) and order_of(observation.period) < order_of(last.period)
    return Judged(observation, expected, Verdict.ON_THE_WAY if on_the_way else Verdict.BEHIND)


def judge_all(figures: Figures) -> list[Judged]:
    """Every observation, in order of time."""
    return [judge(figures, one) for one in in_order(figures.observations)]


def evaluate(figures: Figures) -> Evaluation:
    """The verdict of the newest observation that has a number, with the reason in words."""
    last = last_target(figures)
    numbers = [one for one in in_order(figures.observations) if one.value is not None]
    if last is None:
        return Evaluation(Verdict.NO_DATA, _("No target is set, so there is nothing to compare with."))
    if not numbers:
        none = _("there are no actual values yet.")
        return Evaluation(Verdict.NO_DATA, f"{_head(figures)}; {none}")
    newest = judge(figures, numbers[-1])
    reasoning = " ".join([f"{_head(figures)}; {_judgement(figures, newest, last)}", *_cautions(figures, newest)])
    return Evaluation(newest.verdict, reasoning, newest, _share(figures, newest, last))


def last_target(figures: Figures) -> Amount | None:
    """Where the path ends. A target that is not later than the baseline is none."""
    targets = _targets(figures)
    return targets[-1] if targets else None


def in_order(observations: tuple[Observation, ...]) -> list[Observation]:
    """By the end of their periods; of a year and its last quarter the year is the newer word."""
    return sorted(observations, key=lambda one: (order_of(one.period), -len(one.period)))


def _targets(figures: Figures) -> list[Amount]:
    start = order_of(figures.baseline.period) if figures.baseline else 0
    return sorted((one for one in figures.targets if order_of(one.period) > start), key=_moment)


def _moment(amount: Amount) -> tuple[int, int]:
    return order_of(amount.period), -len(amount.period)


def _path(figures: Figures) -> list[tuple[int, Decimal]]:
    """(moment, value) in order, one for each moment."""
    points = [*filter(None, [figures.baseline]), *_targets(figures)]
    return sorted({order_of(one.period): one.value for one in points}.items())


def _reaches(figures: Figures, value: Decimal, wanted: Decimal) -> bool:
    return value <= wanted if figures.direction == "decrease" else value >= wanted


def _share(figures: Figures, judged: Judged, last: Amount) -> Decimal | None:
    value, start = judged.observation.value, figures.baseline
    if start is None or value is None or start.value == last.value or judged.verdict == Verdict.NO_DATA:
        return None
    return (value - start.value) / (last.value - start.value)


def _head(figures: Figures) -> str:
    """Where the path begins and where it leads: through the next target after the newest number to the last."""
    targets = _targets(figures)
    numbers = [order_of(one.period) for one in figures.observations if one.value is not None]
    ahead = [one for one in targets[:-1] if order_of(one.period) > max(numbers, default=0)][:1]
    names = {"targets": ", ".join(dated_text(one, figures.decimals) for one in [*ahead, targets[-1]])}
    if figures.baseline is None:
        return _("No baseline, target %(targets)s") % names
    return _("Baseline %(baseline)s, target %(targets)s") % {
        "baseline": dated_text(figures.baseline, figures.decimals), **names
    }  # fmt: skip


def _judgement(figures: Figures, judged: Judged, last: Amount) -> str:
    period = judged.observation.period
    words = {
        "in_period": in_period(period), "value": value_text(judged.observation.value, figures.decimals),
        "verdict": judged.verdict.label,
        "expected": "" if judged.expected is None else value_text(judged.expected, figures.decimals),
    }  # fmt: skip
    if judged.verdict == Verdict.ACHIEVED:
        return _("%(in_period)s it is %(value)s – %(verdict)s.") % words
    if judged.verdict == Verdict.NO_DATA and figures.baseline is None:
        return _("%(in_period)s it is %(value)s, and without a baseline the path says nothing of it.") % words
    if judged.verdict == Verdict.NO_DATA:
        return _("there are no actual values after the baseline yet.")
    if order_of(period) >= order_of(last.period):
        return _("the time of the target is over, %(in_period)s it is %(value)s – %(verdict)s.") % words
    return _("by the path %(in_period)s it should be %(expected)s, it is %(value)s – %(verdict)s.") % words


def _cautions(figures: Figures, judged: Judged) -> Iterator[str]:
    """What a reader must know of the newest value: preliminary, or withheld so that an older one was judged."""
    if judged.observation.status == "preliminary":
        yield _("The value is preliminary.")
    newest = in_order(figures.observations)[-1]
    if newest.value is None:
        words = {"in_period": in_period(newest.period)}
        if newest.status == "confidential":
            yield _("The value %(in_period)s is confidential, so the one before it is judged.") % words
        else:
            yield _("The indicator does not apply %(in_period)s, so the value before it is judged.") % words
