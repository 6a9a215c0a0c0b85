"""`manage.py verify_editions`: recompute every digest and every issued file; exit status 1 when one differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from editions.verification import remove_extra, verify_editions


class Command(BaseCommand):
    help = "Checks that editions, their fragments, pictures, reasons and the issued files are what they were."

    def add_arguments(self, parser: CommandParser) -> None:
        words = "remove files that stand in no register and are older than any job may run"
        parser.add_argument("--remove-extra", action="store_true", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_editions()
        counts = f"fragments: {report.fragments}, pictures: {report.pictures}, files: {report.files}"
        self.stdout.write(f"Editions: {report.editions}, {counts}.")
        for name in remove_extra(report) if options["remove_extra"] else ():
            self.stdout.write(f"Removed {name}.")
            report.problems = [line for line in report.problems if not line.startswith(f"file {name}: it stands")]
        for problem in report.problems:
            self.stderr.write(problem)
        if report.problems:
            raise CommandError(f"Not as they were: {len(report.problems)}.")
        self.stdout.write("Everything is as it was frozen and issued.")
