"""The project's own files, for the checks of the house rules."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("klaipeda_plan", "workgroups", "plans", "indicators", "editions", "publicity", "council")
FOLDERS = (*PACKAGES, "templates", "static", "tests", "tools", "deploy", "docs", ".ci")
NOT_OURS = {"__pycache__", "migrations", "vendor"}


def files(*suffixes: str, folders: tuple[str, ...] = FOLDERS) -> Iterator[Path]:
    """Files with one of the suffixes, as paths relative to the root."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in suffixes and not NOT_OURS & set(path.parts):
                yield path.relative_to(ROOT)


def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
