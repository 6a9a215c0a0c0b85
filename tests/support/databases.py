"""New databases for tests. Migrating one takes a quarter of a minute, so it is done once for the same sources and
copied: on SQLite from a file that stays a day under var/, on PostgreSQL from a template of the same server."""

import fcntl
import hashlib
import os
import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "databases-for-tests"
DAY = 24 * 3600


@contextmanager
def migrated_database(folder: Path) -> Iterator[tuple[str, bool]]:
    """The URL of a new database beside the suite's own, and whether it is the server's kind."""
    if not on_postgres():
        with closing(sqlite3.connect(folder / "portal.sqlite3")) as new:
            copy_migrated(new)
        yield f"sqlite:///{folder / 'portal.sqlite3'}", False
        return
    name = f"stack_{secrets.token_hex(6)}"
    create_migrated(name)
    try:
        yield url_of(name), True
    finally:
        drop(name)


def on_postgres() -> bool:
    return urlsplit(os.environ.get("DATABASE_URL", "")).scheme.startswith("postgres")


def copy_migrated(new: sqlite3.Connection) -> None:
    """Fills an empty SQLite database, in a file or in memory, with all tables and triggers."""
    with closing(sqlite3.connect(_kept_file())) as kept:
        kept.backup(new)


def create_migrated(name: str) -> None:
    """A new database on the suite's PostgreSQL."""
    template = f"migrated_{_digest()}"
    with _one_at_a_time(template):
        if not _on_server(sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(sql.Literal(template))):
            half = f"{template}_half"
            drop(half)
            _on_server(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
            _migrate(url_of(half))
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            _on_server(rename.format(sql.Identifier(half), sql.Identifier(template)))
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        _on_server(copy.format(sql.Identifier(name), sql.Identifier(template)))


def drop(name: str) -> None:
    _on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def url_of(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _kept_file() -> Path:
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{_digest()}.sqlite3"
    with _one_at_a_time(kept.name):
        if not kept.exists():
            for old in KEPT.iterdir():
                if time.time() - old.stat().st_mtime > DAY:
                    old.unlink(missing_ok=True)
            half = kept.with_suffix(".half")
            half.unlink(missing_ok=True)
            _migrate(f"sqlite:///{half}")
            half.rename(kept)
    return kept


def _migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, check=True,
        env=os.environ | {"DATABASE_URL": url, "DEMO": "1", "SECRET_KEY": secrets.token_urlsafe(50)},
    )  # fmt: skip


@cache
def _digest() -> str:
    """Of every module but the tests: what migrations do stands in more than their files."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for folder in sorted(path for path in ROOT.iterdir() if (path / "__init__.py").exists() and path.name != "tests"):
        for path in sorted(folder.rglob("*.py")):
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _on_server(statement: sql.Composed) -> bool:
    """Whether the statement found a row."""
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.description is not None and cursor.fetchone() is not None
