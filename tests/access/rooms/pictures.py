"""Pictures: of drafts, and of editions that are public or not."""

import io
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from editions.models import EditionKind, EditionPicture, FrozenPicture
from editions.services.freeze import freeze_edition
from plans.services.pictures import keep_picture
from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ROWS: list[Row] = [
    *both("plans:bring_picture", "LOOOFOFNNN", "LUUUFUFNNN"),
    *both("plans:picture", "LOOOOOONNN", "MMMMMMMMMM", uid="draft_picture"),
    *both(
        "publicity:picture",
        "NOOOOOOONN",
        "MMMMMMMMMM",
        remark="not published",
        digest="hidden_picture",
        ending="png_ending",
    ),
    *both("publicity:picture", "NNNNNNNNNN", "MMMMMMMMMM", remark="unknown", digest="no_picture", ending="png_ending"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """A picture of the drafts, and one that only an unpublished edition shows."""
    buffer = io.BytesIO()
    Image.new("RGB", (60, 60), "navy").save(buffer, "PNG")
    picture, _remark = keep_picture(tree.goal.plan, buffer.getvalue(), "žemėlapis.png", by=team.member)
    hidden = freeze_edition(
        tree.goal.plan, kind=EditionKind.PLAN_DRAFT, title="Su paveikslu", document_date=timezone.localdate(),
        by=team.coordinator,
    )  # fmt: skip
    file = default_storage.save("frozen/slaptas.png", ContentFile(buffer.getvalue()))
    frozen = FrozenPicture.objects.create(
        digest="a" * 64, file=file, media_type="image/png", width=60, height=60, size=len(buffer.getvalue())
    )
    EditionPicture.objects.create(edition=hidden, picture=frozen)
    return SimpleNamespace(
        draft_picture=picture.uid, hidden_picture=frozen.digest, no_picture="b" * 64, png_ending="png"
    )
