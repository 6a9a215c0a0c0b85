"""Style sheets, fonts and images of the copied pages, with what they name in their turn."""

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from publicity.export.folder import Folder
from publicity.export.model import STATICS

NAMED = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


def static_name(address: str) -> str | None:
    """The name of a static file behind an address of the portal, None for other addresses."""
    base = str(getattr(staticfiles_storage, "base_url", "") or "")
    path = urlsplit(address).path
    return path.removeprefix(base) if base and path.startswith(base) else None


def file_of_static(name: str) -> str:
    return f"{STATICS}/{name}"


def write_statics(folder: Folder, names: Iterable[str]) -> None:
    """The named files and those that their sheets name."""
    waiting, done = sorted(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done.add(name)
        content = read_static(name)
        folder.write(file_of_static(name), content)
        if name.endswith(".css"):
            waiting += _named_in(name, content.decode())


def read_static(name: str) -> bytes:
    """As collected, else as it stands in its source."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as stored:
            content: bytes = stored.read()
            return content
    found = finders.find(name)
    if not found:
        raise Refused(
            _("The file %(name)s of the portal's look is missing: collect the static files.") % {"name": name}
        )
    with open(str(found), "rb") as source:
        return source.read()


def _named_in(name: str, sheet: str) -> list[str]:
    """Other addresses than relative ones do not stand in our sheets; what is written into the sheet is no file."""
    targets = [urlsplit(target).path for target in NAMED.findall(sheet) if not target.startswith(("data:", "#"))]
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) for target in targets]
