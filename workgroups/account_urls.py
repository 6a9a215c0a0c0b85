"""The addresses of allauth that the portal has: no sign-up, no e-mail management, no log-in by code.

Their names are allauth's own, because it reverses them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("antras-veiksnys/", mfa.index, name="mfa_index"),
    path("antras-veiksnys/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("antras-veiksnys/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("antras-veiksnys/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("antras-veiksnys/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("antras-veiksnys/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("antras-veiksnys/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("antras-veiksnys/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
