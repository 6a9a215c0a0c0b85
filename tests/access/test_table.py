"""Every address × every role gives the expected answer, with the second factor asked (DEMO off)."""

import re

import pytest
from django.db import transaction
from django.test import override_settings

from tests.access.addresses import all_names
from tests.access.roles import COLUMNS, LETTERS, letter_of
from tests.access.scene import build_scene
from tests.access.table import ROWS, UNNAMED
from tests.support.factories import make_groups

pytestmark = pytest.mark.django_db
# What a template rendered and another one escaped; bodies in a form have no classes.
MARKUP_AS_TEXT = re.compile(rb"&lt;\w+ class=")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker, tmp_path_factory):
    """One scene for the whole table; every request is undone."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        yield build_scene(make_groups())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(scene):
    return {column: scene.client(column) for column in COLUMNS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name} {row.remark}".strip())
def test_the_address_answers_each_role_as_expected(row, scene, clients):
    address = scene.address(row.name, row.arguments)
    answers = ""
    for column in COLUMNS:
        with transaction.atomic():
            cookies = dict(clients[column].cookies)
            response = getattr(clients[column], row.method.lower())(address)
            answers += letter_of(response)
            transaction.set_rollback(True)
        clients[column].cookies.clear()
        clients[column].cookies.update(cookies)
        if not response.streaming:
            assert not MARKUP_AS_TEXT.search(response.content), f"markup is shown as text to {column}"
    assert dict(zip(COLUMNS, answers, strict=True)) == dict(zip(COLUMNS, row.expected, strict=True))


def test_every_address_has_its_rows():
    """A new address without a row for GET and one for POST fails here."""
    names = all_names()
    for method in ("GET", "POST"):
        assert names - {row.name for row in ROWS if row.method == method} - UNNAMED == set(), method
    assert {row.name for row in ROWS} | UNNAMED <= names, "rows of addresses that are gone"


def test_the_letters_of_the_table_are_known():
    for row in ROWS:
        assert len(row.expected) == len(COLUMNS), row
        assert set(row.expected) <= set(LETTERS), row
