"""No file and no function grows past its limit: it is split before."""

import ast
from pathlib import Path

import pytest

from tests.house.project import PACKAGES, files, text

LIMITS = {".py": 400, ".html": 150, ".js": 150, ".css": 300}
FUNCTION_LINES = 50

# Files that may be longer, each with its reason. Short, or the limits mean nothing.
ALLOWED: dict[str, str] = {}


@pytest.mark.parametrize("suffix", LIMITS)
def test_file_is_within_its_budget(suffix):
    too_long = {
        str(path): lines
        for path in files(suffix)
        if (lines := text(path).count("\n")) > LIMITS[suffix] and str(path) not in ALLOWED
    }
    assert too_long == {}, f"more than {LIMITS[suffix]} lines"


def test_function_is_within_its_budget():
    too_long = {
        f"{path}:{function.name}": lines
        for path in files(".py", folders=(*PACKAGES, "tools"))
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno) > FUNCTION_LINES
    }
    assert too_long == {}, f"more than {FUNCTION_LINES} lines"


def test_allowed_files_still_need_it():
    assert [name for name in ALLOWED if text(Path(name)).count("\n") <= LIMITS[Path(name).suffix]] == []


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node for node in ast.walk(ast.parse(text(path))) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
