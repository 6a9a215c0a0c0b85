"""A document from the command line:
`manage.py build_document EDITION --format pdf|docx [--archive] [--basis N] --output FILE`."""

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from editions.documents.formats import ARCHIVE
from editions.models import Edition
from editions.services.files import LANGUAGE, make_document
from klaipeda_plan.core.errors import Refused


class Command(BaseCommand):
    help = "Builds a document of an edition, enters it in the register of issued files and writes it to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", type=int, help="number of the edition")
        parser.add_argument("--document", choices=["plan", "comparison"], help="a comparison with --basis")
        parser.add_argument("--basis", type=int, metavar="N", help="number of the edition to compare with")
        parser.add_argument("--format", default="pdf", choices=["pdf", "docx"])
        parser.add_argument("--archive", action="store_true", help="the PDF as PDF/A-2a")
        parser.add_argument("--output", type=Path, required=True, help="file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = self._edition(options["edition"])
        basis = None if options["basis"] is None else self._edition(options["basis"])
        document = options["document"] or ("plan" if basis is None else "comparison")
        try:
            file = make_document(
                edition, document, self._format(options), language=LANGUAGE, by=None, basis=basis,
                report=self._reporter(options["verbosity"]),
            )  # fmt: skip
            with default_storage.open(file.file, "rb") as stored:
                options["output"].write_bytes(stored.read())
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        pages = f"{file.pages} pages, " if file.pages else ""
        self.stdout.write(f"{options['output']}: {pages}{file.size} bytes, SHA-256 {file.sha256}")

    def _format(self, options: dict[str, Any]) -> str:
        if options["archive"] and options["format"] != "pdf":
            raise CommandError("Only a PDF has a variant for archives.")
        return ARCHIVE if options["archive"] else str(options["format"])

    def _edition(self, number: int) -> Edition:
        edition = Edition.objects.select_related("plan").filter(number=number).first()
        if edition is None:
            raise CommandError(f"There is no edition {number}.")
        return edition

    def _reporter(self, verbosity: int) -> Any:
        def report(percent: int, message: str = "") -> None:
            if verbosity > 1:
                self.stdout.write(f"{percent:3} % {message}")

        return report
