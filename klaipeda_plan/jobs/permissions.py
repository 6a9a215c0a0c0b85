"""Who may look at a job and stop it."""

from typing import Any

from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import page_of


def can_see(user: Any, job: Job) -> bool:
    """Whoever started it; colleagues whom its room lets look on."""
    page = page_of(job.kind)
    return is_starter(user, job) or (page is not None and page.may_see(user))


def can_cancel(user: Any, job: Job) -> bool:
    return is_starter(user, job)


def is_starter(user: Any, job: Job) -> bool:
    return job.created_by_id is not None and job.created_by_id == user.pk
