"""The same rows as JSON and as CSV. The address chooses (`?format=csv`), so that answers can be kept by address."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.renderers import JSONRenderer as JsonRenderer
from rest_framework.request import Request

from indicators.sheets.separated import neutral

NUMBER = re.compile(r"-?\d+(\.\d+)?")

__all__ = ["ByAddress", "CsvRenderer", "JsonRenderer"]


class ByAddress(BaseContentNegotiation):
    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        return next(iter(parsers), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        wish = request.query_params.get("format")
        known = list(renderers)
        chosen = next((one for one in known if one.format == wish), known[0])
        return chosen, chosen.media_type or ""


class CsvRenderer(BaseRenderer):
    """RFC 4180: commas, decimal points, names of columns in the first line. No cell is a formula.

    Rows of an edition begin with its number and end with the notice of a sample.
    """

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        assert renderer_context is not None
        columns = columns_of(renderer_context["view"].row_class())
        edition, notice = data.get("edition"), data.get("notice")
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(["edition", *columns, "notice"] if edition else columns)
        for row in data["results"] if "results" in data else [data["result"]]:
            flat = dict(_flat(row))
            cells = [cell(flat.get(column)) for column in columns]
            writer.writerow([edition["number"], *cells, notice or ""] if edition else cells)
        return buffer.getvalue().encode()


def columns_of(serializer: serializers.Serializer[Any]) -> list[str]:
    """The same for any rows: a nested part gives a column for each of its fields."""
    names: list[str] = []
    for name, field in serializer.fields.items():
        if isinstance(field, serializers.Serializer):
            names += [f"{name}_{inner}" for inner in columns_of(field)]
        else:
            names.append(name)
    return names


def cell(value: Any) -> str | int:
    """A list is one cell: words with semicolons, anything else as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    if isinstance(value, list):
        plain = all(isinstance(one, str) for one in value)
        value = "; ".join(value) if plain else json.dumps(value, ensure_ascii=False)
    return value if NUMBER.fullmatch(value) else neutral(value)


def _flat(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}_{inner}", one) for inner, one in _flat(value))
        else:
            yield name, value
