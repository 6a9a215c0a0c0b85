"""The portal that the browser tests drive: it runs as it would for people, and what goes wrong in a page is seen."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.house.project import ROOT
from tests.support.servers import free_port

pytestmark = [pytest.mark.browser, pytest.mark.both_kinds]


def test_front_page_breaks_no_policy(stack, page):
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()


def test_breach_of_the_policy_is_seen(stack, page, troubles):
    page.goto("/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'void 0'}))")
    page.wait_for_timeout(200)
    assert any("script-src" in trouble for trouble in troubles)
    troubles.clear()


def test_error_in_a_page_is_seen(stack, page, troubles):
    page.goto("/")
    page.evaluate("setTimeout(() => { throw new Error('broken') })")
    page.wait_for_timeout(200)
    assert any("broken" in trouble for trouble in troubles)
    troubles.clear()


def test_jobs_have_a_process_of_their_own(stack):
    names = {"worker", "beat"} if stack.server else {"jobs"}
    assert set(stack.processes) == {"web", *names}
    assert [name for name, process in stack.processes.items() if process.poll() is not None] == []


def test_container_is_healthy_only_while_the_portal_answers(stack):
    def healthcheck(port):
        environment = {"ALLOWED_HOSTS": "127.0.0.1, localhost", "PORT": port}
        return subprocess.run([sys.executable, ROOT / "deploy/healthcheck.py"], env=environment, capture_output=True)

    assert healthcheck(stack.environment["PORT"]).returncode == 0
    assert healthcheck(str(free_port())).returncode == 1
