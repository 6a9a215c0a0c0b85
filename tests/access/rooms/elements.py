"""Wordings of elements and files of editions: everybody's where the edition is published, nobody's else."""

import hashlib
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from editions.models import Edition, IssuedFile
from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ALL = "OOOOOOOOOO"
NONE = "NNNNNNNNNN"
NEVER = "MMMMMMMMMM"

ROWS: list[Row] = [
    *both("publicity:wordings", ALL, NEVER, short_uid="measure_short"),
    *both("publicity:wordings", NONE, NEVER, remark="never published", short_uid="unknown_short"),
    *both("publicity:edition_json", ALL, NEVER, number="published"),
    *both("publicity:edition_json", NONE, NEVER, remark="not published", number="council"),
    *both("publicity:edition_json", NONE, NEVER, remark="working", number="working"),
    *both("publicity:edition_document", ALL, NEVER, number="published", ending="pdf_word"),
    *both("publicity:edition_document", NONE, NEVER, remark="awaited", number="published", ending="docx_word"),
    *both("publicity:edition_document", NONE, NEVER, remark="not published", number="council", ending="pdf_word"),
    *both("publicity:edition_document", NONE, NEVER, remark="working", number="working", ending="pdf_word"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """The PDF of the published edition, as if it had been built; those of the others are the table's own."""
    content = b"%PDF for everybody"
    sha256 = hashlib.sha256(content).hexdigest()
    stored = default_storage.save(f"issued/{sha256}.pdf", ContentFile(content))
    IssuedFile.objects.create(
        sha256=sha256, key=sha256, edition=Edition.objects.published().get(plan=tree.goal.plan), document="plan",
        format="pdf", language="lt", file=stored, size=len(content), issued_by=team.secretary,
        issued_at=timezone.now(),
    )  # fmt: skip
    return SimpleNamespace(pdf_word="pdf", docx_word="docx", unknown_short="0" * 12)
