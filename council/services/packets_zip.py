"""The ZIP of a packet: its files, a numbered list for people and one of digests for `sha256sum -c`."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

STAMP = (2020, 1, 1, 0, 0, 0)  # of every member: the time of building would change the bytes
MODE = 0o644 << 16
SUMS = "00 SHA256SUMS"
STORED = ("pdf", "docx", "zip", "xlsx", "pptx", "odt", "ods")  # packed already


@dataclass(frozen=True)
class Member:
    """`read()` gives the bytes, one file at a time."""

    name: str
    label: str
    folder: str
    sha256: str
    size: int
    read: Callable[[], bytes]


def zip_of(title: str, members: Sequence[Member]) -> bytes:
    """Equal members give equal bytes. Lithuanian names stand in UTF-8, as the format says it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        name = pgettext("packet", "List")
        _put(archive, f"00 {name}.txt", list_of(title, members).encode())
        _put(archive, SUMS, sums_of(members).encode())
        for member in members:
            _put(archive, member.name, member.read())
    return out.getvalue()


def list_of(title: str, members: Sequence[Member]) -> str:
    """For people: every file with its number, size and digest, under its item."""
    lines, folder = [title, ""], ""
    for number, member in enumerate(members, start=1):
        if member.folder != folder:
            folder = member.folder
            lines += ["", folder]
        lines += [f"{number:3}. {member.name}", f"     {member.size} B, SHA-256 {member.sha256}"]
    lines += ["", _("Whether a file is genuine anybody can verify on the portal's page of verification.")]
    return "\r\n".join(lines) + "\r\n"


def sums_of(members: Sequence[Member]) -> str:
    return "".join(f"{member.sha256}  {member.name}\n" for member in members)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, STAMP)
    packed = name.rpartition(".")[2].lower() in STORED
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr, info.create_system = MODE, 3
    archive.writestr(info, content)
