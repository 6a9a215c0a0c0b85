"""A number of the environment that makes no sense is refused by the variable's name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from klaipeda_plan import env


@pytest.mark.parametrize(("value", "hour"), [("", 7), ("0", 0), ("23", 23)])
def test_an_hour_of_the_day_is_taken(monkeypatch, value, hour):
    monkeypatch.setenv("DIGEST_HOUR", value)
    assert env.integer("DIGEST_HOUR", 7, among=range(24)) == hour


@pytest.mark.parametrize("value", ["24", "-1", "septinta", "7.5"])
def test_what_is_no_hour_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("DIGEST_HOUR", value)
    with pytest.raises(ImproperlyConfigured, match="DIGEST_HOUR"):
        env.integer("DIGEST_HOUR", 7, among=range(24))


def test_letters_go_to_the_console_unless_a_server_is_named(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert env.mail("EMAIL_URL") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://ona:raktas@pastas.example.org:587")
    assert env.mail("EMAIL_URL")["EMAIL_HOST"] == "pastas.example.org"
    monkeypatch.setenv("EMAIL_URL", "ftp://pastas.example.org")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        env.mail("EMAIL_URL")
