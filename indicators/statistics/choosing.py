"""Out of all cells of an answer the one series that is asked for, each period once."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from indicators.statistics.model import (
    TIME_DIMENSIONS,
    Cell,
    Observation,
    Reading,
    Series,
    StatisticsProblem,
    Status,
)
from indicators.statistics.periods import order_of, parse_period

# Beginnings of what the portal says of a value, in lower case, in words or as a code of SDMX.
WITHHELD = ("konfidenc", "confidential")
NO_SUCH_PHENOMENON = ("reiškinio nėra", "nėra reiškinio", "reiškinio nebuvo", "no such phenomenon", "magnitude nil")
NOT_APPLICABLE = ("netaikoma", "not applicable", "logiškai negalimas")
PRELIMINARY = ("išankstin", "negalutin", "preliminar", "provisional")
CODES = {"c": Status.CONFIDENTIAL, "p": Status.PRELIMINARY, "z": Status.NOT_APPLICABLE, "m": Status.MISSING}


def choose(cells: Iterable[Cell], series: Series) -> Reading:
    """The observations of `series`, in one pass over `cells` and in memory for that series alone.

    Raises `StatisticsProblem` when a dimension that is fixed is not in the answer, when another one is not
    fixed and gives several values for one period, or when periods do not fit the frequency.
    """
    reading = Reading()
    found: dict[str, tuple[Cell, Observation]] = {}
    checked = False
    for cell in cells:
        reading.seen += 1
        if not checked:
            _check_dimensions(cell, series)
            checked = True
        if any(cell.codes.get(name) != code for name, code in series.codes.items()):
            continue
        observation = observe(cell, series)
        known = found.get(observation.period)
        if known is not None and known[0] != cell:
            _refuse_second(known[0], cell, observation.period)
        found[observation.period] = cell, observation
    reading.observations = [found[period][1] for period in sorted(found, key=order_of)]
    return reading


def observe(cell: Cell, series: Series) -> Observation:
    """The cell as an observation of the series."""
    text = cell.codes[_time_dimension(cell, series)]
    parsed = parse_period(text)
    if parsed is None:
        raise StatisticsProblem(_("“%(text)s” is not a period that the portal knows.") % {"text": text[:40]})
    frequency, period = parsed
    if frequency != series.frequency:
        message = _("The period %(period)s does not fit: the series is bound as one of another frequency.")
        raise StatisticsProblem(message % {"period": period})
    status, value = _status(cell)
    return Observation(period, value, status, "; ".join(one for one in cell.statuses if one))


def _status(cell: Cell) -> tuple[Status, Decimal | None]:
    said = [text.strip().lower() for text in cell.statuses if text.strip()]
    if _says(said, WITHHELD) or "c" in said:
        return Status.CONFIDENTIAL, None
    if _says(said, NOT_APPLICABLE) or "z" in said:
        return Status.NOT_APPLICABLE, None
    number = _number(cell.value)
    if number is None and _says(said, NO_SUCH_PHENOMENON):
        return Status.FINAL, Decimal(0)  # a true zero: the portal leaves the cell empty
    if number is None:
        return Status.MISSING, None
    return (Status.PRELIMINARY if _says(said, PRELIMINARY) or "p" in said else Status.FINAL), number


def _says(said: list[str], beginnings: tuple[str, ...]) -> bool:
    return any(beginning in text for text in said for beginning in beginnings)


def _number(text: str | None) -> Decimal | None:
    if text is None or text.strip() in ("", "NaN", "-", "…", "...", ":"):
        return None
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise StatisticsProblem(_("“%(text)s” is not a number.") % {"text": text[:40]}) from None
    return number if number.is_finite() else None


def _check_dimensions(cell: Cell, series: Series) -> None:
    """Every cell of an answer has the same dimensions: the first one tells."""
    time = _time_dimension(cell, series)
    missing = [name for name in series.codes if name not in cell.codes]
    if missing:
        message = _("The answer has no dimension %(missing)s. It has: %(known)s.")
        known = ", ".join(name for name in cell.codes if name != time)
        raise StatisticsProblem(message % {"missing": ", ".join(missing), "known": known})


def _time_dimension(cell: Cell, series: Series) -> str:
    for name in (series.time_dimension, *TIME_DIMENSIONS):
        if name and name in cell.codes:
            return name
    raise StatisticsProblem(_("The answer has no dimension of time. It has: %(known)s.") % {"known": _listed(cell)})


def _refuse_second(one: Cell, other: Cell, period: str) -> None:
    loose = [name for name, code in one.codes.items() if other.codes.get(name) != code]
    if loose:
        message = _("Several values for %(period)s: choose a code of %(loose)s too (%(codes)s).")
        codes = ", ".join(f"{name}: {one.codes[name]} / {other.codes.get(name, '')}" for name in loose)
        raise StatisticsProblem(message % {"period": period, "loose": ", ".join(loose), "codes": codes})
    raise StatisticsProblem(_("The answer has two different values for %(period)s.") % {"period": period})


def _listed(cell: Cell) -> str:
    return ", ".join(cell.codes)
