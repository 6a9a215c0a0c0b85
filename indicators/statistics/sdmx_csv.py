"""SDMX-CSV: a line for each observation, a column for each dimension."""

import csv
import io
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from indicators.statistics.model import Cell, StatisticsProblem

VALUES = ("OBS_VALUE", "VALUE")
STATUSES = ("OBS_STATUS", "STATUSAS", "CONF_STATUS", "OBS_COM")
NOT_DIMENSIONS = ("DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "ACTION")
SEPARATORS = ",;\t"


def read_sdmx_csv(source: IO[bytes]) -> Iterator[Cell]:
    """Cells of SDMX-CSV 1.0 or 2.0. A heading may hold a name besides the id (`Lytis: lytis`), so may a code.

    Raises `StatisticsProblem` when the columns are not those of SDMX-CSV or a line is broken.
    """
    lines = io.TextIOWrapper(source, encoding="utf-8-sig", newline="")
    try:
        first = lines.readline()
        separator = max(SEPARATORS, key=first.count)
        heads = [_id(name) for name in next(csv.reader([first], delimiter=separator), [])]
        column = next((heads.index(name) for name in VALUES if name in heads), None)
        if column is None:
            raise StatisticsProblem(_("This is no SDMX-CSV: it has no column OBS_VALUE."))
        statuses = [heads.index(name) for name in STATUSES if name in heads]
        skipped = {column, *statuses, *(heads.index(name) for name in NOT_DIMENSIONS if name in heads)}
        dimensions = [(number, name) for number, name in enumerate(heads) if number not in skipped]
        for number, row in enumerate(csv.reader(lines, delimiter=separator), start=2):
            if not row:
                continue
            if len(row) != len(heads):
                message = _("Line %(line)d has %(found)d columns instead of %(wanted)d.")
                raise StatisticsProblem(message % {"line": number, "found": len(row), "wanted": len(heads)})
            codes = {name: _id(row[place]) for place, name in dimensions}
            yield Cell(codes, row[column], tuple(row[place] for place in statuses))
    except (UnicodeDecodeError, csv.Error) as error:
        raise StatisticsProblem(_("The answer is not text in UTF-8 or not CSV.")) from error
    finally:
        lines.detach()


def _id(text: str) -> str:
    """`savivaldybesRegdb: Savivaldybė` is `savivaldybesRegdb`."""
    return text.partition(": ")[0].strip()
