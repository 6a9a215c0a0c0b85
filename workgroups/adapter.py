"""Where allauth and axes meet this portal: no open sign-up, letters through the outbox, the lock-out page."""

import base64
import hashlib
import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.translation import get_language

from klaipeda_plan.notices.services import queue_mail
from workgroups.permissions import (
    is_administrator,
    is_consultant,
    is_coordinator,
    is_councillor,
    is_member,
    is_secretary,
)


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Accounts begin with an invitation; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox, so that an answer takes the same time whether a letter leaves or not."""
        queue_mail(email, f"{template_prefix}.txt", context, language=get_language() or settings.LANGUAGE_CODE)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the portal's own address, whatever name the request came by."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request.user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who logged in a moment ago, and is sent to set the second factor up, is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = bool(records) and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)


class SealedSecrets(DefaultMFAAdapter):
    """Secrets of the second factor stand in the database sealed with the portal's key: a stolen backup has none."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def home_of(user: Any) -> str:
    """Where a person's work begins after the login."""
    if is_member(user) or is_coordinator(user) or is_consultant(user):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    if is_secretary(user) or is_councillor(user):
        return reverse("council:list")
    return reverse("workgroups:people") if is_administrator(user) else reverse("publicity:home")


def client_ip(request: HttpRequest) -> str:
    """The visitor's address behind as many proxies as are trusted (TRUSTED_PROXIES)."""
    return str(get_adapter(request).get_client_ip(request))


def axes_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The address that somebody tries to log in with, as axes counts it."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or request.POST.get("login", "")
    return str(name).strip().lower() or None


def axes_lockout_response(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    return render(request, "account/locked_out.html", status=429)


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"second factor:" + str(key).encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
