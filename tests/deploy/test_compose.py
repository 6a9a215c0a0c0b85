"""The server's files name the same variables, processes and addresses as the code."""

import importlib
import re
import sys
from pathlib import Path

import pytest
import yaml

from tests.house.project import PACKAGES, files, text

COMPOSE = text(Path("docker-compose.yml"))
SERVICES = yaml.safe_load(COMPOSE)["services"]
DOCKERFILE = text(Path("Dockerfile"))
PORTAL = ("migrate", "web", "worker", "beat")
# Only for a machine of one's own: the image never sets them.
LOCAL = {"DEBUG", "DEMO", "DEMO_PASSWORD"}
# Of compose and its other images, not of the portal.
COMPOSE_ONLY = {"POSTGRES_PASSWORD", "HTTP_PORT"}


def read_by_code() -> set[str]:
    pattern = re.compile(r"\benv\.(?:text|flag|integer|words|url|database|mail)\(\s*\"([A-Z0-9_]+)\"")
    return {name for path in files(".py", folders=PACKAGES) for name in pattern.findall(text(path))}


def set_by_image() -> set[str]:
    block = re.search(r"^ENV (.+?[^\\])\n", DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert block is not None
    return set(re.findall(r"\b([A-Z_]+)=", block[1])) | {"RELEASE"}


def test_every_variable_that_the_code_reads_is_given_by_compose_or_the_image():
    given = set(SERVICES["web"]["environment"]) | set_by_image()
    assert read_by_code() - given - LOCAL == set()


def test_nothing_is_given_that_the_code_does_not_read():
    assert set(SERVICES["web"]["environment"]) - read_by_code() == set()


def test_sample_accounts_and_debugging_are_never_switched_on():
    assert not LOCAL & (set(SERVICES["web"]["environment"]) | set_by_image())


@pytest.mark.parametrize("service", PORTAL)
def test_every_value_comes_from_outside(service):
    values = SERVICES[service]["environment"]
    assert {name for name, value in values.items() if not value.startswith("${")} == set()
    assert {name for name, value in values.items() if f"${{{name}" not in value} == set()


def test_every_variable_of_compose_is_in_the_example():
    example = text(Path("deploy/environment.example"))
    asked = set(re.findall(r"\$\{([A-Z_]+):[-?]", COMPOSE)) - {"DATABASE_URL", "REDIS_URL"}
    assert asked == set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert asked - read_by_code() == COMPOSE_ONLY


def test_what_has_no_sound_default_must_be_given():
    must = set(re.findall(r"\$\{([A-Z_]+):\?", COMPOSE))
    assert must == {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "MAIL_FROM", "POSTGRES_PASSWORD"}


def commands() -> dict[str, list[str]]:
    found = {name: SERVICES[name]["command"] for name in PORTAL}
    image = re.search(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)
    assert image is not None
    return {**found, "image": yaml.safe_load(image[1])}


@pytest.mark.parametrize("name", commands())
def test_program_of_a_process_is_installed(name):
    program = commands()[name][0]
    assert program == "python" or (Path(sys.executable).parent / program).exists()


@pytest.mark.parametrize("name", commands())
def test_application_of_a_process_exists(name):
    named = [word for word in commands()[name] if re.fullmatch(r"[a-z_.]+:[a-z_]+", word)]
    for word in named:
        module, _, attribute = word.partition(":")
        assert hasattr(importlib.import_module(module), attribute)
    assert named or commands()[name][:2] == ["python", "manage.py"]


def test_web_has_two_processes_and_the_measured_threads():
    command = " ".join(SERVICES["web"]["command"])
    assert command == " ".join(commands()["image"])
    assert "--interface wsgi --workers 2 --blocking-threads 8" in command


def test_every_service_but_the_one_that_ends_is_watched():
    assert [n for n, service in SERVICES.items() if "healthcheck" not in service and n != "migrate"] == []


def test_one_beat_and_migrations_before_everything():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_database_is_new_enough():
    assert int(SERVICES["postgres"]["image"].split(":")[1].split("-")[0].split(".")[0]) >= 15


def test_only_nginx_has_a_port_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_media_is_shared_by_the_processes_that_write_and_serve_it():
    folder = re.search(r"MEDIA_ROOT=(\S+)", DOCKERFILE)
    assert folder is not None
    for name in ("web", "worker"):
        assert SERVICES[name]["volumes"] == [f"media:{folder[1]}"]


def test_image_is_built_of_the_lock_and_runs_as_nobody_special():
    assert "pip install --require-hashes -r requirements.txt" in DOCKERFILE
    assert DOCKERFILE.index("USER portal") < DOCKERFILE.index("CMD [")
    assert DOCKERFILE.index("collectstatic") < DOCKERFILE.index("USER portal")


def test_image_gets_every_folder_that_the_portal_needs():
    let_in = set(re.findall(r"^!(\S+?)/?$", text(Path(".dockerignore")), re.MULTILINE))
    assert {*PACKAGES, "templates", "static", "locale", "manage.py", "requirements.txt"} <= let_in
    assert "deploy/healthcheck.py" in let_in


def test_image_brings_what_the_start_script_brings():
    pango = re.search(r"^PANGO='(.+)'$", text(Path("tools/system.sh")), re.MULTILINE)
    assert pango is not None
    assert pango[1] in DOCKERFILE


def test_every_variable_is_explained():
    explained = text(Path("docs/operations.md"))
    assert {name for name in read_by_code() if f"`{name}`" not in explained} == set()
