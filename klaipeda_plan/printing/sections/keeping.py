"""Sections that are laid out already, kept under the digest of all that they are made of.

They stand in a folder of this machine that nothing serves (`PRINT_CACHE`), for its owner alone, and go again when
nobody took them for a while or the folder grows beyond `PRINT_CACHE_MB`. Whoever deletes the folder loses time only.
"""

import logging
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from klaipeda_plan.printing.sections.files import SetSection, unpack

logger = logging.getLogger(__name__)
DAY = 24 * 3600
UNUSED_DAYS = 30
LEFTOVER_SECONDS = DAY  # no document takes as long


class Shelf:
    """The folder: `sections` by key, `faces` (typefaces) by digest, and a folder of work for each document."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or Path(settings.PRINT_CACHE)
        self.sections, self.faces, self.work = (self._folder(name) for name in ("sections", "faces", "work"))

    def _folder(self, name: str) -> Path:
        path = self.root / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    def find(self, key: str) -> SetSection | None:
        """The section, if it is whole and its typefaces are there too."""
        path = self.sections / key
        try:
            section = unpack(path.read_bytes())
            os.utime(path)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError):
            logger.warning("A kept section is damaged and is laid out again: %s", key)
            path.unlink(missing_ok=True)
            return None
        return section if all((self.faces / face).exists() for face in section.faces) else None

    def keep(self, key: str, packed: Path) -> SetSection:
        """Take the file of a worker; it is moved whole."""
        section = unpack(packed.read_bytes())
        packed.replace(self.sections / key)
        return section

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """A folder for one document, gone afterwards; what a killed process left goes at the next one's."""
        for old in self.work.iterdir():
            if time.time() - old.stat().st_mtime > LEFTOVER_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
        folder = self.work / uuid.uuid4().hex
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def tidy(self) -> None:
        """Drop what nobody took for `UNUSED_DAYS`, then the longest unused until the rest fits."""
        kept = []
        for path in self.sections.iterdir():
            try:
                told = path.stat()
            except FileNotFoundError:
                continue  # another document's tidying was quicker
            kept.append((told.st_mtime, told.st_size, path))
        room = settings.PRINT_CACHE_MB * 1024 * 1024
        for used, size, path in sorted(kept, reverse=True):
            room -= size
            if room < 0 or time.time() - used > UNUSED_DAYS * DAY:
                path.unlink(missing_ok=True)
