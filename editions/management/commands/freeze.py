"""`manage.py freeze`: freeze the current plan's draft into an edition, in a person's name."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from editions.models import EditionKind
from editions.services.freeze import freeze_edition
from klaipeda_plan.core.errors import Refused
from plans.models import Plan
from workgroups.models import User


class Command(BaseCommand):
    help = "Freezes the draft of the current plan into the next edition."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who freezes: a coordinator or the secretary")
        parser.add_argument("--title", required=True)
        parser.add_argument("--kind", choices=EditionKind.values, default=EditionKind.PLAN_DRAFT)
        parser.add_argument("--date", type=datetime.date.fromisoformat, help="date of the document, today if not given")
        parser.add_argument("--note", default="")
        parser.add_argument("--despite", default="", metavar="REASON", help="why to freeze although checks find errors")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan.objects.current()
        by = User.objects.filter(email=options["by"].strip().lower()).first()
        if plan is None or by is None:
            raise CommandError("There is no plan yet." if plan is None else f"Nobody has the address {options['by']}.")
        try:
            edition = freeze_edition(
                plan, kind=options["kind"], title=options["title"], note=options["note"], by=by,
                despite=options["despite"], document_date=options["date"] or timezone.localdate(),
            )  # fmt: skip
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{edition.number} {edition.digest}")
