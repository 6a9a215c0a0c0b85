"""Fixtures of the whole suite: groups, people of every role, a small plan, a client that is somebody."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection, connections
from django.test import Client, TransactionTestCase
from django.utils import translation

from editions.immutability import create_triggers, drop_triggers
from tests.support import factories
from tests.support.databases import copy_migrated, create_migrated, drop, on_postgres


@pytest.fixture(scope="session")
def django_db_keepdb():
    return on_postgres()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """The suite's own database is filled before Django creates it, which then finds every migration applied."""
    name = connection.creation._get_test_db_name()
    if on_postgres():
        drop(name)
        create_migrated(name)
        yield
        drop(name)
    else:
        with closing(sqlite3.connect(name, uri=True)) as held:  # memory that others share while one holds it
            copy_migrated(held)
            yield


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
