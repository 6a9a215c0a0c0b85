"""Names of downloaded files: what it is, which edition, which date."""

from django.utils.translation import gettext as _

from editions.documents.formats import extension_of
from editions.models import IssuedFile
from klaipeda_plan.core.downloads import plain_name


def file_name(file: IssuedFile) -> str:
    """`Klaipėdos miesto … planas, redakcija 3, 2020-09-24.pdf`, without signs that a file system refuses."""
    edition = file.edition
    words = _("%(plan)s, edition %(number)s, %(date)s")
    if file.basis:
        words = _("%(plan)s, edition %(number)s compared with %(basis)s, %(date)s")
    name = words % {
        "plan": edition.meta["plan"]["title"], "number": edition.number, "date": edition.document_date.isoformat(),
        "basis": file.basis.number if file.basis else "",
    }  # fmt: skip
    return f"{plain_name(name)}.{extension_of(file.format)}"
