"""Two people saved over one base: what both changed is shown side by side and decided piece by piece.

What is to be decided comes from `plans.services.merging`; here it gets its labels, its fields and its way back
into the texts of the element's form.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Direction
from klaipeda_plan.core.diffing import compare_bodies, compare_texts, render_body, render_runs
from klaipeda_plan.core.merging import Choice, Conflict, Take
from klaipeda_plan.core.numbers import to_euros
from plans.content import INDICATOR, SUM, Texts
from plans.forms.indicators import IndicatorForm
from plans.forms.text import BodyEditor, BodyField
from plans.forms.typed import KNOWN, NUMBERS, Typed, shown_number, targets_of, with_rows
from plans.models import FundingSource
from plans.services.merging import Clash, Joined

CHOSEN = re.compile(r"(choice|edited)-\d{1,3}")
PLAIN_NUMBERS = ("year_from", "year_to", "decimals")
CHOICES = {
    Take.MINE: gettext_lazy("my text"),
    Take.THEIRS: gettext_lazy("the stored text"),
    Take.BOTH: gettext_lazy("both, the stored one first"),
    Take.EDITED: gettext_lazy("what I write below"),
}


@dataclass(frozen=True)
class Pending:
    """A save that waits for decisions: the sent texts, the version they were written over, and the version
    (with the `text_version` of that moment) that they are joined with."""

    typed: Typed
    base: int
    over: int
    text_version: int

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Pending":
        """Raises ValueError for what did not come from our page."""
        try:
            data = json.loads(text)
            typed = {str(name): str(value) for name, value in data["typed"].items() if KNOWN.fullmatch(name)}
            numbers = [data[name] for name in ("base", "over", "text_version")]
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("no pending save") from error
        if not all(type(number) is int and 0 <= number < 1 << 31 for number in numbers):
            raise ValueError("no pending save")
        return cls(typed, *numbers)

    def versions(self) -> Typed:
        """What the decided texts carry along: they stand over the version that they were joined with."""
        since = self.typed.get("joined_since") or str(self.base)
        own = {name: text for name, text in self.typed.items() if name in ("reason", "pen", "copy_seen")}
        return own | {"base_version": str(self.text_version), "base_number": str(self.over), "joined_since": since}

    def again(self) -> Typed:
        """The sent texts with the version that they were written over."""
        return self.typed | {"base_number": str(self.base)}


@dataclass(frozen=True)
class Piece:
    """One thing to decide, as its texts are shown: a clash of a field or, by its number, a conflict of the body."""

    label: str
    base: str
    mine: str
    theirs: str
    both: str
    name: str = ""
    number: int = -1

    @property
    def is_body(self) -> bool:
        return self.number >= 0

    @property
    def is_removal(self) -> bool:
        return not self.is_body and self.name.startswith("indicator/") and self.name.count("/") == 1

    @property
    def mine_changed(self) -> SafeString:
        return self._changed(self.mine)

    @property
    def theirs_changed(self) -> SafeString:
        return self._changed(self.theirs)

    def takes(self) -> Iterator[tuple[str, Any]]:
        for take, label in CHOICES.items():
            if (take is Take.BOTH and not self.both) or (take is Take.EDITED and self.is_removal):
                continue
            yield take.value, label

    def _changed(self, side: str) -> SafeString:
        if self.is_body:
            return render_body(compare_bodies(self.base, side))
        return render_runs(compare_texts(self.base, side))


def choices_from_post(data: QueryDict) -> Typed:
    """What waits on the page of a conflict, and what has been chosen there so far."""
    return {name: str(data[name]) for name in data if name == "conflict" or CHOSEN.fullmatch(name)}


class ConflictForm(forms.Form):
    """For each piece: mine, theirs, both, or what is written in the field under them."""

    def __init__(
        self, joined: Joined, label_of: Callable[[str], str], sources: list[FundingSource], data: Any = None
    ) -> None:
        super().__init__(data)
        self.joined, self.keys = joined, {source.code: source.pk for source in sources}
        self.pieces = list(self._pieces(label_of))
        for number, piece in enumerate(self.pieces):
            self.fields[f"choice-{number}"] = forms.ChoiceField(
                label=_("Which one stays?"), choices=list(piece.takes()), widget=forms.RadioSelect,
                error_messages={"required": _("Choose which one stays.")},
            )  # fmt: skip
            self.fields[f"edited-{number}"] = _edited_field(piece)

    def panels(self) -> list[dict[str, Any]]:
        return [
            {"piece": piece, "choice": self[f"choice-{number}"], "edited": self[f"edited-{number}"]}
            for number, piece in enumerate(self.pieces)
        ]

    def decided(self, otherwise: Take | None = None) -> Typed:
        """The texts of the element's form with what was chosen; `otherwise` where nothing was. Whatever is
        written anew is taken as it was typed: the element's form checks it."""
        fields: dict[str, str] = {clash.name: clash.theirs for clash in self.joined.clashes}
        chosen: dict[int, Choice] = {}
        written: Typed = {}
        by_name = {clash.name: clash for clash in self.joined.clashes}
        for number, piece in enumerate(self.pieces):
            take, text = self._chosen(number, otherwise)
            if take is None:
                continue
            if piece.is_body:
                chosen[piece.number] = Choice(take, text)
            elif take is Take.EDITED:
                written[piece.name] = text
            else:
                fields[piece.name] = getattr(by_name[piece.name], take.value)
        return unflatten(shown_texts(self.joined.decided(fields, chosen), self.keys, written))

    def _chosen(self, number: int, otherwise: Take | None) -> tuple[Take | None, str]:
        data: Mapping[str, Any] = {} if not self.is_bound or self.errors is None else self.cleaned_data
        take = data.get(f"choice-{number}")
        return Take(take) if take else otherwise, data.get(f"edited-{number}") or ""

    def _pieces(self, label_of: Callable[[str], str]) -> Iterator[Piece]:
        titles = [clash for clash in self.joined.clashes if clash.name == "title"]
        others = [clash for clash in self.joined.clashes if clash.name != "title"]
        conflicts = self.joined.body.conflicts
        yield from (self._piece(clash, label_of) for clash in titles)
        for number, conflict in enumerate(conflicts):
            yield _body_piece(conflict, number, len(conflicts))
        yield from (self._piece(clash, label_of) for clash in others)

    def _piece(self, clash: Clash, label_of: Callable[[str], str]) -> Piece:
        label = _indicator_label(clash) or label_of(form_name(clash.name, self.keys))
        base, mine, theirs = (shown(clash.name, side) for side in (clash.base, clash.mine, clash.theirs))
        return Piece(label, base, mine, theirs, clash.both, name=clash.name)


