"""allauth's forms as the portal shows them: labels alone, no placeholders; one sentence about passwords."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _(
    "At least 12 characters; not only digits, not a widely used password, not like your name or e-mail address."
)
LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("The new password again"),
}


class Plain(forms.Form):
    """Before an allauth form: its fields dressed as the portal's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = PASSWORD_HELP


class LoginForm(Plain, account.LoginForm):
    """Also the way in for whoever forgot the password, under the field."""


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    """Asks for the address."""


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    """Asks for the new password."""


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    """Asks for the present and the new password."""


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    """Asks for the password once more before something delicate."""


class CodeForm(Plain):
    """A form with one code from the authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code from the app")
        code.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class AuthenticateForm(CodeForm, mfa.AuthenticateForm):
    """The second step of logging in; takes a recovery code too."""


class ReauthenticateCodeForm(CodeForm, mfa.ReauthenticateForm):
    """The code once more before something delicate."""


class ActivateForm(CodeForm, totp.ActivateTOTPForm):
    """The first code proves that the app holds the secret."""
