"""Names of downloaded files: what it is, which edition, which date."""

import re
import unicodedata
from urllib.parse import quote

from django.utils.translation import gettext as _

from editions.models import IssuedFile

FORBIDDEN = re.compile(r'[\x00-\x1f"*/:<>?\\|]')


def file_name(file: IssuedFile) -> str:
    """`Klaipėdos miesto … planas, redakcija 3, 2020-09-24.pdf`, without signs that a file system refuses."""
    edition = file.edition
    name = _("%(plan)s, edition %(number)s, %(date)s") % {
        "plan": edition.meta["plan"]["title"], "number": edition.number,
        "date": edition.document_date.isoformat(),
    }  # fmt: skip
    return f"{FORBIDDEN.sub('', name)[:180]}.{file.format}"


def content_disposition(name: str) -> str:
    """The header for saving under `name`: ASCII for old programs, UTF-8 for the rest (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", name.replace("–", "-").replace("ł", "l"))
    ascii_name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name)}"
