"""Reading the words of the library's PDFs in jobs: each file once, however it ends."""

import json
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import enqueue
from publicity.models import LibraryFile
from publicity.models.library import TextProblem
from publicity.search import indexing

JOB = "read_library_file"
MOST_SECONDS = 90
AT_ONCE = 20  # files that one tick asks for


def ask_to_read(file: LibraryFile) -> None:
    """Once the transaction stands; the tick asks for what was forgotten by a process that died."""
    if file.is_pdf:
        transaction.on_commit(lambda: _enqueue(file.pk))


def ask_for_unread() -> None:
    unread = LibraryFile.objects.filter(text_read_at=None, file__endswith=".pdf").order_by("pk")
    for pk in unread.values_list("pk", flat=True)[:AT_ONCE]:
        _enqueue(pk)


def read_file(progress: Progress, *, file_id: int) -> dict[str, Any]:
    """The job. A file that cannot be read is read too: `text_problem` says so, and nobody tries again."""
    file = LibraryFile.objects.filter(pk=file_id).defer("text").first()
    if file is None:
        return {"problem": "gone"}
    progress(5)
    text, problem = _words(file)
    progress(80)
    with transaction.atomic():
        LibraryFile.objects.filter(pk=file_id).update(text=text, text_problem=problem, text_read_at=timezone.now())
        indexing.keep_document(file.document_id)
    return {"signs": len(text), "problem": problem}


def _words(file: LibraryFile) -> tuple[str, str]:
    try:
        with default_storage.open(file.file, "rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        return "", TextProblem.BROKEN
    try:
        child = subprocess.run(
            [sys.executable, "-m", "publicity.search.pdf_words"],
            input=content, capture_output=True, timeout=MOST_SECONDS, cwd=settings.BASE_DIR, check=True,
        )  # fmt: skip
        found = json.loads(child.stdout)
    except subprocess.TimeoutExpired:
        return "", TextProblem.SLOW
    except (subprocess.CalledProcessError, ValueError):
        return "", TextProblem.BROKEN
    return found["text"], found["problem"]


def _enqueue(pk: int) -> None:
    enqueue(JOB, f"{JOB}-{pk}", {"file_id": pk}, by=None)
