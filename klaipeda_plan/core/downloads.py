"""Names of downloaded files."""

import re
import unicodedata
from urllib.parse import quote

FORBIDDEN = re.compile(r'[\x00-\x1f"*/:<>?\\|]')


def plain_name(name: str) -> str:
    """`name` without signs that a file system refuses, and not too long."""
    return FORBIDDEN.sub("", name)[:180]


def content_disposition(name: str) -> str:
    """The header for saving under `name`: ASCII for old programs, UTF-8 for the rest (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", name.replace("–", "-").replace("ł", "l"))
    ascii_name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name)}"
