"""What the marks of the suite mean (pyproject.toml lists them)."""

import os
from functools import cache
from typing import Any

import pytest
from django.conf import settings
from xdist.scheduler import LoadScopeScheduling

from tests.house.project import ROOT
from tests.support.servers import own_redis

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "stack"}


class BrowserTestsTogether(LoadScopeScheduling):
    """Files with browser tests go to one worker: they share a portal and a browser. Those that open every page of
    the rooms go to another: they are as many as all the rest together.

    (xdist's own groups write into an attribute of the test that pytest 9.2 no longer has.)
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        if not drives_a_browser(path):
            return nodeid
        return "rooms" if path.startswith("tests/rooms/") else "browser"


@cache
def drives_a_browser(path: str) -> bool:
    return "mark.browser" in (ROOT / path).read_text(encoding="utf-8")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    return BrowserTestsTogether(config, log) if config.getvalue("dist") == "load" else None


def pytest_configure(config: pytest.Config) -> None:
    """Each worker has a Redis of its own: one that empties its cache would empty the others'."""
    if os.environ.get("REDIS_URL"):
        settings.REDIS_URL = settings.CELERY_BROKER_URL = settings.CACHES["default"]["LOCATION"] = own_redis()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    for item in items:
        for mark in item.iter_markers("postgres_only"):
            reason = reason_of(mark, item)
            if not on_postgres:
                item.add_marker(pytest.mark.skip(reason=f"PostgreSQL only: {reason}"))
        once = [reason_of(mark, item) for mark in item.iter_markers("once")]
        if not once and not asks_for_a_database(item):
            once = ["it asks for no database"]
        if once and on_postgres:
            item.add_marker(pytest.mark.skip(reason=f"in the run on SQLite: {once[0]}"))
        elif not once and not on_postgres and of_both_runs() and is_of_the_server(item):
            item.add_marker(pytest.mark.skip(reason="in the run on PostgreSQL: what scripts do in a page"))


def of_both_runs() -> bool:
    return os.environ.get("SUITE_RUNS") == "both"


def is_of_the_server(item: pytest.Item) -> bool:
    """A browser shows the same pages over either database: the server's kind is enough, but for whole ways."""
    return item.get_closest_marker("browser") is not None and item.get_closest_marker("both_kinds") is None


def asks_for_a_database(item: pytest.Item) -> bool:
    """pytest-django lets a test to no database that it has not asked for; a portal of its own has one."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "browser", "own_portal"))
    return marked or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def reason_of(mark: pytest.Mark, item: pytest.Item) -> str:
    reason = mark.kwargs.get("reason") or next(iter(mark.args), "")
    if not reason:
        raise pytest.UsageError(f"{item.nodeid}: {mark.name} needs a reason")
    return str(reason)
