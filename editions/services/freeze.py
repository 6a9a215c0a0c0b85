"""Freezing: a composition of the draft becomes an edition that nobody can change."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editions import permissions
from editions.composing import PATH_DIGITS, Composition, Piece, compose
from editions.models import Edition, EditionElement, EditionKind, EditionReason, Fragment
from editions.services.pictures import freeze_pictures, record_pictures
from editions.services.reasons import Reason, gather_reasons, reason_rows, reasons_digest
from editions.services.translations import write_translations
from klaipeda_plan.core.canonical import canonical_json, digest_of
from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.checks import Finding, Severity, check_pieces
from plans.models import FundingSource, Plan
from workgroups.models import Workgroup


class ErrorsFound(Refused):
    """The plan checks find errors in what would be frozen for the council; nothing was frozen."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        text = ngettext(
            "The checks found %(count)d error in what would be frozen.",
            "The checks found %(count)d errors in what would be frozen.",
            len(findings),
        )
        super().__init__(text % {"count": len(findings)})
        self.findings = findings


@transaction.atomic
def freeze_edition(
    plan: Plan, *, kind: str, title: str, document_date: datetime.date, by: Any, note: str = "",
    newest: Mapping[str, str] | None = None, despite: str = "",
) -> Edition:  # fmt: skip
    """Freeze the draft: the accepted version of every element; a working edition takes the newest of all.

    `newest` maps the uid of an element whose newest version is taken instead to the reason why; the reasons
    become part of the note; only the coordinator may ask for that. Refused when nothing would stand in it.
    `despite` is the coordinator's reason to freeze although the checks find errors; without one `ErrorsFound`
    is raised. A working edition is not held up.
    """
    if not permissions.can_freeze(by):
        raise NotAllowed(_("You may not freeze an edition."), who_may=_("The coordinator and the council secretary."))
    if newest and not permissions.can_take_unaccepted(by):
        raise NotAllowed(_("You may not take what is not accepted."), who_may=_("The coordinator."))
    if any(not reason.strip() for reason in (newest or {}).values()):
        raise Refused(_("Say why the newest version is taken instead of the accepted one."))
    composition = compose(plan, newest=newest, whole=kind == EditionKind.WORKING)
    if not composition.pieces:
        raise Refused(_("Nothing has been accepted yet: the edition would be empty."))
    errors = [] if kind == EditionKind.WORKING else errors_in(plan, composition)
    if errors and not despite.strip():
        raise ErrorsFound(errors)
    if errors and not permissions.can_freeze_despite_errors(by):
        raise NotAllowed(_("You may not freeze what has errors."), who_may=_("The coordinator."))
    codes = {piece.uid: piece.code for piece in composition.pieces}
    exceptions = [f"{codes[uid]}: {reason.strip()}" for uid, reason in (newest or {}).items() if uid in codes]
    if exceptions:
        note = "\n".join([note, _("Taken before acceptance:"), *exceptions]).strip()
    edition = write_edition(
        plan, composition.pieces, kind=kind, title=title, document_date=document_date, note=note, by=by,
        sample=plan.holds_sample, more_meta=_despite(errors, despite), reasons=gather_reasons(plan, composition),
    )  # fmt: skip
    write_translations(edition, by=by)
    return edition


def errors_in(plan: Plan, composition: Composition) -> list[Finding]:
    """What the plan checks hold against freezing this composition for the council."""
    findings = check_pieces(plan, composition.pieces, composition.elements)
    return [finding for finding in findings if finding.severity == Severity.ERROR]


@transaction.atomic
def write_edition(
    plan: Plan, pieces: Sequence[Piece], *, kind: str, title: str, document_date: datetime.date, by: Any,
    note: str = "", sample: bool = False, frozen_at: datetime.datetime | None = None,
    more_meta: Mapping[str, Any] | None = None, reasons: Mapping[str, Sequence[Reason]] | None = None,
) -> Edition:  # fmt: skip
    """Insert an edition of ready-made pieces (in the order of the document) under the next number, with the `reasons`
    of what changed by uid."""
    # One number at a time: numbers are unique over all plans.
    list(Plan.objects.select_for_update().order_by("pk"))
    pieces = freeze_pictures(pieces)
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    why = reason_rows(reasons or {})
    contents = {piece.uid: canonical_json(piece.content) for piece in pieces}
    digests = {uid: digest_of(content) for uid, content in contents.items()}
    edition = Edition(
        number=number, plan=plan, kind=kind, title=title.strip(), document_date=document_date, note=note.strip(),
        sample=sample, frozen_at=frozen_at or timezone.now(), frozen_by=by,
        meta={**_meta(plan), **(more_meta or {}), **({"reasons": reasons_digest(why)} if why else {})},
    )  # fmt: skip
    edition.digest = edition_digest(edition, ((p.uid, p.path, p.code, digests[p.uid]) for p in pieces))
    edition.save(force_insert=True)
    Fragment.objects.bulk_create(
        [Fragment(digest=digests[uid], content=content) for uid, content in contents.items()],
        ignore_conflicts=True,
        batch_size=500,
    )
    EditionElement.objects.bulk_create(
        [
            EditionElement(
                edition=edition, uid=piece.uid, path=piece.path, depth=len(piece.path) // PATH_DIGITS - 1,
                code=piece.code, kind=piece.content["kind"], fragment_id=digests[piece.uid],
                cents=sum(row["cents"] for row in piece.content.get("funding", [])),
            )
            for piece in pieces
        ],
        batch_size=500,
    )  # fmt: skip
    for row in why:
        row.edition = edition
    EditionReason.objects.bulk_create(why, batch_size=500)
    record_pictures(edition, pieces)
    return edition


def edition_digest(edition: Edition, elements: Iterable[tuple[str, str, str, str]]) -> str:
    """SHA-256 over plan, number, metadata and the ordered (uid, path, code, digest of the fragment)."""
    return digest_of(canonical_json({**digested_facts(edition), "elements": [list(element) for element in elements]}))


def digested_facts(edition: Edition) -> dict[str, Any]:
    """What the digest covers besides the elements."""
    return {
        "plan": str(edition.plan.uid), "number": edition.number, "kind": edition.kind, "title": edition.title,
        "document_date": edition.document_date.isoformat(),
        "frozen_at": edition.frozen_at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "note": edition.note, "sample": edition.sample, "meta": edition.meta,
    }  # fmt: skip


def _despite(errors: Sequence[Finding], reason: str) -> dict[str, Any]:
    """What stays in the edition's record of errors that did not stop it; the digest covers it."""
    if not errors:
        return {}
    listed = [
        {"code": one.code, "place": one.place, "uid": str(one.element.uid) if one.element else None} for one in errors
    ]
    return {"despite_errors": {"reason": reason.strip(), "errors": listed}}


def _meta(plan: Plan) -> dict[str, Any]:
    return {
        "plan": {
            "title": plan.title, "title_en": plan.title_en, "municipality": plan.municipality,
            "council": plan.council, "place": plan.place, "period": [plan.period_start, plan.period_end],
            "vision_year": plan.vision_year,
        },
        "groups": [
            {"slug": group.slug, "name": group.name, "name_en": group.name_en} for group in Workgroup.objects.all()
        ],
        "sources": [
            {"code": source.code, "name": source.name, "name_en": source.name_en}
            for source in FundingSource.objects.all()
        ],
        "stages": [
            {"code": stage.code, "name": stage.name, "name_en": stage.name_en,
             "years": [stage.year_from, stage.year_to]}
            for stage in plan.stages.all()
        ],
    }  # fmt: skip
