"""Forms of invitations: one person, a list, and the page that takes an invitation up."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from klaipeda_plan.core.errors import Refused
from workgroups.forms.account import PASSWORD_HELP
from workgroups.models import MemberKind, User, Workgroup
from workgroups.services import roster
from workgroups.services.offers import POSITIONS, Offer, make_offer


class InvitationForm(forms.Form):
    """One invitation; a valid form holds `offer`."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    full_name = forms.CharField(label=_("Name and surname"), max_length=150)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    position = forms.ChoiceField(label=_("Role"), choices=POSITIONS)
    workgroup = forms.ModelChoiceField(
        label=_("Working group"), queryset=Workgroup.objects.all(), required=False, empty_label="–",
        help_text=_("A member and a chair need one."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Speaks for"), required=False, choices=[("", "–"), *MemberKind.choices])
    offer: Offer

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            self.offer = make_offer(**data)
        return data


class ListForm(forms.Form):
    """A list of people, as a file or as text; a form with lines read holds `lines`."""

    file = forms.FileField(
        label=_("File (CSV)"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"})
    )
    text = forms.CharField(
        label=_("Or the list itself"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
        help_text=_("Lines copied from a spreadsheet; headings in the first line."),
    )  # fmt: skip
    lines: list[roster.Line]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.lines = []
        if not self.errors:
            try:
                text = roster.decode(data["file"].read(roster.MAX_BYTES + 1)) if data.get("file") else data["text"]
                if not text.strip():
                    raise ValidationError(_now("Choose a file or paste the list."))
                # What was read stands in the text field, to be mended there.
                self.data = {**self.data, "text": text}
                self.lines = roster.read_list(text)
            except Refused as refused:
                raise ValidationError(str(refused)) from refused
        return data

    @property
    def has_errors(self) -> bool:
        return any(line.errors for line in self.lines)

    @property
    def offers(self) -> list[Offer]:
        return [line.offer for line in self.lines if line.offer]


class AcceptForm(forms.Form):
    """A new account: the name as it will be shown, and a password."""

    full_name = forms.CharField(label=_("Name and surname"), max_length=150)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    password1 = forms.CharField(
        label=_("Password"), strip=False, help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    password2 = forms.CharField(
        label=_("The same password again"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"
        self.fields["organisation"].widget.attrs["autocomplete"] = "organization"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password = data.get("password1")
        if password and data.get("password2") and password != data["password2"]:
            self.add_error("password2", _now("The two passwords differ."))
        elif password:
            try:
                validate_password(password, User(email=self.email, full_name=data.get("full_name", "")))
            except ValidationError as error:
                self.add_error("password1", error)
        return data
