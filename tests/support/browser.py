"""Chromium of the system for pytest-playwright, and pages that fail a test when something goes wrong.

A test asks for `stack` (a running portal), and for `page`, or for `new_context()` for each of several people.
Every violation of the content security policy and every uncaught error in a page fails the test at its end.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, expect

from tests.support.servers import Stack, running_stack

# Playwright keeps an event loop running in the thread of the tests; Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=15_000)  # a slow machine is no failure of the portal
# Not every version of a browser reports its refusals as console messages: the page tells them itself.
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  const place = `${event.sourceFile}:${event.lineNumber}`;
  console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI} ${place}`);
});
"""


def chromium() -> str:
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (path := shutil.which(name)):
            return path
    raise RuntimeError("Chromium is missing: apt-get install chromium, or name one in CHROMIUM")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "lt-LT",
        "timezone_id": "Europe/Vilnius",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One seeded portal for all browser tests of a run: PostgreSQL, Redis and Celery, or SQLite."""
    folder: Path = tmp_path_factory.mktemp("stack")
    with running_stack(folder) as portal:
        yield portal


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """What went wrong in pages so far; a test that means to provoke something empties it."""
    found: list[str] = []
    yield found
    assert found == [], "\n".join(found)


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], stack: Stack, troubles: list[str]
) -> Callable[..., BrowserContext]:
    """A browser of one more person, watched, with the portal as its base address."""

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**{"base_url": stack.url, **options})
        context.set_default_timeout(15_000)
        context.add_init_script(WATCH_POLICY)
        context.on("console", lambda message: note_console(message, troubles))
        context.on("weberror", lambda error: troubles.append(f"uncaught error: {error.error}"))
        return context

    return open_context


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context()


def note_console(message: ConsoleMessage, troubles: list[str]) -> None:
    if message.type == "error" and is_policy(message.text):
        troubles.append(f"{message.page.url if message.page else ''}: {message.text}")


def is_policy(text: str) -> bool:
    return "policy violation:" in text or "Content Security Policy" in text
