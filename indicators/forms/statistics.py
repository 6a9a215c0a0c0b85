"""Which series of the statistics portal an indicator follows."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from indicators.models import SeriesBinding, SeriesFrequency
from indicators.models.statistics import FLOW
from indicators.statistics.model import TIME_DIMENSIONS
from klaipeda_plan.core.forms import TolerantDecimalField

CODE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\s*[=:]\s*([A-Za-z0-9_.\-]+)")
KLAIPEDA = "savivaldybesRegdb = 21"


class CodesField(forms.CharField):
    """`dimension = code`, one a line, as a dict."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": "5", "spellcheck": "false"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return (
            "\n".join(f"{name} = {code}" for name, code in sorted(value.items())) if isinstance(value, dict) else value
        )

    def clean(self, value: Any) -> dict[str, str]:
        codes: dict[str, str] = {}
        for number, line in enumerate(str(super().clean(value)).splitlines(), start=1):
            if not line.strip():
                continue
            match = CODE.fullmatch(line.strip())
            if match is None:
                message = _now("Line %(number)d is not “dimension = code”: %(line)s")
                raise ValidationError(message % {"number": number, "line": line.strip()[:80]})
            if match[1] in TIME_DIMENSIONS:
                raise ValidationError(_now("Time is not fixed by a code: all its periods are read."))
            if codes.get(match[1], match[2]) != match[2]:
                raise ValidationError(_now("The dimension %(name)s has two codes.") % {"name": match[1]})
            codes[match[1]] = match[2]
        return codes


class SeriesForm(forms.Form):
    flow = forms.RegexField(
        rf"^{FLOW}$", label=_("Flow"), max_length=80,
        help_text=_("The name of the data at the Official Statistics Portal, like S3R167_M3010203."),
        error_messages={"invalid": _("A flow is named like S3R167_M3010203.")},
    )  # fmt: skip
    codes = CodesField(
        label=_("Codes"), initial=KLAIPEDA,
        help_text=_("One line for each dimension: its name, an equals sign, its code. Klaipėda city is 21."),
    )  # fmt: skip
    frequency = forms.ChoiceField(label=_("Frequency"), choices=SeriesFrequency.choices)
    since = forms.IntegerField(
        label=_("From year"), required=False, min_value=1990, max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    factor = TolerantDecimalField(
        label=_("Multiplied by"), required=False, max_digits=18, decimal_places=9,
        help_text=_("0,001 turns persons into thousands. Leave it empty to take the numbers as they are."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("Fetch by itself every week"), required=False, initial=True)

    @classmethod
    def of(cls, binding: SeriesBinding | None, data: Any = None) -> "SeriesForm":
        """The form of what is bound, or an empty one."""
        if binding is None:
            return cls(data)
        names = ("flow", "codes", "frequency", "since", "factor", "is_active")
        return cls(data, initial={name: getattr(binding, name) for name in names})

    def clean_factor(self) -> Decimal:
        factor: Decimal | None = self.cleaned_data["factor"]
        if factor == 0:
            raise ValidationError(_now("Zero would turn every number into zero."))
        return Decimal(1) if factor is None else factor
