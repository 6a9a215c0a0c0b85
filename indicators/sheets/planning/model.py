"""What an import would do: lines for a person to read, and the state that would be written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from indicators.sheets.cells import Value, shown
from indicators.sheets.contents import Standing
from indicators.sheets.layout import Column, Sheet
from indicators.sheets.raw import RawRow, RawSheet
from indicators.sheets.values import WrongCell, read_cell
from klaipeda_plan.core.canonical import canonical_json, digest_of

LONGEST_SHOWN = 300


class What(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    field: str
    address: str
    old: str
    new: str


@dataclass(frozen=True)
class Wrong:
    """Why a row is refused: the cell, what stands in it and what is wrong with it."""

    address: str
    value: str
    message: str


@dataclass
class Line:
    """What becomes of one row of the file."""

    sheet: str
    row: int
    name: str = ""
    uid: str = ""
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)
    wrongs: list[Wrong] = field(default_factory=list)

    @property
    def what(self) -> What:
        if self.wrongs:
            return What.REFUSED
        if self.is_new:
            return What.ADDED
        return What.CHANGED if self.changes else What.UNCHANGED


@dataclass
class Report:
    lines: list[Line]
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: list[Line]) -> "Report":
        """Unchanged rows are only counted."""
        told = [line for line in lines if line.what is not What.UNCHANGED]
        return cls(told, Counter(line.what.value for line in lines))

    def as_json(self) -> dict[str, Any]:
        return {
            "counts": dict(self.counts), "digest": self.digest,
            "lines": [{**asdict(line), "what": line.what.value} for line in self.lines],
        }  # fmt: skip

    @property
    def digest(self) -> str:
        """Equal where an import would do the same to the same: what was shown is what is written."""
        return digest_of(canonical_json([asdict(line) for line in self.lines]))


@dataclass
class Target:
    """An element of the draft, or one to be: as it is wanted. `ref` is its uid, or `new-<sheet>-<row>`."""

    ref: str
    kind: str
    code: str
    parent: str | None
    group_id: int | None
    standing: Standing | None = None
    title: str = ""
    body: str = ""
    is_horizontal: bool = False
    detail: dict[str, Any] = field(default_factory=dict)
    funding: dict[tuple[int, str], Decimal] = field(default_factory=dict)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    line: Line | None = None  # the row that was the first to change it
    parts: set[str] = field(default_factory=set)  # what of it is to be written
    is_moved: bool = False

    @property
    def name(self) -> str:
        return f"{self.code} {self.title}".strip()

    def touch(self, part: str, line: Line) -> None:
        self.parts.add(part)
        self.line = self.line or line


@dataclass
class RowReader:
    """One row of the file through the columns that it was mapped to; what is wrong is gathered in its line."""

    sheet: Sheet
    raw: RawSheet
    row: RawRow
    columns: Mapping[str, int]  # {column key: column from 0}
    choices: Mapping[str, Mapping[str, str]]  # {column key: {settled name: stored}}
    line: Line

    def has(self, key: str) -> bool:
        return key in self.columns

    def is_empty(self, key: str) -> bool:
        return key not in self.columns or self.columns[key] not in self.row.cells

    def get(self, key: str) -> Any:
        """The value, None where the cell is empty, wrong or not mapped at all."""
        if key not in self.columns:
            return None
        try:
            return read_cell(self.row.cells.get(self.columns[key]), self.sheet.column(key), self.choices.get(key, {}))
        except WrongCell as error:
            self.wrong(key, str(error))
            return None

    def column(self, key: str) -> Column:
        return self.sheet.column(key)

    def address(self, key: str) -> str:
        if key in self.columns:
            return self.raw.address(self.row.number, self.columns[key])
        return f"{self.raw.name}!{self.row.number}"

    def wrong(self, key: str, message: str) -> None:
        cell = self.row.cells.get(self.columns[key]) if key in self.columns else None
        value = short(shown(cell.value) if isinstance(cell.value, Decimal) else str(cell.value)) if cell else ""
        self.line.wrongs.append(Wrong(self.address(key), value, message))

    def changed(self, key: str, old: Value, new: Value) -> None:
        self.line.changes.append(
            Change(self.column(key).title, self.address(key), short(shown(old)), short(shown(new)))
        )


def short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
