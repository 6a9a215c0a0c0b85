"""What is typed on the board of an analysis."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.hierarchy import ANALYSIS


class EntryForm(forms.Form):
    """A line (or several, pasted) in one part of the board; the service says what is wrong with it."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in ANALYSIS])
    section = forms.UUIDField(required=False)
    title = forms.CharField(required=False, strip=False, max_length=50_000)


class RewriteForm(forms.Form):
    """An entry changed in its place. Without `evidence` its text stays."""

    base = forms.IntegerField(min_value=0)
    number = forms.IntegerField(min_value=0, required=False)
    title = forms.CharField(label=_("Title"), required=False, max_length=5_000)
    evidence = forms.CharField(required=False, max_length=50_000)
