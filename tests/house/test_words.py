"""What no file may say: where it was made, what is left for later, a skip without a reason."""

import ast
import re
from pathlib import Path

from tests.house.project import ROOT, files, text

TEXTS = (
    ".py",
    ".html",
    ".js",
    ".css",
    ".md",
    ".sh",
    ".conf",
    ".yaml",
    ".yml",
    ".toml",
    ".txt",
    ".in",
    ".svg",
)
AT_THE_TOP = ("portal", "Dockerfile", "docker-compose.yml", "pyproject.toml", "README.md", "manage.py")
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements.in", "requirements-dev.in")

# Written in pieces, so that this file does not find itself.
MACHINE_PATHS = re.compile("|".join(["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/", "/op" + "t/"]))
REGISTRIES = re.compile(
    "|".join(
        [
            "python" + r"hosted\.org",
            "py" + r"pi\.org",
            "registry\\.npm" + "js",
            r"^--(find-links|.*index-url)",
        ]
    )
)
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")


def everything():
    yield from files(*TEXTS)
    yield from (Path(name) for name in (*AT_THE_TOP, *LOCKS) if (ROOT / name).exists())


def places(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}"
        for path in everything()
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine():
    assert places(MACHINE_PATHS) == []


def test_no_host_of_a_registry():
    assert places(REGISTRIES) == []


def test_nothing_is_left_for_later():
    assert places(LATER) == []


def test_postgres_only_says_why():
    bare = [
        f"{path}:{node.lineno}"
        for path in files(".py", folders=("tests",))
        for node in ast.walk(ast.parse(text(path)))
        if isinstance(node, ast.Attribute) and node.attr == "postgres_only" and not has_reason(path, node)
    ]
    assert bare == []


def has_reason(path: Path, mark: ast.Attribute) -> bool:
    """Whether the mark is called with one text that says something."""
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.Call) and ast.dump(node.func, include_attributes=True) == ast.dump(
            mark, include_attributes=True
        ):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            return any(isinstance(v, ast.Constant) and len(str(v.value).split()) > 2 for v in values)
    return False
