"""The filters over a plan: a plain form that asks by its address."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.models import Edition
from editions.reading import EditionTree
from klaipeda_plan.core.forms import TolerantDecimalField
from plans.organisation_names import in_alphabet
from publicity.filters import Wanted, bodies_of, years_of
from publicity.naming import local_name

UNKNOWN = {"invalid_choice": _("This edition has no such choice. Choose one of the list.")}
MOST_EUROS = Decimal(10) ** 13  # beyond what a column of cents holds
NAMES = ("grupe", "etapas", "vykdytojas", "metai", "saltinis", "nuo", "iki")


class PlanFilterForm(forms.Form):
    """Bound to the parameters of an address; choices are those that the edition holds."""

    hide_optional = True

    grupe = forms.ChoiceField(label=_("Working group"), required=False, error_messages=UNKNOWN)
    etapas = forms.ChoiceField(label=_("Stage"), required=False, error_messages=UNKNOWN)
    vykdytojas = forms.ChoiceField(label=_("Responsible body"), required=False, error_messages=UNKNOWN)
    metai = forms.TypedChoiceField(
        label=_("Year"), required=False, coerce=int, empty_value=None, error_messages=UNKNOWN
    )
    saltinis = forms.ChoiceField(label=_("Source of money"), required=False, error_messages=UNKNOWN)
    nuo = TolerantDecimalField(label=_("Euros from"), required=False, min_value=0, max_value=MOST_EUROS)
    iki = TolerantDecimalField(label=_("Euros to"), required=False, min_value=0, max_value=MOST_EUROS)

    def __init__(self, asked: Mapping[str, str], *, edition: Edition, tree: EditionTree) -> None:
        # One value for each name: a list of the same name a thousand times is its last one.
        super().__init__({name: asked[name] for name in NAMES if name in asked})
        meta, any_of = edition.meta, [("", pgettext_lazy("filter", "any"))]
        named = {
            "grupe": [(group["slug"], local_name(group)) for group in meta.get("groups", [])],
            "etapas": [(stage["code"], local_name(stage)) for stage in meta.get("stages", [])],
            "saltinis": [(source["code"], local_name(source)) for source in meta.get("sources", [])],
            "vykdytojas": [(body, body) for body in sorted(bodies_of(tree), key=in_alphabet)],
            "metai": [(str(year), str(year)) for year in years_of(tree)],
        }
        for name, choices in named.items():
            self.fields[name].choices = [*any_of, *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        low, high = data.get("nuo"), data.get("iki")
        if low is not None and high is not None and low > high:
            self.add_error("iki", _("The upper bound is below the lower one."))
        return data

    @property
    def is_asking(self) -> bool:
        return any(self.data.values())

    def wanted(self) -> Wanted:
        """What is asked by the fields that are right."""
        data = {name: self.cleaned_data.get(name) for name in NAMES}
        return Wanted(
            group=data["grupe"] or "", stage=data["etapas"] or "", body=data["vykdytojas"] or "", year=data["metai"],
            source=data["saltinis"] or "", low=_cents(data["nuo"]), high=_cents(data["iki"]),
        )  # fmt: skip

    def chips(self) -> list[dict[str, str]]:
        """Each thing that is asked: its name, its value in words, the query without it."""
        asked = {name: value for name, value in self.data.items() if value}
        return [
            {
                "label": str(self.fields[name].label),
                "value": self.words_of(name),
                "without": urlencode([one for one in asked.items() if one[0] != name]),
            }
            for name, value in asked.items()
        ]

    def words_of(self, name: str) -> str:
        """What is asked by one field, as a person reads it."""
        value = self.data[name]
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))


def _cents(euros: Decimal | None) -> int | None:
    return None if euros is None else int(euros * 100)
