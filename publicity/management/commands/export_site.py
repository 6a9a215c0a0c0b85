"""A copy of a published edition for an archive: `manage.py export_site EDITION OUT [--date DAY] [--language lt|en]`."""

import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from klaipeda_plan.core.errors import Refused
from publicity.export.exporting import LANGUAGE, export_site
from publicity.export.model import INDEX, MANIFEST


class Command(BaseCommand):
    help = "Writes a static copy of a published edition into a new folder: pages, data, documents, search."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", type=int, help="number of the edition")
        parser.add_argument("out", type=Path, help="folder to write; it must be new or empty")
        parser.add_argument("--date", type=_day, help="day that the copy names, YYYY-MM-DD (today)")
        parser.add_argument("--language", default=LANGUAGE, choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG and getattr(staticfiles_storage, "hashed_files", None) == {}:
            raise CommandError("The portal's styles are not collected yet: run manage.py collectstatic first.")
        made = options["date"] or timezone.localdate()
        try:
            files = export_site(options["edition"], options["out"], made=made, language=options["language"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        out = options["out"]
        self.stdout.write(f"{out / INDEX}: {len(files)} files, listed with their SHA-256 in {MANIFEST}")


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is no date: write it as YYYY-MM-DD.") from error
