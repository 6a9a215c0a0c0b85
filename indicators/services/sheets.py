"""The plan out as sheets and in again: every step of an import, and the record of exports."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators import permissions
from indicators.models import ImportState, SheetExport, SheetImport
from indicators.sheets import applying, separated, xlsx
from indicators.sheets.contents import draft_contents
from indicators.sheets.layout import BY_SLUG
from indicators.sheets.marks import working_mark
from indicators.sheets.matching import Match, lacking, match_sheets
from indicators.sheets.opening import open_upload
from indicators.sheets.planning import Report, plan_import
from indicators.sheets.raw import RawSheet
from indicators.sheets.tables import tables_of
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import JobFailed, enqueue
from klaipeda_plan.printing.storage import store_whole
from plans.models import Plan
from workgroups.models import User, Workgroup

KEPT = timedelta(days=7)
DIRECT_ROWS, DIRECT_WRITES = 3_000, 300  # more rows are checked, or taken over, by a job
CHECK_JOB, APPLY_JOB = "check_sheets", "apply_sheets"
FOLDER = "imports"


@dataclass(frozen=True)
class Exported:
    name: str
    content: bytes
    media_type: str


def export_draft(
    plan: Plan, *, by: Any, format: str = "xlsx", slugs: list[str] | None = None, group: Workgroup | None = None
) -> Exported:
    """The draft as a workbook (`xlsx`) or as CSV (one sheet, or several in a zip), recorded under the person's name."""
    if not permissions.can_export_draft(by):
        raise NotAllowed(_("You may not take the draft along."), who_may=_("Whoever reads the whole draft."))
    chosen = [slug for slug in slugs or [] if slug in BY_SLUG]
    tables = tables_of(draft_contents(plan, group), chosen)
    mark = working_mark(plan.title, is_sample=plan.holds_sample)
    SheetExport.objects.create(plan=plan, by=by, format=format, sheets=chosen, group=group.slug if group else "")
    stem = _("working-draft") + (f"-{group.slug}" if group else "")
    if format == "xlsx":
        return Exported(f"{stem}.xlsx", xlsx.write_workbook(tables, mark=mark), xlsx.MEDIA_TYPE)
    if len(tables) == 1:
        name = f"{tables[0].sheet.slug}-{stem}.csv"
        return Exported(name, separated.write_csv(tables[0], mark=mark), separated.MEDIA_TYPE)
    return Exported(f"{stem}.zip", separated.write_zip(tables, mark=mark), "application/zip")


def begin_import(plan: Plan, content: bytes, name: str, *, by: Any) -> SheetImport:
    """Keep the file and guess its columns. Raises Refused when it cannot be read."""
    if not permissions.can_import(by):
        raise NotAllowed(_("You do not write in the plan."), who_may=_("Members of the groups and the coordinator."))
    sheets = open_upload(content, name)
    imported = SheetImport(
        plan=plan, by=by, expires_at=timezone.now() + KEPT, original_name=name[-200:],
        rows=sum(len(sheet.rows) for sheet in sheets),
        matches=[match.as_json() for match in match_sheets(sheets)],
    )  # fmt: skip
    imported.file = f"{FOLDER}/{imported.uid}/file"
    store_whole(imported.file, content)
    imported.save()
    return imported


def matches_of(imported: SheetImport) -> list[Match]:
    return [Match.of_json(one) for one in imported.matches]


def sheets_of(imported: SheetImport) -> list[RawSheet]:
    """The file's rows, read anew. Raises Refused when it is gone."""
    try:
        with default_storage.open(imported.file, "rb") as stored:
            content = stored.read()
    except (FileNotFoundError, ValueError) as error:
        raise Refused(_("The file is not kept any more. Bring it again.")) from error
    return open_upload(content, imported.original_name)


def match_import(imported: SheetImport, matches: list[Match], *, by: Any) -> None:
    """What the person says of the columns; the check must be done again. Refused when nothing can be made of them,
    once the person is sure of all."""
    _own(imported, by)
    if all(match.is_sure for match in matches):
        _refuse_lacking(matches)
    imported.matches = [match.as_json() for match in matches]
    imported.state, imported.digest, imported.counts = ImportState.BROUGHT, "", {}
    imported.save(update_fields=["matches", "state", "digest", "counts"])


def is_matched(imported: SheetImport) -> bool:
    """Whether nobody needs to look at the columns: they are ours, all of them."""
    matches = matches_of(imported)
    return all(match.is_sure for match in matches) and any(match.slug for match in matches)


def request_check(imported: SheetImport, *, by: Any) -> Job | None:
    """The dry run, at once or by a job where the file is large."""
    _own(imported, by)
    _refuse_lacking(matches_of(imported))
    if imported.rows > DIRECT_ROWS:
        args = {"pk": imported.pk, "by": by.pk}
        return enqueue(CHECK_JOB, f"{CHECK_JOB}:{imported.pk}", args, by=by)
    check_import(imported, by=by)
    return None


