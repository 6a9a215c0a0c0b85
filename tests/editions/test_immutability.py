"""The database refuses to change what was frozen, whatever asks it."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from editions.immutability import create_triggers, drop_triggers, missing_triggers, tables
from editions.models import (
    Edition,
    EditionEvent,
    EditionPicture,
    EditionReason,
    EditionTranslation,
    Fragment,
    FrozenPicture,
    IssuedFile,
)
from tests.editions.support import freeze

ON_POSTGRES = connection.vendor == "postgresql"
CHANGES = ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"]
CHANGES += ["TRUNCATE {table} CASCADE"] if ON_POSTGRES else []
COLUMNS = {
    "editions_edition": "title", "editions_fragment": "content", "editions_editionelement": "code",
    "editions_editionevent": "note", "editions_issuedfile": "file", "editions_frozenpicture": "file",
    "editions_editionpicture": "picture_id", "editions_editionreason": "words",
    "editions_editiontranslation": "title",
}  # fmt: skip


@pytest.fixture
def edition(plan, tree, people):
    frozen = freeze(plan, people.coordinator, publish=True)
    IssuedFile.objects.create(
        sha256="a" * 64, key="b" * 64, edition=frozen, document="plan", format="pdf", language="lt", file="x.pdf",
        size=1, issued_at=frozen.frozen_at,
    )  # fmt: skip
    picture = FrozenPicture.objects.create(
        digest="c" * 64, file="c.png", media_type="image/png", width=1, height=1, size=1
    )
    EditionPicture.objects.create(edition=frozen, picture=picture)
    EditionReason.objects.create(edition=frozen, uid=tree.goal.uid, kind="save", date=frozen.document_date)
    EditionTranslation.objects.create(edition=frozen, uid=tree.goal.uid, language="en", title="A", at=frozen.frozen_at)
    if ON_POSTGRES:  # foreign keys that wait for the end of the transaction would refuse TRUNCATE before us
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return frozen


def refuses(statement, *values):
    """The statement fails, and nothing else of the transaction with it."""
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return True


def test_every_table_of_editions_is_guarded(edition):
    assert sorted(COLUMNS) == sorted(tables())
    assert missing_triggers(connection) == []


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", COLUMNS)
def test_sql_cannot_change_what_is_frozen(edition, table, change):
    assert refuses(change.format(table=table, column=COLUMNS[table]))


def test_the_orm_cannot_change_what_is_frozen(edition):
    edition.title = "Kitas"
    for change in (
        edition.save,
        lambda: Edition.objects.update(title="Kitas"),
        lambda: EditionEvent.objects.all()._raw_delete("default"),
        lambda: Fragment.objects.update(content="{}"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_row_put_in_the_place_of_another_is_refused(edition):
    """INSERT OR REPLACE of SQLite and ON CONFLICT DO UPDATE of PostgreSQL are changes too."""
    digest = Fragment.objects.values_list("digest", flat=True)[0]
    if ON_POSTGRES:
        command = "INSERT INTO editions_fragment (digest, content) VALUES (%s, %s)"
        assert refuses(f"{command} ON CONFLICT (digest) DO UPDATE SET content = excluded.content", digest, "{}")
    else:
        assert refuses("INSERT OR REPLACE INTO editions_fragment (digest, content) VALUES (%s, %s)", digest, "{}")
        columns = "number, plan_id, kind, title, document_date, frozen_at, note, sample, meta, digest"
        assert refuses(
            f"INSERT OR REPLACE INTO editions_edition ({columns})"
            " SELECT number, plan_id, kind, 'Kitas', document_date, frozen_at, note, sample, meta, digest"
            " FROM editions_edition"
        )
    assert Edition.objects.get().title == edition.title


def test_an_equal_fragment_may_come_again(edition):
    known = Fragment.objects.first()
    Fragment.objects.bulk_create([Fragment(digest=known.digest, content=known.content)], ignore_conflicts=True)
    assert Fragment.objects.filter(digest=known.digest).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_guard_stands_after_a_later_migration_rebuilt_the_table(plan, tree, people):
    freeze(plan, people.coordinator)
    old = Edition._meta.get_field("title")
    new = models.CharField("title", max_length=400)
    new.set_attributes_from_name("title")
    new.model = Edition
    with connection.schema_editor() as editor:
        editor.alter_field(Edition, old, new)
    try:
        assert missing_triggers(connection) or ON_POSTGRES, "SQLite lost them with the old table"
        call_command("migrate", verbosity=0)
        assert missing_triggers(connection) == []
        assert refuses("UPDATE editions_edition SET title = 'Kitas'")
    finally:
        drop_triggers(connection)
        with connection.schema_editor() as editor:
            editor.alter_field(Edition, new, old)
        create_triggers(connection)


@pytest.mark.django_db(transaction=True)
def test_the_database_of_a_test_is_emptied_and_guarded_again(plan):
    """The test before this one left nothing behind."""
    assert Edition.objects.count() == 0
    assert missing_triggers(connection) == []


def test_the_check_names_a_trigger_that_is_gone(edition):
    assert _errors() == []
    drop_triggers(connection)
    assert [error.id for error in _errors()] == ["editions.W001"] * len(COLUMNS) * (2 if ON_POSTGRES else 3)
    create_triggers(connection)
    assert _errors() == []


def _errors():
    return [error for error in run_checks(tags=["database"], databases=["default"]) if error.id == "editions.W001"]
