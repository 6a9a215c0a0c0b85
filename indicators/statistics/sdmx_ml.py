"""SDMX-ML 2.1 generic data, read as it comes: one observation at a time, whatever the size of the answer."""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from indicators.statistics.model import Cell, StatisticsProblem

GENERIC = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic}"
MESSAGE = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message}"
FOOTER = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message/footer}"
ERRORS = (f"{FOOTER}Message", f"{MESSAGE}ErrorMessage")
STATUSES = ("OBS_STATUS", "STATUSAS", "OBS_COM", "CONF_STATUS")


def read_sdmx_ml(source: IO[bytes]) -> Iterator[Cell]:
    """Cells of a GenericData message: AllDimensions (every observation with its whole key), or series with
    observations under them. Nothing outside the file is read: no entities, no network.

    Raises `StatisticsProblem` with the portal's own words when the answer is an error message, and when it is
    no such XML or ends too early.
    """
    series: dict[str, str] = {}
    try:
        wanted = (f"{GENERIC}SeriesKey", f"{GENERIC}Obs", *ERRORS)
        parser = etree.iterparse(source, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False)
        for _event, element in parser:
            if element.tag == f"{GENERIC}Obs":
                yield _cell(element, series)
            elif element.tag == f"{GENERIC}SeriesKey":
                series = _values(element)
            else:
                _refuse(element)
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise StatisticsProblem(_("The answer is not whole XML: %(error)s") % {"error": error.msg}) from error


def _cell(obs: Any, series: dict[str, str]) -> Cell:
    codes = dict(series)
    value: str | None = None
    statuses: tuple[str, ...] = ()
    for child in obs:
        if child.tag == f"{GENERIC}ObsKey":
            codes.update(_values(child))
        elif child.tag == f"{GENERIC}ObsDimension":
            codes[child.get("id", "TIME_PERIOD")] = child.get("value", "")
        elif child.tag == f"{GENERIC}ObsValue":
            value = child.get("value")
        elif child.tag == f"{GENERIC}Attributes":
            said = _values(child)
            statuses = tuple(said[name] for name in STATUSES if name in said)
    return Cell(codes, value, statuses)


def _values(holder: Any) -> dict[str, str]:
    return {one.get("id", ""): one.get("value", "") for one in holder}


def _refuse(element: Any) -> None:
    """The portal answers mistakes with a message of its own, often under HTTP 200."""
    code = element.get("code") or next((one.get("code") for one in element.iter() if one.get("code")), "")
    if element.get("severity", "Error").lower() in ("warning", "information"):
        return
    words = " ".join(" ".join(element.itertext()).split())
    message = _("The statistics portal refused: %(words)s (%(code)s)")
    raise StatisticsProblem(message % {"words": words[:300] or "–", "code": code})


def _forget(element: Any) -> None:
    """What has been read gives its memory back, with its elder siblings."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
