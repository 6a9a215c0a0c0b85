"""The minutes of a meeting as a PDF: a working paper of the drafting room, built by a job and read by who may.

A file lies under the meeting and a key over everything that is printed; a newer one replaces it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from klaipeda_plan.core.canonical import canonical_json, digest_of
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import JobFailed, enqueue
from klaipeda_plan.printing.bodies import document_body
from klaipeda_plan.printing.render import render_pdf
from klaipeda_plan.printing.storage import store_whole
from klaipeda_plan.printing.typography import tie
from plans.queries import DraftTree
from plans.queries_meetings import agenda_of, current_tree
from plans.services.pictures import DRAFTS
from workgroups.models import Meeting
from workgroups.permissions import can_read_meeting
from workgroups.queries import attendances_of

JOB_KIND = "print_minutes"
LANGUAGE = "lt"  # the minutes are written in Lithuanian
TEMPLATE = "workgroups/meetings/minutes_document.html"
FOLDER = "minutes"


@dataclass(frozen=True)
class AgendaLine:
    number: int
    title: str
    note: str
    elements: tuple[str, ...]


@dataclass(frozen=True)
class DecisionLine:
    number: int
    text: str
    item: str
    responsible: str
    due: str


@dataclass(frozen=True)
class MinutesDocument:
    """What the template prints; equal documents are one file."""

    title: str
    group: str
    date: str
    time: str
    place: str
    link: str
    state: str
    is_closed: bool
    is_sample: bool
    present: tuple[tuple[str, str, str], ...]  # name, organisation, presence
    agenda: tuple[AgendaLine, ...]
    body: SafeString
    decisions: tuple[DecisionLine, ...]


def minutes_document(meeting: Meeting) -> MinutesDocument:
    """The meeting as it is recorded now, in the language of minutes."""
    tree = current_tree()
    with translation.override(LANGUAGE):
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        return MinutesDocument(
            title=tie(meeting.title), group=meeting.workgroup.name, date=date_format(starts, "DATE_FORMAT"),
            time=f"{starts:%H:%M}–{ends:%H:%M}", place=meeting.place, link=meeting.link,
            state=meeting.get_state_display(), is_closed=meeting.minutes_closed,
            is_sample=bool(tree and tree.plan.holds_sample),
            present=tuple(
                (str(one.user or one.name), one.user.organisation if one.user else one.organisation,
                 str(one.get_presence_display()))
                for one in attendances_of(meeting)
            ),
            agenda=tuple(_agenda(meeting, tree)), body=document_body(meeting.minutes, 2, DRAFTS),
            decisions=tuple(_decisions(meeting)),
        )  # fmt: skip


def key_of(document: MinutesDocument) -> str:
    return digest_of(canonical_json({"minutes": asdict(document), "release": settings.RELEASE}))


def request_minutes(meeting: Meeting, *, by: Any) -> Job | str:
    """The key of the file, if these very minutes are printed already, else a job that prints them."""
    if not can_read_meeting(by, meeting):
        raise NotAllowed(_("You may not read these minutes."), who_may=_("Who reads the meetings of the group."))
    key = key_of(minutes_document(meeting))
    if find_minutes(meeting, key):
        return key
    # A job for each person: whoever looks at a job must be somebody who reads this meeting.
    return enqueue(JOB_KIND, f"{JOB_KIND}:{key}:{by.pk}", {"meeting": meeting.pk}, by=by)


def find_minutes(meeting: Meeting, key: str) -> str | None:
    """The name in the storage of the printed minutes, or None."""
    name = _name(meeting, key)
    return name if default_storage.exists(name) else None


def print_minutes(progress: Progress, *, meeting: int) -> dict[str, Any]:
    """The job: the minutes as they are when it runs. Its result names the file."""
    row = Meeting.objects.select_related("workgroup").filter(pk=meeting).first()
    if row is None:
        raise JobFailed(_("The meeting is no longer there."))
    document = minutes_document(row)
    key = key_of(document)
    if not find_minutes(row, key):
        with translation.override(LANGUAGE):
            html = render_to_string(TEMPLATE, {"document": document, "language": LANGUAGE})
            try:
                finished = render_pdf(html, key=key, language=LANGUAGE, report=progress, pictures=DRAFTS)
            except Refused as refusal:
                raise JobFailed(str(refusal)) from refusal
        store_whole(_name(row, key), finished.content)
        _drop_older(row, key)
    return {"meeting": str(row.uid), "key": key}


def _agenda(meeting: Meeting, tree: DraftTree | None) -> Iterator[AgendaLine]:
    for number, item in enumerate(agenda_of(meeting), start=1):
        attached = [one.element for one in item.elements.all()]
        names = tuple(f"{tree.code_of(one.pk) if tree else ''} {one.title}".strip() for one in attached)
        yield AgendaLine(number, tie(item.title), item.note, names)


def _decisions(meeting: Meeting) -> Iterator[DecisionLine]:
    for number, one in enumerate(meeting.decisions.select_related("item", "responsible"), start=1):
        yield DecisionLine(
            number, tie(one.text), one.item.title if one.item else "", str(one.responsible or ""),
            date_format(one.due, "SHORT_DATE_FORMAT") if one.due else "",
        )  # fmt: skip


def _name(meeting: Meeting, key: str) -> str:
    return f"{FOLDER}/{meeting.uid}/{key}.pdf"


def _drop_older(meeting: Meeting, key: str) -> None:
    """Minutes that were changed are not kept on paper either."""
    folder = f"{FOLDER}/{meeting.uid}"
    with suppress(NotImplementedError, FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            if name.endswith(".pdf") and name != f"{key}.pdf":
                default_storage.delete(f"{folder}/{name}")
