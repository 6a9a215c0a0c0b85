"""Message catalogues: one folder per app label under locale/, filled from the app and its templates.

    ./portal messages            extract into locale/<label>/lt/LC_MESSAGES/*.po and compile
    ./portal messages --check    change nothing; fail when a catalogue is stale or incomplete

Needs gettext's programs. What belongs to no app (the settings, templates at the root, allauth's and shared
components) is core's. Headers carry no dates and places no line numbers, so a second run changes nothing.
"""

import argparse
import gettext
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from django.core.management.commands.makemessages import Command as MakeMessages

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "lt"
DOMAINS = ("django", "djangojs")
OPTIONS = "--symlinks --no-obsolete --add-location file --ignore migrations --ignore vendor -v 0".split()
# The folders of Python code of each label.
APPS = {
    "core": ["klaipeda_plan"],
    "jobs": ["klaipeda_plan/jobs"],
    "notices": ["klaipeda_plan/notices"],
    "workgroups": ["workgroups"],
    "plans": ["plans"],
    "indicators": ["indicators"],
    "editions": ["editions"],
    "publicity": ["publicity"],
    "council": ["council"],
}
# One, few (2–9), a fraction, other: as Django's own Lithuanian catalogues count.
PLURALS = (
    "nplurals=4; plural=(n % 10 == 1 && (n % 100 > 19 || n % 100 < 11) ? 0 : (n % 10 >= 2 && n % 10 <= 9)"
    " && (n % 100 > 19 || n % 100 < 11) ? 1 : n % 1 != 0 ? 2 : 3);"
)
HEADER = f"""msgid ""
msgstr ""
"Project-Id-Version: klaipeda-plan\\n"
"Language: {LANGUAGE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {PLURALS}\\n"
"""


class Extract(MakeMessages):
    """Django's makemessages without settings: it writes to ./locale and never guesses a translation."""

    settings_available = False
    requires_system_checks: list[str] = []
    msgmerge_options = [*MakeMessages.msgmerge_options, "--no-fuzzy-matching"]


def sources(label: str) -> Iterator[Path]:
    """Files and folders, relative to the root, whose messages belong to the label."""
    if label == "core":
        others = {folder for name, folders in APPS.items() if name != "core" for folder in folders}
        yield from (path for path in _children("klaipeda_plan") if str(path) not in others)
    else:
        yield from map(Path, APPS[label])
    for top in ("templates", "static"):
        if label == "core":
            yield from (path for path in _children(top) if path.name not in APPS or path.name == "core")
        else:
            yield Path(top, label)


def _children(folder: str) -> list[Path]:
    entries = (entry for entry in (ROOT / folder).iterdir() if entry.name != "__pycache__")
    return sorted(entry.relative_to(ROOT) for entry in entries)


def extract(label: str, catalogues: Path) -> None:
    """Brings the label's catalogues under `catalogues`/<label> up to date with the sources."""
    target = catalogues / label
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name)
        for source in sources(label):
            if (ROOT / source).exists():
                link = tree / source
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(ROOT / source)
        (tree / "locale").symlink_to(target)
        with chdir(tree):
            for domain in DOMAINS:
                # With the header there, new messages get as many forms as the language counts.
                catalogue = target / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
                catalogue.parent.mkdir(parents=True, exist_ok=True)
                if not catalogue.exists():
                    catalogue.write_text(HEADER, encoding="utf-8")
                Extract().run_from_argv(["", "makemessages", "-l", LANGUAGE, "-d", domain, *OPTIONS])
    for catalogue in files(target):
        _, _, messages = catalogue.read_text(encoding="utf-8").partition("\n\n")
        if messages:
            catalogue.write_text(f"{HEADER}\n{messages}", encoding="utf-8")
        else:
            catalogue.unlink()


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"**/{LANGUAGE}/LC_MESSAGES/*.po"))


def compile_catalogue(po: Path, mo: Path) -> None:
    subprocess.run(["msgfmt", "--check-format", "-o", mo, po], check=True)


def meaning(mo: Path) -> dict[object, str]:
    """What a compiled catalogue says, without its header; does not depend on who compiled it."""
    if not mo.exists():
        return {}
    with mo.open("rb") as stream:
        catalogue = dict(gettext.GNUTranslations(stream)._catalog)  # type: ignore[attr-defined]
    catalogue.pop("", None)
    return catalogue


def selected(po: Path, attribute: str) -> list[str]:
    """The message ids of a catalogue that have the attribute (`--untranslated`, `--only-fuzzy`)."""
    found = subprocess.run(
        ["msgattrib", attribute, "--no-obsolete", "--no-wrap", po], check=True, capture_output=True, text=True
    ).stdout
    # The first entry is the header; a text of several lines is joined.
    entries = (re.search(r'^msgid ((?:".*"\n?)+)', entry, re.MULTILINE) for entry in found.split("\n\n")[1:])
    return [entry[1].replace('"\n"', "").strip() for entry in entries if entry]


def update() -> int:
    for label in APPS:
        extract(label, ROOT / "locale")
        for po in files(ROOT / "locale" / label):
            compile_catalogue(po, po.with_suffix(".mo"))
            missing = len(selected(po, "--untranslated")) + len(selected(po, "--only-fuzzy"))
            print(f"{po.relative_to(ROOT)}: {missing or 'nothing'} to translate")
    return 0


def check() -> int:
    """Extracts into a copy and compares it with what stands in the project."""
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "locale"
        shutil.copytree(ROOT / "locale", copy, ignore=shutil.ignore_patterns("*.mo"))
        for label in APPS:
            extract(label, copy)
            for fresh in files(copy / label):
                problems += problems_of(fresh, ROOT / "locale" / fresh.relative_to(copy))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def problems_of(fresh: Path, committed: Path) -> Iterator[str]:
    """What is wrong with a committed catalogue, measured by one just extracted from the sources."""
    name = committed.relative_to(ROOT)
    for attribute, word in (("--untranslated", "not translated"), ("--only-fuzzy", "fuzzy")):
        for message in selected(fresh, attribute):
            yield f"{name}: {word}: {message}"
    compiled = fresh.with_suffix(".mo")
    compile_catalogue(fresh, compiled)
    if meaning(compiled) != meaning(committed.with_suffix(".mo")):
        yield f"{name}: stale; run ./portal messages"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./portal messages", description="Message catalogues of all apps.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is missing")
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    return check() if parser.parse_args().check else update()


if __name__ == "__main__":
    sys.exit(main())
