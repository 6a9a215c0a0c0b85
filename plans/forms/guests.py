"""Forms about guest reviewers, and the guests' own."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.models import Remark, Verdict
from plans.services.guests import LONGEST_REASON

USUAL_DAYS = 14


class DayField(forms.DateField):
    """A day until when something is open, chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


def in_usual_days() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=USUAL_DAYS)


class UntilForm(forms.Form):
    """Until which day a link is open, that day included."""

    until = DayField(
        label=_("Open until"), initial=in_usual_days,
        help_text=_("That day is included; at most half a year from today."),
    )  # fmt: skip


class GuestForm(UntilForm):
    """A new link. `branches` are (uid, label) of what this person may show."""

    branch = forms.ChoiceField(label=_("Which branch"), help_text=_("The guest sees it and all that stands under it."))
    name = forms.CharField(label=_("Name and surname"), max_length=200)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=254,
        help_text=_("The link is sent there. Without it you pass the link on yourself."),
    )  # fmt: skip
    field_order = ["branch", "name", "organisation", "email", "until"]

    def __init__(self, branches: list[tuple[str, str]], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["branch"].choices = branches  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    """About the version that was read."""

    version_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class GuestRemarkForm(VersionForm):
    """A remark of a guest, on the element or on one of its paragraphs (`places` of block id and first words)."""

    block = forms.ChoiceField(
        label=_("What the remark is about"), required=False,
        error_messages={"invalid_choice": _("This paragraph is not in the text any more: choose another place.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Your remark"), max_length=10_000, widget=forms.Textarea(attrs={"rows": "5"}),
        error_messages={"required": _("Write what you want to say.")},
    )  # fmt: skip

    def __init__(self, places: list[tuple[str, str]], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="remark_%s", **kwargs)
        whole = [("", _("the whole element"))]
        self.fields["block"].choices = [*whole, *places]  # type: ignore[attr-defined]


class GuestAnswerForm(forms.Form):
    """A guest goes on in the thread of an own remark."""

    text = forms.CharField(
        label=_("Your answer"), max_length=10_000, widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Write what you want to say.")},
    )  # fmt: skip

    def __init__(self, remark: Remark, data: Any = None) -> None:
        super().__init__(data, auto_id=f"answer-{remark.pk}_%s")


class RecommendForm(VersionForm):
    """What a guest recommends on the version that was read."""

    verdict = forms.ChoiceField(
        label=_("I recommend"), choices=Verdict.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you recommend.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Why"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=_("Needed when you recommend to return it: say what is missing or wrong."),
    )  # fmt: skip