def check_import(imported: SheetImport, *, by: Any) -> Report:
    """Every row that would be added, changed or refused; nothing is written but the report."""
    _own(imported, by)
    report, _draft = plan_import(imported.plan, sheets_of(imported), matches_of(imported), by=by)
    imported.report = f"{FOLDER}/{imported.uid}/report-{report.digest}.json"
    store_whole(imported.report, json.dumps(report.as_json(), ensure_ascii=False).encode())
    imported.counts, imported.digest, imported.state = dict(report.counts), report.digest, ImportState.CHECKED
    imported.save(update_fields=["report", "counts", "digest", "state"])
    return report


def report_of(imported: SheetImport) -> list[dict[str, Any]]:
    """The lines of the last check, as `planning.Report` wrote them."""
    if not imported.report:
        return []
    try:
        with default_storage.open(imported.report, "rb") as stored:
            lines: list[dict[str, Any]] = json.load(stored)["lines"]
            return lines
    except (FileNotFoundError, ValueError):
        return []


def request_apply(imported: SheetImport, reason: str, *, by: Any) -> Job | None:
    """Take the rows over, at once or by a job where there are many."""
    _ready(imported, reason, by)
    if imported.counts.get("added", 0) + imported.counts.get("changed", 0) > DIRECT_WRITES:
        args = {"pk": imported.pk, "reason": reason, "by": by.pk}
        return enqueue(APPLY_JOB, f"{APPLY_JOB}:{imported.pk}", args, by=by)
    apply_import(imported, reason, by=by)
    return None


@transaction.atomic
def apply_import(imported: SheetImport, reason: str, *, by: Any) -> int:
    """Write what the check has shown, all or nothing; answers how many elements got a version.

    The rows are compared with the draft once more: when that says anything else than what was shown, nothing is
    written.
    """
    _ready(imported, reason, by)
    locked = SheetImport.objects.select_for_update().select_related("plan").get(pk=imported.pk)
    if locked.state == ImportState.APPLIED:
        return locked.written
    list(Plan.objects.select_for_update().filter(pk=locked.plan_id))
    report, draft = plan_import(locked.plan, sheets_of(locked), matches_of(locked), by=by)
    if report.digest != locked.digest:
        raise Refused(_("The draft has changed since the check. Check once more and look at what is different."))
    imported.written = applying.write(draft, by=by, reason=reason.strip())
    imported.reason, imported.state, imported.applied_at = reason.strip(), ImportState.APPLIED, timezone.now()
    imported.save(update_fields=["written", "reason", "state", "applied_at"])
    return imported.written


def drop_import(imported: SheetImport, *, by: Any) -> None:
    """Forget the file; what was taken over stays as a record."""
    _own(imported, by)
    _forget(imported)


def drop_old_imports() -> int:
    """At each tick: files whose time is over are deleted. Answers how many."""
    late = list(SheetImport.objects.filter(expires_at__lt=timezone.now()).exclude(file="")[:50])
    for imported in late:
        _forget(imported)
    return len(late)


def check_by_job(progress: Progress, *, pk: int, by: int) -> dict[str, Any]:
    imported, user = _for_job(pk, by)
    progress(5, _("Reading the file"))
    _as_job(lambda: check_import(imported, by=user))
    return {"import": str(imported.uid)}


def apply_by_job(progress: Progress, *, pk: int, reason: str, by: int) -> dict[str, Any]:
    imported, user = _for_job(pk, by)
    progress(5, _("Writing the rows"))
    _as_job(lambda: apply_import(imported, reason, by=user))
    return {"import": str(imported.uid)}


def _for_job(pk: int, by: int) -> tuple[SheetImport, Any]:
    imported = SheetImport.objects.select_related("plan").filter(pk=pk).first()
    user = User.objects.filter(pk=by).first()
    if imported is None or user is None:
        raise JobFailed(_("The file is not kept any more. Bring it again."))
    return imported, user


def _as_job(work: Any) -> None:
    try:
        work()
    except Refused as refusal:
        raise JobFailed(str(refusal)) from refusal


def _own(imported: SheetImport, by: Any) -> None:
    if not permissions.is_own_import(by, imported):
        raise NotAllowed(_("Somebody else brought this file."), who_may=_("Whoever brought the file."))


def _ready(imported: SheetImport, reason: str, by: Any) -> None:
    _own(imported, by)
    if not reason.strip():
        raise Refused(_("Say why the rows are brought in: it stands in the history of every element."))
    if imported.state == ImportState.BROUGHT:
        raise Refused(_("Check the file first."))
    if imported.counts.get("refused"):
        raise Refused(_("Some rows are refused. Mend them in the file and bring it again: all rows or none."))


def _refuse_lacking(matches: list[Match]) -> None:
    if not any(match.slug for match in matches):
        raise Refused(_("Say for at least one sheet what it holds."))
    for match in matches:
        if match.slug and (missing := lacking(match)):
            raise Refused(
                _("The sheet “%(sheet)s” needs a column for: %(columns)s.")
                % {"sheet": match.name, "columns": ", ".join(missing)}
            )


def _forget(imported: SheetImport) -> None:
    for name in (imported.file, imported.report):
        if name and default_storage.exists(name):
            default_storage.delete(name)
    if imported.state == ImportState.APPLIED:
        imported.file = imported.report = ""
        imported.save(update_fields=["file", "report"])
    else:
        imported.delete()
