"""The index of tokens in the database: FTS5 on SQLite, tsvector with GIN on PostgreSQL. Both only answer which rows
hold which tokens; what comes first is decided in Python (`publicity.search.finding`), so that it is the same on both.

The index follows the table by itself: triggers on SQLite, generated columns on PostgreSQL. It is stood up after every
`migrate`, since SQLite loses triggers when a migration rebuilds the table.
"""

from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.expressions import RawSQL

from publicity.models import SearchEntry
from publicity.search.asking import Question, Term

TABLE = "publicity_searchentry"
INDEX = "publicity_search_index"
# `to_tsvector` would read numbers and addresses in its own way; tokens are ready as they are.
POSTGRES = {
    f"{column}_vector": f"ALTER TABLE {TABLE} ADD COLUMN {column}_vector tsvector "
    f"GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim({column}), ' '))) STORED"
    for column in ("heads", "words")
} | {
    f"search_entry_{column}": f"CREATE INDEX search_entry_{column} ON {TABLE} USING gin ({column}_vector)"
    for column in ("heads", "words")
}  # fmt: skip
POSTGRES_NAMES = """
SELECT column_name FROM information_schema.columns WHERE table_name = %s AND table_schema = current_schema()
UNION SELECT indexname FROM pg_indexes WHERE tablename = %s AND schemaname = current_schema()
"""
NEW = f"INSERT INTO {INDEX} (rowid, heads, words) VALUES (NEW.id, NEW.heads, NEW.words);"
OLD = f"INSERT INTO {INDEX} ({INDEX}, rowid, heads, words) VALUES ('delete', OLD.id, OLD.heads, OLD.words);"
SQLITE = {
    INDEX: f"CREATE VIRTUAL TABLE {INDEX} USING fts5(heads, words, content='{TABLE}', content_rowid='id', "
    "tokenize='ascii', detail='column', prefix='2 3')",
    f"{INDEX}_new": f"CREATE TRIGGER {INDEX}_new AFTER INSERT ON {TABLE} BEGIN {NEW} END",
    f"{INDEX}_old": f"CREATE TRIGGER {INDEX}_old AFTER DELETE ON {TABLE} BEGIN {OLD} END",
    f"{INDEX}_other": f"CREATE TRIGGER {INDEX}_other AFTER UPDATE OF id, heads, words ON {TABLE} BEGIN {OLD} {NEW} END",
}
SQLITE_NAMES = "SELECT name FROM sqlite_master WHERE tbl_name IN (%s, %s)"


def after_migrate(using: str = "default", **kwargs: Any) -> None:
    stand_up(connections[using])


def stand_up(database: BaseDatabaseWrapper) -> None:
    """Make what is missing; repeatable."""
    is_postgres = database.vendor == "postgresql"
    wanted = POSTGRES if is_postgres else SQLITE
    with database.cursor() as cursor:
        if TABLE not in database.introspection.table_names(cursor):
            return
        if is_postgres:
            cursor.execute(POSTGRES_NAMES, [TABLE, TABLE])
        else:
            cursor.execute(SQLITE_NAMES, [TABLE, INDEX])
        standing = {row[0] for row in cursor.fetchall()}
        missing = [statement for name, statement in wanted.items() if name not in standing]
        for statement in missing:
            cursor.execute(statement)
        if missing and not is_postgres:
            cursor.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')")


def holding(question: Question, *, in_titles: bool = False) -> Q:
    """Entries that hold every term, or all of whose titles do, and every phrase."""
    column = "heads" if in_titles else "words"
    if connection.vendor == "postgresql":
        sql = f"SELECT id FROM {TABLE} WHERE {column}_vector @@ %s::tsquery"
        asked = " & ".join(f"({' | '.join(_either(term, chr(39), ':*'))})" for term in question.terms)
    else:
        sql = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"
        words = " AND ".join(f"({' OR '.join(_either(term, chr(34), '*'))})" for term in question.terms)
        asked = f"{column} : ({words})"
    found = Q(pk__in=RawSQL(sql, [asked]))
    for runs in question.phrases:
        either = Q()
        for run in runs:
            either |= Q(**{f"{column}__contains": run})
        found &= either
    return found


def _either(term: Term, quote: str, star: str) -> list[str]:
    """Tokens hold nothing but letters and digits of ASCII: no operator comes in."""
    whole = [f"{quote}{token}{quote}" for token in sorted(term.tokens)]
    return [*whole, f"{quote}{term.begins}{quote}{star}"] if term.begins else whole


def entries_holding(question: Question, *, in_titles: bool = False) -> Any:
    return SearchEntry.objects.filter(holding(question, in_titles=in_titles))
