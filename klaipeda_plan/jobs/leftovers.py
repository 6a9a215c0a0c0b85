"""Half-written files that a killed process left in the storage go when nobody can be writing them any more."""

import logging
import time
from pathlib import Path

from django.conf import settings

from klaipeda_plan.jobs.models import ACTIVE, Job

log = logging.getLogger("jobs")
HALF = "*.part"  # `klaipeda_plan.printing.storage` writes under such a name and renames what is whole
EVERY_SECONDS = 600
_next_look = 0.0  # of this process


def remove_leftovers() -> int:
    """Remove half files older than any job may run; a quick look now and then, nothing while work is under way that
    is as old. Object stores keep no half files. Returns how many went."""
    global _next_look
    if time.monotonic() < _next_look:
        return 0
    _next_look = time.monotonic() + EVERY_SECONDS
    return remove_half_files(Path(settings.MEDIA_ROOT))


def remove_half_files(folder: Path) -> int:
    old = time.time() - settings.JOB_LONGEST_SECONDS
    if not Job.objects.filter(state__in=ACTIVE).exists():
        old = time.time() - settings.JOB_STALE_SECONDS  # nobody writes: a minute's silence is enough
    gone = 0
    for half in folder.rglob(HALF):
        try:
            if half.stat().st_mtime < old:
                half.unlink()
                gone += 1
        except FileNotFoundError:
            continue  # it was finished, or somebody else removed it
    if gone:
        log.info("Removed %s half-written files.", gone)
    return gone
