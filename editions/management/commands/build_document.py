"""`manage.py build_document EDITION --format pdf --output FILE`: a document of an edition, from the command line."""

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from editions.models import Edition
from editions.services.files import LANGUAGE, make_document
from klaipeda_plan.core.errors import Refused


class Command(BaseCommand):
    help = "Builds a document of an edition, enters it in the register of issued files and writes it to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", type=int, help="number of the edition")
        parser.add_argument("--document", default="plan", choices=["plan"])
        parser.add_argument("--format", default="pdf", choices=["pdf"])
        parser.add_argument("--output", type=Path, required=True, help="file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.select_related("plan").filter(number=options["edition"]).first()
        if edition is None:
            raise CommandError(f"There is no edition {options['edition']}.")
        try:
            file = make_document(
                edition, options["document"], options["format"], language=LANGUAGE, by=None,
                report=self._reporter(options["verbosity"]),
            )  # fmt: skip
            with default_storage.open(file.file, "rb") as stored:
                options["output"].write_bytes(stored.read())
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{options['output']}: {file.pages} pages, {file.size} bytes, SHA-256 {file.sha256}")

    def _reporter(self, verbosity: int) -> Any:
        def report(percent: int, message: str = "") -> None:
            if verbosity > 1:
                self.stdout.write(f"{percent:3} % {message}")

        return report
