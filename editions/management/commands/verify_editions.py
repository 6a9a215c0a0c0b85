"""`manage.py verify_editions`: recompute every digest and every issued file; exit status 1 when one differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editions.verification import verify_editions


class Command(BaseCommand):
    help = "Checks that editions, their fragments and the issued files are what they were."

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_editions()
        self.stdout.write(f"Editions: {report.editions}, fragments: {report.fragments}, files: {report.files}.")
        for problem in report.problems:
            self.stderr.write(problem)
        if report.problems:
            raise CommandError(f"Not as they were: {len(report.problems)}.")
        self.stdout.write("Everything is as it was frozen and issued.")
