"""The database itself refuses to change or remove what was frozen (PostgreSQL and SQLite).

Triggers, because a rule in Python does not hold for SQL typed by hand. They are created after every
`migrate`: SQLite loses them when a migration rebuilds the table. There is no switch to turn them off;
tests that must empty a database drop them and stand them up again.
"""

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import UniqueConstraint

MODELS = (
    "Edition", "Fragment", "FrozenPicture", "EditionPicture", "EditionElement", "EditionReason",
    "EditionTranslation", "EditionEvent", "IssuedFile",
)  # fmt: skip
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION editions_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'editions are immutable: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def tables() -> list[str]:
    return [_model(name)._meta.db_table for name in MODELS]


def after_migrate(using: str = "default", **kwargs: Any) -> None:
    create_triggers(connections[using])


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    """Stand the triggers up on every table that exists; repeatable."""
    existing = set(connection.introspection.table_names())
    drop_triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in tables():
            if table in existing:
                for statement in _statements(connection.vendor, table):
                    cursor.execute(statement)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables():
            if table in existing:
                for name in _names(connection.vendor, table):
                    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should stand and do not; tables that are not there yet miss nothing."""
    existing = set(connection.introspection.table_names())
    wanted = {name for table in tables() if table in existing for name in _names(connection.vendor, table)}
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    return sorted(wanted - standing)


def _names(vendor: str, table: str) -> list[str]:
    ends = ("row", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")
    return [f"{table}_immutable_{end}" for end in ends]


def _statements(vendor: str, table: str) -> list[str]:
    names = _names(vendor, table)
    if vendor == "postgresql":
        call = "EXECUTE FUNCTION editions_refuse_change()"
        return [
            f"CREATE TRIGGER {names[0]} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}",
            f"CREATE TRIGGER {names[1]} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
        ]
    refuse = "BEGIN SELECT RAISE(ABORT, 'editions are immutable'); END"
    return [
        f"CREATE TRIGGER {names[0]} BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {names[1]} BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE removes the row in its way without asking the trigger on DELETE.
        f"CREATE TRIGGER {names[2]} BEFORE INSERT ON {table} WHEN {_replaces(table)} {refuse}",
    ]


def _replaces(table: str) -> str:
    """SQL: the new row stands in the way of another one. The same fragment once more is none."""
    model = next(model for model in map(_model, MODELS) if model._meta.db_table == table)
    keys = [[field.column] for field in model._meta.concrete_fields if field.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            keys.append([model._meta.get_field(name).column for name in constraint.fields])
    same = " OR ".join("(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys)
    other = " AND content <> NEW.content" if table == _model("Fragment")._meta.db_table else ""
    return f"EXISTS (SELECT 1 FROM {table} WHERE ({same}){other})"


def _model(name: str) -> Any:
    return apps.get_model("editions", name)
