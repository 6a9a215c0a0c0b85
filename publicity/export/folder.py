"""The folder of a copy: written beside its place under another name, renamed when it is whole."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from publicity.export.model import MANIFEST

MODE_FOLDER, MODE_FILE = 0o755, 0o644


class Folder:
    """Files by their name within the copy; each is written once."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.digests: dict[str, str] = {}

    def write(self, name: str, content: bytes | str) -> None:
        """`name` is relative, with slashes. A second file of a name is a mistake of the caller."""
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or name in self.digests:
            raise ValueError(name)
        data = content.encode() if isinstance(content, str) else content
        path = self.place / parts
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(MODE_FILE)
        self.digests[name] = hashlib.sha256(data).hexdigest()

    def seal(self) -> None:
        """The list of all files with their SHA-256, as `sha256sum --check` reads it; nothing is written after it."""
        lines = [f"{digest}  {name}\n" for name, digest in sorted(self.digests.items())]
        self.write(MANIFEST, "".join(lines))


@contextmanager
def new_folder(out: Path) -> Iterator[Folder]:
    """A folder that stands at `out` only when everything in it was written; else nothing is left of it.

    Refuses a place that holds something, that is no folder, or where nothing can be written.
    """
    out = out.absolute()
    _refuse_place(out)
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.partial-", dir=out.parent))
    except OSError as error:
        raise Refused(_("Nothing can be written in %(place)s: %(why)s.") % _named(out.parent, error)) from error
    try:
        folder = Folder(beside)
        yield folder
        folder.seal()
        for inner in (beside, *(path for path in beside.rglob("*") if path.is_dir())):
            inner.chmod(MODE_FOLDER)
        beside.rename(out)
    except OSError as error:
        raise Refused(_("The copy could not be written to %(place)s: %(why)s.") % _named(out, error)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _refuse_place(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise Refused(_("%(place)s is not a folder. Name a new one, or an empty one.") % {"place": out})
    if not out.parent.is_dir():
        raise Refused(_("There is no folder %(place)s to write the copy in.") % {"place": out.parent})
    try:
        if out.exists() and any(out.iterdir()):
            raise Refused(_("%(place)s is not empty. Name a new folder: nothing is written over.") % {"place": out})
    except OSError as error:
        raise Refused(_("Nothing can be written in %(place)s: %(why)s.") % _named(out, error)) from error


def _named(place: Path, error: OSError) -> dict[str, object]:
    return {"place": place, "why": error.strerror or error}
