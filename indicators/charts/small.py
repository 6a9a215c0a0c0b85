"""Small drawings: how much of the way is done, and the shape of a series in a line of a list."""

from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.charts.drawing import Box, Drawing, Label, Mark, Shape, Strokes
from indicators.charts.line import describe
from indicators.charts.scales import Scale, moment
from indicators.evaluation import Evaluation, in_order, last_target
from indicators.figures import Amount, Figures, Observation
from indicators.wording import dated_text

WIDTH, HEIGHT, BAR = 400, 62, 16
SPARK_WIDTH, SPARK_HEIGHT, EDGE = 120, 30, 5


def progress_bar(figures: Figures, evaluation: Evaluation) -> Drawing | None:
    """The way from the baseline to the last target: what is done of it, and a line where it should be by now."""
    target, newest, share = last_target(figures), evaluation.newest, evaluation.share
    if figures.baseline is None or target is None or newest is None or share is None:
        return None
    along = Scale(float(figures.baseline.value), float(target.value), 2, WIDTH - 2)
    done = along.start + (along.end - along.start) * min(max(float(share), 0.0), 1.0)
    shapes: list[Shape] = [Box("track", along.start, 18, along.end - along.start, BAR)]
    if done > along.start:
        shapes.append(Box("done", along.start, 18, done - along.start, BAR))
    if newest.expected is not None:
        due = along.at(newest.expected)
        shapes.append(Strokes("due", (((due, 12), (due, 18 + BAR + 6)),)))
    shapes += [
        Label("text", along.start, HEIGHT - 10, dated_text(figures.baseline, figures.decimals)),
        Label("text", along.end, HEIGHT - 10, dated_text(target, figures.decimals), "end"),
    ]
    percent = {"percent": round(share * 100)}
    title = _("%(percent)s%% of the way from the baseline to the target is done") % percent
    return Drawing("progress", title, evaluation.reasoning, WIDTH, HEIGHT, tuple(shapes))


def sparkline(figures: Figures) -> Drawing | None:
    """What is known as a line and the last target as a diamond; None where there is no line to draw."""
    known: list[Amount | Observation] = [
        *filter(None, [figures.baseline]), *(one for one in in_order(figures.observations) if one.value is not None)
    ]  # fmt: skip
    known.sort(key=lambda one: moment(one.period))
    target = last_target(figures)
    numbers = [*known, *filter(None, [target])]
    if len({moment(one.period) for one in numbers}) < 2:
        return None
    values = [one.value or Decimal(0) for one in numbers]
    moments = [moment(one.period) for one in numbers]
    across = Scale(min(moments), max(moments), EDGE, SPARK_WIDTH - EDGE)
    up = Scale(float(min(values)), float(max(values)), SPARK_HEIGHT - EDGE, EDGE)

    def place(one: Amount | Observation) -> tuple[float, float]:
        return across.at(moment(one.period)), up.at(one.value or 0)

    shapes: list[Shape] = []
    if target and known:
        shapes.append(Strokes("wanted", ((place(known[-1]), place(target)),)))
    if len(known) > 1:
        shapes.append(Strokes("known", (tuple(place(one) for one in known),)))
    shapes += [Mark("dot", *place(one), "circle", 3) for one in known[-1:]]
    if target:
        shapes.append(Mark("goal", *place(target), "diamond", 3))
    return Drawing("sparkline", describe(figures), "", SPARK_WIDTH, SPARK_HEIGHT, tuple(shapes))
