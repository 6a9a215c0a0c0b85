"""Fixtures of the whole suite: groups, people of every role, a small plan, a client that is somebody."""

import pytest
from django.db import connections
from django.test import Client, TransactionTestCase
from django.utils import translation

from editions.immutability import create_triggers, drop_triggers
from tests.support import factories


@pytest.fixture(autouse=True)
def _lithuanian(settings):
    """A page in English leaves its thread speaking English; every test begins in Lithuanian."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_triggers():
    """A test with transactions of its own empties the database at its end; what is immutable would refuse."""
    flush = TransactionTestCase._fixture_teardown

    def flush_everything(self):
        databases = [connections[alias] for alias in self._databases_names(include_mirrors=False)]
        for database in databases:
            drop_triggers(database)
        try:
            flush(self)
        finally:
            for database in databases:
                create_triggers(database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_everything)
        yield


@pytest.fixture
def groups(db):
    return factories.make_groups()


@pytest.fixture
def people(groups):
    return factories.make_people(groups)


@pytest.fixture
def plan(db):
    return factories.make_plan()


@pytest.fixture
def tree(plan, groups, people):
    return factories.make_tree(plan, groups, people.coordinator)


@pytest.fixture
def as_user(settings):
    """A logged-in test client; the second factor is not asked (its gate has tests of its own)."""
    settings.DEMO = True

    def login(user):
        client = Client()
        if user is not None:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return login
