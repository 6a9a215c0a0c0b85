"""Ask for the documents of published editions that nobody has issued yet; repeatable."""

from typing import Any

from django.core.management.base import BaseCommand

from editions.services.public_files import ask_for_missing_files


class Command(BaseCommand):
    help = "Ask for the PDF and the DOCX of every published edition that has none."

    def handle(self, *args: Any, **options: Any) -> None:
        jobs = ask_for_missing_files()
        self.stdout.write(f"{len(jobs)} documents are waited for.")
