"""A form that is filled from typed texts: shown as it was typed, or checked."""

from typing import Any

from django import forms

from plans.forms.typed import Typed


class TypedForm(forms.Form):
    """With `check` the texts are data and errors stand beside the fields; without it they are only shown."""

    def __init__(self, typed: Typed, *, check: bool = False, prefix: str | None = None, **kwargs: Any) -> None:
        start = f"{prefix}-" if prefix else ""
        initial = {name.removeprefix(start): text for name, text in typed.items() if name.startswith(start)}
        super().__init__(typed if check else None, prefix=prefix, initial=initial, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted, unsaid


class YearField(forms.IntegerField):
    """A year, typed as text."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1990, max_value=2100, required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "maxlength": "4"}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}
