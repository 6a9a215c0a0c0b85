"""An answer of the statistics portal, whatever its format, becomes a series."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import IO

from django.utils.translation import gettext as _

from indicators.statistics.choosing import choose
from indicators.statistics.model import Cell, Reading, Series, StatisticsProblem
from indicators.statistics.sdmx_csv import read_sdmx_csv
from indicators.statistics.sdmx_json import read_sdmx_json
from indicators.statistics.sdmx_ml import read_sdmx_ml


class AnswerFormat(StrEnum):
    XML = "xml"
    JSON = "json"
    CSV = "csv"


READERS: dict[AnswerFormat, Callable[[IO[bytes]], Iterator[Cell]]] = {
    AnswerFormat.XML: read_sdmx_ml,
    AnswerFormat.JSON: read_sdmx_json,
    AnswerFormat.CSV: read_sdmx_csv,
}


def read_series(source: IO[bytes], series: Series) -> Reading:
    """The series in an answer; its format is seen by its first sign (the portal's content types are not to be
    trusted). Raises `StatisticsProblem` with a sentence when it cannot be read."""
    return choose(READERS[format_of(source)](source), series)


def format_of(source: IO[bytes]) -> AnswerFormat:
    """The format by what the answer begins with."""
    source.seek(0)
    head = source.read(2048).removeprefix(b"\xef\xbb\xbf").lstrip()
    source.seek(0)
    if not head:
        raise StatisticsProblem(_("The answer is empty."))
    if head[:1] in (b"{", b"["):
        return AnswerFormat.JSON
    if head[:9].lower() == b"<!doctype" or head[:5].lower() == b"<html":
        raise StatisticsProblem(_("A web page came instead of data: the address may be wrong or the portal is closed."))
    return AnswerFormat.XML if head[:1] == b"<" else AnswerFormat.CSV