def shown(name: str, text: str) -> str:
    """A text of `plans.content` as the form shows it."""
    if not text or not NUMBERS.fullmatch(name) or name.endswith(PLAIN_NUMBERS):
        return str(Direction(text).label) if name.endswith("/direction") and text in Direction.values else text
    return shown_number(to_euros(int(text)) if SUM.fullmatch(name) else Decimal(text))


def shown_texts(texts: Texts, keys: Mapping[str, int], written: Typed) -> Typed:
    """All texts by the names and in the writing of the form; `written` ones replace them as they are."""
    flat = {
        form_name(name, keys): text if name.endswith("/direction") else shown(name, text)
        for name, text in texts.items()
    }
    return flat | {form_name(name, keys): text for name, text in written.items()}


def form_name(name: str, keys: Mapping[str, int]) -> str:
    """The form names sums by the key of their source."""
    match = SUM.fullmatch(name)
    return f"money-{match[1]}-{keys.get(match[2], 0)}" if match else name


def unflatten(flat: Typed) -> Typed:
    """Indicators in numbered rows, their targets in numbered lines, as the form has them."""
    typed: Typed = {}
    rows: dict[str, Typed] = {}
    for name, value in flat.items():
        match = INDICATOR.fullmatch(name)
        if match is None:
            typed[name] = value
            continue
        row = rows.setdefault(match[1], {"uid": "" if match[1].startswith("new-") else match[1]})
        if not match[2].startswith("target/"):
            row[match[2]] = value
        elif value.strip():
            line = len(targets_of(row))
            row |= {f"target_{line}_period": match[2].removeprefix("target/"), f"target_{line}_value": value}
    return with_rows(typed, list(rows.values()))


def _body_piece(conflict: Conflict, number: int, total: int) -> Piece:
    label = _("Text, place %(number)d of %(total)d") % {"number": number + 1, "total": total}
    both = conflict.body("both") if conflict.mine and conflict.theirs else ""
    base, mine, theirs = (conflict.body(side) for side in ("base", "mine", "theirs"))
    return Piece(label if total > 1 else _("Text"), base, mine, theirs, both, number=number)


def _indicator_label(clash: Clash) -> str:
    match = INDICATOR.fullmatch(clash.name)
    if clash.is_removal:
        return _("Indicator “%(owner)s”") % {"owner": clash.owner}
    if match is None:
        return ""
    if match[2].startswith("target/"):
        return _("%(owner)s: target %(period)s") % {"owner": clash.owner, "period": match[2].removeprefix("target/")}
    return f"{clash.owner}: {IndicatorForm.base_fields[match[2]].label}"


def _edited_field(piece: Piece) -> forms.Field:
    label, start = _("The new text"), piece.both or piece.mine or piece.theirs
    if piece.is_body:
        field: forms.Field = BodyField(label=label, initial=start)
        field.widget = BodyEditor({"rows": "8"})
        return field
    if piece.name.endswith("/direction"):
        return forms.ChoiceField(label=label, choices=Direction.choices, required=False)
    lines = piece.name in ("title", "detail-expected_result", "detail-other_resources")
    widget = forms.Textarea({"rows": "3"}) if lines else forms.TextInput()
    return forms.CharField(label=label, required=False, initial=start, widget=widget)
