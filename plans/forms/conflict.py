"""Two people saved over one base: what both changed is shown side by side and decided field by field.

What only one of them changed is taken from that one. Nothing is dropped without a decision: an indicator
that one removed and the other changed stays.
"""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.indicators import IndicatorForm
from plans.forms.text import BodyEditor
from plans.forms.typed import KNOWN, Typed, is_blank, rows_of, same, targets_of, with_rows

# A field of an indicator among the flat names: indicator/<uid>/<field>, indicator/<uid>/target/<period>.
INDICATOR = re.compile(r"indicator/([^/]+)/(.+)")
NOT_CONTENT = ("reason", "base_version", "base_number")
MINE, THEIRS, EDITED = "mine", "theirs", "edited"


@dataclass(frozen=True)
class Clash:
    """A field that both changed. `owner` is the indicator's title where it is one of an indicator."""

    name: str
    mine: str
    theirs: str
    owner: str = ""


@dataclass(frozen=True)
class Merged:
    """`typed` holds what needs no decision, and mine where one is needed."""

    typed: Typed
    clashes: list[Clash]

    def to_json(self) -> str:
        return json.dumps({"typed": self.typed, "clashes": [asdict(clash) for clash in self.clashes]})

    @classmethod
    def from_json(cls, text: str) -> "Merged":
        """Raises ValueError for what did not come from our page."""
        try:
            data = json.loads(text)
            typed = {str(name): str(value) for name, value in data["typed"].items() if KNOWN.fullmatch(name)}
            return cls(typed, [Clash(**{key: str(one[key]) for key in one}) for one in data["clashes"]])
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("not a conflict") from error

    def decided(self, choices: dict[str, str]) -> Typed:
        """The texts with a value for each clash that is named; mine for the others."""
        flat = flatten(self.typed)
        flat |= {clash.name: choices[clash.name] for clash in self.clashes if clash.name in choices}
        return unflatten(flat, self.typed)


def merge(base: Typed, mine: Typed, theirs: Typed) -> Merged:
    """Three texts of a form into one. Without a base (`{}`) whatever differs is a clash."""
    old, ours, stored = flatten(base), flatten(mine), flatten(theirs)
    removed = _removed_by_one(old, ours, stored)
    result: Typed = {}
    clashes = []
    for name in [*stored, *(name for name in ours if name not in stored)]:
        b, m, t = (texts.get(name, "") for texts in (old, ours, stored))
        uid = _uid(name)
        if uid in removed:
            if removed[uid]:
                result[name] = m or t
        elif same(name, m, t) or same(name, m, b):
            result[name] = t
        else:
            result[name] = m
            if not same(name, t, b):
                clashes.append(Clash(name, m, t, stored.get(f"indicator/{uid}/title", "")))
    return Merged(unflatten(result, mine), clashes)


def flatten(typed: Typed) -> Typed:
    """Names that stay when rows are added or removed: indicators by uid, targets by period."""
    flat = {name: value for name, value in typed.items() if not name.startswith("indicators-")}
    flat = {name: value for name, value in flat.items() if name not in NOT_CONTENT}
    for number, row in enumerate(rows_of(typed)):
        if is_blank(row):
            continue
        stem = f"indicator/{row.get('uid') or f'new-{number}'}"
        flat |= {f"{stem}/{name}": value for name, value in row.items() if not name.startswith(("target_", "uid"))}
        for target in targets_of(row):
            period, value = row.get(f"target_{target}_period", ""), row.get(f"target_{target}_value", "")
            if period.strip() or value.strip():
                flat[f"{stem}/target/{period.strip()}"] = value
    return flat


def unflatten(flat: Typed, mine: Typed) -> Typed:
    """Back to the names of the page; what is no content (the reason) comes from `mine`."""
    typed = {name: mine[name] for name in NOT_CONTENT if name in mine}
    rows: dict[str, Typed] = {}
    for name, value in flat.items():
        match = INDICATOR.fullmatch(name)
        if match is None:
            typed[name] = value
            continue
        row = rows.setdefault(match[1], {"uid": "" if match[1].startswith("new-") else match[1]})
        if match[2].startswith("target/"):
            if value.strip():
                line = len(targets_of(row))
                row |= {f"target_{line}_period": match[2].removeprefix("target/"), f"target_{line}_value": value}
        else:
            row[match[2]] = value
    return with_rows(typed, list(rows.values()))


class ConflictForm(forms.Form):
    """For each clash: mine, theirs, or what is written in the field under them."""

    def __init__(self, merged: Merged, labels: dict[str, str], data: Any = None) -> None:
        super().__init__(data)
        self.merged, self.labels = merged, labels
        for number, clash in enumerate(merged.clashes):
            choices = [(MINE, _("my text")), (THEIRS, _("the stored text")), (EDITED, _("what I write below"))]
            self.fields[f"choice-{number}"] = forms.ChoiceField(
                label=_("Which one stays?"), choices=choices, widget=forms.RadioSelect,
                error_messages={"required": _("Choose which one stays.")},
            )  # fmt: skip
            self.fields[f"edited-{number}"] = forms.CharField(
                label=_("Both, edited"), required=False, initial=clash.mine, widget=_widget_of(clash.name)
            )

    def panels(self) -> list[dict[str, Any]]:
        return [
            {
                "clash": clash, "label": self.labels.get(clash.name, clash.name), "is_body": clash.name == "body",
                "choice": self[f"choice-{number}"], "edited": self[f"edited-{number}"],
            }
            for number, clash in enumerate(self.merged.clashes)
        ]  # fmt: skip

    def chosen(self) -> dict[str, str]:
        """{name: text} of the clashes that are decided."""
        decided = {}
        for number, clash in enumerate(self.merged.clashes):
            choice = self.data.get(f"choice-{number}", "")
            texts = {MINE: clash.mine, THEIRS: clash.theirs, EDITED: self.data.get(f"edited-{number}", "")}
            if choice in texts:
                decided[clash.name] = texts[choice]
        return decided


def labels_of(merged: Merged, label_of: Any) -> dict[str, str]:
    """{name of a clash: its label}; `label_of` knows the fields that belong to no indicator."""
    labels = {}
    for clash in merged.clashes:
        match = INDICATOR.fullmatch(clash.name)
        if match is None:
            labels[clash.name] = label_of(clash.name)
        elif match[2].startswith("target/"):
            labels[clash.name] = _("%(owner)s: target %(period)s") % {"owner": clash.owner, "period": match[2][7:]}
        else:
            field = IndicatorForm.base_fields[match[2]]
            labels[clash.name] = f"{clash.owner}: {field.label}"
    return labels


def _widget_of(name: str) -> forms.Widget:
    if name == "body":
        return BodyEditor({"rows": "14"})
    return forms.Textarea({"rows": "3"}) if name in ("title", "detail-other_resources") else forms.TextInput()


def _uid(name: str) -> str | None:
    match = INDICATOR.fullmatch(name)
    return match[1] if match else None


def _removed_by_one(old: Typed, ours: Typed, stored: Typed) -> dict[str | None, bool]:
    """{uid of an indicator that one of the two removed: whether the other changed it, so that it stays}."""
    removed: dict[str | None, bool] = {}
    for uid in {uid for name in old if (uid := _uid(name))}:
        holders = [texts for texts in (ours, stored) if f"indicator/{uid}/title" in texts]
        if len(holders) == 1:
            names = {name for name in (*old, *holders[0]) if _uid(name) == uid}
            removed[uid] = not all(same(name, holders[0].get(name, ""), old.get(name, "")) for name in names)
    return removed
