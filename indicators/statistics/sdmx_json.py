"""SDMX-JSON: observations keyed by positions in lists of codes; everything is found by id, never by position."""

import re
from collections.abc import Iterator
from typing import IO, Any

import ijson
from django.utils.translation import gettext as _

from indicators.statistics.model import Cell, StatisticsProblem

STATUSES = ("OBS_STATUS", "STATUSAS", "CONF_STATUS", "OBS_COM")
KEY = re.compile(r"\d+(?::\d+)*")


def read_sdmx_json(source: IO[bytes]) -> Iterator[Cell]:
    """Cells of an SDMX-JSON message (1.0 with `structure` on top, 2.0 under `data`), read in two passes:
    the structure first, then one observation at a time.

    Raises `StatisticsProblem` with the portal's own words for `errors`, and for what is no such JSON.
    """
    try:
        top = _refuse_errors(source)
        dimensions = _listed(source, f"{top}structure.dimensions.observation.item")
        attributes = _listed(source, f"{top}structure.attributes.observation.item")
        if not dimensions:
            raise StatisticsProblem(_("This is no SDMX-JSON: it does not say its dimensions."))
        ordered = sorted(enumerate(dimensions), key=lambda pair: pair[1].get("keyPosition", pair[0]))
        names = [_named(dimension) for _number, dimension in ordered]
        statuses = [(place, one) for place, one in enumerate(attributes) if one.get("id") in STATUSES]
        source.seek(0)
        for key, row in ijson.kvitems(source, f"{top}dataSets.item.observations"):
            yield _cell(key, row, names, statuses)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise StatisticsProblem(_("The answer is not whole JSON: %(error)s") % {"error": str(error)[:200]}) from error


def _refuse_errors(source: IO[bytes]) -> str:
    """Where the message keeps its data: on top or under `data`. Its errors are raised."""
    for place in ("errors.item", "error"):
        source.seek(0)
        for one in ijson.items(source, place):
            words = one if isinstance(one, str) else one.get("title") or one.get("message") or one.get("detail") or one
            code = one.get("code", "") if isinstance(one, dict) else ""
            message = _("The statistics portal refused: %(words)s (%(code)s)")
            raise StatisticsProblem(message % {"words": str(words)[:300], "code": code})
    source.seek(0)
    return "data." if next(ijson.items(source, "data.structure.dimensions"), None) is not None else ""


def _listed(source: IO[bytes], place: str) -> list[dict[str, Any]]:
    source.seek(0)
    return [one for one in ijson.items(source, place) if isinstance(one, dict)]


def _named(dimension: dict[str, Any]) -> tuple[str, list[str]]:
    """(id, its codes by position)."""
    return str(dimension.get("id", "")), [str(one.get("id", "")) for one in dimension.get("values", [])]


def _cell(key: str, row: Any, names: list[tuple[str, list[str]]], statuses: list[tuple[int, dict[str, Any]]]) -> Cell:
    places = [int(one) for one in key.split(":")] if KEY.fullmatch(key) else []
    if len(places) != len(names) or not isinstance(row, list) or not row:
        raise StatisticsProblem(_("The key %(key)s does not fit the dimensions of the answer.") % {"key": key[:60]})
    try:
        codes = {name: values[place] for (name, values), place in zip(names, places, strict=True)}
    except IndexError:
        raise StatisticsProblem(
            _("The key %(key)s does not fit the dimensions of the answer.") % {"key": key[:60]}
        ) from None
    said = tuple(_said(row, place, attribute) for place, attribute in statuses)
    return Cell(codes, None if row[0] is None else str(row[0]), said)


def _said(row: list[Any], place: int, attribute: dict[str, Any]) -> str:
    """The status behind an attribute's position: the code, and its name where it has one."""
    number = row[place + 1] if len(row) > place + 1 else None
    values = attribute.get("values", [])
    if not isinstance(number, int) or not 0 <= number < len(values):
        return ""
    name = values[number].get("name") or ""
    return str(name if isinstance(name, str) and name else values[number].get("id", ""))
