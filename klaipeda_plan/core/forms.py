"""Form rendering shared by every room: one field template, one error summary; tolerant number fields."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from klaipeda_plan.core.numbers import format_number, parse_decimal


class PortalFormRenderer(TemplatesSetting):
    """Forms come from the site's templates, so every field looks and reads the same."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class TolerantDecimalField(forms.Field):
    """Takes `1 234,5` as well as `1234.5`; keeps what was typed when it is wrong."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        self.min_value: Decimal | None = kwargs.pop("min_value", None)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        number = value if isinstance(value, Decimal) else parse_decimal(str(value))
        if self.min_value is not None and number < self.min_value:
            raise ValidationError(_("Not less than %(min)s."), params={"min": self.min_value}, code="min_value")
        return number

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal) else value
