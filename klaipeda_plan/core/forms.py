"""Form rendering shared by every room: one field template, one error summary; tolerant number fields."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from js_asset import Media as NonceMedia

from klaipeda_plan.core.numbers import decimal_text, parse_decimal


def with_nonce(request: HttpRequest, media: forms.Media) -> forms.Media:
    """Scripts and sheets of a form, let through by the content security policy."""
    return NonceMedia.from_media(media, nonce=request.csp_nonce)  # type: ignore[attr-defined]


class PortalFormRenderer(TemplatesSetting):
    """Forms come from the site's templates, so every field looks and reads the same."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class TolerantDecimalField(forms.DecimalField):
    """Takes `1 234,5` as well as `1234.5`; keeps what was typed when it is wrong."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        return value if isinstance(value, Decimal) else parse_decimal(str(value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `min`, `max`, `step`: the field is a text field."""
        return {}

    def prepare_value(self, value: Any) -> Any:
        """Without thousands: what a page shows is read back as the same number in either language."""
        return number_format(decimal_text(value), use_l10n=True) if isinstance(value, Decimal) else value


class DateField(forms.DateField):
    """A day, picked or typed as 2026-11-23."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class TimeField(forms.TimeField):
    """An hour and a minute, by the clocks of the portal."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M"], **kwargs)


def moment_of(date: datetime.date, time: datetime.time) -> datetime.datetime:
    """By the clocks of the portal. ValidationError for hours that the change of the clocks skips or repeats: nobody
    could tell which is meant."""
    moment = timezone.make_aware(datetime.datetime.combine(date, time))
    back = timezone.localtime(moment.astimezone(datetime.UTC))
    if back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise forms.ValidationError(_("The clocks are put forward that night: this hour does not exist."))
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise forms.ValidationError(_("The clocks are put back that night: this hour comes twice."))
    return moment
