"""Celery's side of the jobs: thin, ids only."""

from celery import shared_task

from klaipeda_plan.jobs import services


@shared_task(name="jobs.run")
def run_job(job_id: int) -> None:
    services.run(job_id, heartbeat=True)


@shared_task(name="jobs.tick")
def tick() -> None:
    services.tick()
