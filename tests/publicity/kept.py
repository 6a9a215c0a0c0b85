"""Copies of editions, and what is looked for in them."""

import datetime
import hashlib
import posixpath
import re
from urllib.parse import unquote, urlsplit

from publicity.export.exporting import export_site

DAY = datetime.date(2021, 7, 1)
LINK = re.compile(r"""(?:href|src)=["']([^"']*)["']""")
IN_SHEETS = re.compile(r"""url\(["']?([^"')]+)""")


def export(out, number=1, **options):
    """The folder of a copy."""
    export_site(number, out, made=DAY, **options)
    return out


def contents(folder):
    """{name: bytes} of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def texts(folder):
    """{name: text} of what a reader or a program reads as text."""
    readable = (".html", ".js", ".css", ".json", ".csv", ".txt", ".svg", ".sha256")
    return {name: data.decode() for name, data in contents(folder).items() if name.endswith(readable)}


def listed(folder):
    """{name: digest} as the manifest says."""
    lines = (folder / "MANIFEST.sha256").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def digest(data):
    return hashlib.sha256(data).hexdigest()


def links(folder):
    """(page, address) of every link, source and name in a sheet."""
    for name, text in texts(folder).items():
        if name.endswith(".html"):
            yield from ((name, address.replace("&amp;", "&")) for address in LINK.findall(text))
        elif name.endswith(".css"):
            yield from ((name, address) for address in IN_SHEETS.findall(text) if not address.startswith("data:"))


def target(page, address):
    """The file that a relative address names."""
    path = unquote(urlsplit(address).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
