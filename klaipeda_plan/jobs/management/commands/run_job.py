"""`manage.py run_job ID`: do one job in this process (embedded mode's child process)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from klaipeda_plan.jobs import services


class Command(BaseCommand):
    help = "Does one job in this process."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("job_id", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        services.run(options["job_id"], heartbeat=True)
