"""Editions made quickly, and what is asked of them."""

import datetime

from django.utils import timezone

from editions.composing import Piece
from editions.models import Edition, EditionKind
from editions.reading import load_tree
from editions.services.events import publish_edition
from editions.services.freeze import freeze_edition, write_edition
from plans.codes import Place, codes_of
from plans.models import Element
from tests.support.factories import accept_all

DATE = datetime.date(2021, 6, 1)


def freeze(plan, by, *, title="Redakcija", kind=EditionKind.PLAN_DRAFT, publish=False, **fields):
    """An edition of what is accepted; everything is accepted first when nothing was."""
    if not Element.objects.filter(plan=plan, accepted_version__isnull=False).exists():
        accept_all(plan, by=by)
    edition = freeze_edition(plan, kind=kind, title=title, document_date=DATE, by=by, **fields)
    if publish:
        publish_edition(edition, by=by)
    return with_state(edition)


def with_state(edition):
    """The edition as it stands now, with its state."""
    return Edition.objects.with_state().select_related("plan").get(pk=edition.pk)


def write(plan, by, rows, *, publish=True, sample=False, title="Redakcija"):
    """An edition of rows `(uid, parent uid, path, kind, title, more content)`, for shapes that a draft has not."""
    codes = codes_of(Place(uid, parent, kind, more.get("horizontal", False)) for uid, parent, _, kind, _, more in rows)
    pieces = [
        Piece(str(uid), str(parent) if parent else None, path, codes[uid], content(kind, title_, **more))
        for uid, parent, path, kind, title_, more in rows
    ]
    edition = write_edition(
        plan, pieces, kind=EditionKind.PLAN_DRAFT, title=title, document_date=DATE, by=by, sample=sample,
        frozen_at=timezone.now(),
    )  # fmt: skip
    if publish:
        publish_edition(edition, by=by)
    return with_state(edition)


def content(kind, title, **more):
    return {
        "kind": kind, "title": title, "body": "", "horizontal": False, "workgroup": None, "detail": None,
        "funding": [], "links": [], "indicators": [], **more,
    }  # fmt: skip


def codes(edition):
    return list(edition.elements.order_by("path").values_list("code", flat=True))


def titles(edition):
    """{code: title} of the edition's own content."""
    return {node.code: node.title for node in load_tree(edition).walk()}
