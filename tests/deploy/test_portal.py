"""./portal as somebody meets it: what it says when something is missing or wrong, and a start from nothing."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.house.project import PACKAGES, ROOT
from tests.support.servers import answers, free_port, wait_until

# What a bare machine has, besides Python.
BARE = "sh env cat cut dirname find grep id mkdir printf rm sed sha256sum sleep sort tail tr xargs".split()


def portal(*arguments, path=None, **environment):
    """Runs ./portal and returns its exit code and everything it said."""
    known = {"PATH": path or os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    done = subprocess.run(
        [str(ROOT / "portal"), *arguments], env={**known, **environment}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def in_shell(commands, path, **environment):
    """Runs shell commands with the functions of tools/system.sh at hand."""
    script = f'say() {{ echo "$*" >&2; }}; fail() {{ say "$*"; exit 1; }}; . ./tools/system.sh; {commands}'
    done = subprocess.run(
        ["/bin/sh", "-eu", "-c", script], cwd=ROOT, env={"PATH": path, **environment},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def program(folder, name, body):
    """A program that stands in for the machine's own of that name."""
    (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def bare(tmp_path):
    """A search path with little more than a shell: no apt, no Python, no servers."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in BARE:
        # No links: what a test writes in their place must not reach the machine.
        program(folder, name, f'exec {shutil.which(name)} "$@"')
    return folder


@pytest.fixture
def with_python(bare):
    """The same with a Python that finds no pango."""
    program(bare, "python3", f'case "$*" in *CDLL*) exit 1 ;; esac\nexec {sys.executable} "$@"')
    return bare


def test_help_names_every_command():
    code, said = portal("help")
    assert code == 0
    for command in ("run", "test", "lint", "lock", "messages", "bench", "manage"):
        assert f"./portal {command}" in said


def test_unknown_command_shows_the_help_and_fails():
    code, said = portal("fly")
    assert code == 2
    assert "./portal run" in said


@pytest.mark.parametrize("port", ["http", "-1", "123456", "70000"])
def test_nonsense_as_port_is_one_clear_line(port):
    code, said = portal("run", PORT=port)
    assert code == 1
    assert said.count("\n") == 1
    assert port in said


def test_port_in_use_is_one_clear_line_before_any_work(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        code, said = portal("run", PORT=port, PORTAL_VENV=str(tmp_path / "venv"))
    assert code == 1
    assert said.count("\n") == 1
    assert said.startswith(f"portal: port {port} cannot be used")
    assert not (tmp_path / "venv").exists()


def test_only_takes_one_of_two_names():
    code, said = portal("test", "--only", "oracle")
    assert code == 1
    assert "--only takes postgres or sqlite" in said


def test_run_without_python_and_apt_gives_the_line_to_type(bare):
    code, said = portal("run", path=str(bare), PORT=str(free_port()))
    assert code == 1
    assert "apt-get install -y --no-install-recommends python3-venv libpango-1.0-0 libpangoft2-1.0-0" in said


def test_run_without_pango_says_so_and_goes_on(with_python):
    code, said = in_shell("require_for_run; echo went on", str(with_python))
    assert code == 0
    assert "no PDF documents until pango is here" in said
    assert said.rstrip().endswith("went on") or said.startswith("went on")


def test_tests_without_what_they_need_fail_with_the_line_to_type(with_python):
    code, said = in_shell("require test", str(with_python))
    assert code == 1
    wanted = "libpango-1.0-0 gettext chromium redis-server poppler-utils libreoffice-writer-nogui"
    for package in wanted.split():
        assert package in said.partition("Type: ")[2]


def test_missing_packages_are_brought_with_sudo_that_asks_nothing(with_python, tmp_path):
    asked = tmp_path / "asked"
    program(with_python, "apt-get", "exit 0")
    program(with_python, "id", "echo 1000")
    program(with_python, "sudo", f'printf "%s\\n" "$*" >>{asked}')
    code, _ = in_shell("bring chromium redis-server", str(with_python))
    assert code == 0
    assert "-n true\n" in asked.read_text()
    assert asked.read_text().endswith("sh chromium redis-server\n")
    assert "apt-get install -y -qq --no-install-recommends" in asked.read_text()


def test_nothing_is_brought_where_sudo_would_ask(with_python):
    program(with_python, "apt-get", "exit 0")
    program(with_python, "id", "echo 1000")
    program(with_python, "sudo", "exit 1")
    assert in_shell("bring chromium", str(with_python))[0] == 1


@contextmanager
def running(folder, port):
    """./portal run in a copy of the project; yields what it said until it was ready."""
    log = folder / "run.log"
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with log.open("w") as output:
        process = subprocess.Popen(
            ["./portal", "run"], cwd=folder, env={**environment, "PORT": str(port), "PORTAL_VENV": sys.prefix},
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def is_ready():
        assert process.poll() is None, log.read_text()
        return "The portal is at" in log.read_text()

    try:
        wait_until(is_ready, "./portal run", seconds=240)
        yield log.read_text()
        process.terminate()
        process.wait(timeout=30)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def clone(tmp_path):
    """What a fresh clone holds, without a virtual environment or data of its own."""
    for name in (*PACKAGES, "templates", "static", "locale", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("portal", "manage.py", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.timeout(600)
@pytest.mark.skipif(
    not (Path(sys.prefix) / "portal.done").exists(), reason="made by ./portal: it shares its environment"
)
def test_fresh_clone_serves_and_the_second_start_does_nothing_twice(clone):
    port = free_port()
    with running(clone, port) as said:
        assert "preparing the data" in said
        assert "collecting the static files" in said
        assert answers(f"http://127.0.0.1:{port}/healthz")
        assert answers(f"http://127.0.0.1:{port}/planas/")
        assert (clone / "var/secret_key").stat().st_mode & 0o777 == 0o600
    assert not answers(f"http://127.0.0.1:{port}/healthz")
    with running(clone, port) as said:
        assert said.startswith(f"The portal is at http://127.0.0.1:{port}")
