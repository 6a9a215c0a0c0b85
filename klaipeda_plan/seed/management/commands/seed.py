"""`manage.py seed`: the facts of the plan, the sample around them, sample accounts in a demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from klaipeda_plan.seed.accounts import seed_accounts
from klaipeda_plan.seed.facts import seed_facts
from klaipeda_plan.seed.sample import seed_sample
from klaipeda_plan.seed.scale import seed_scaled
from klaipeda_plan.seed.system import seed_author


class Command(BaseCommand):
    help = "Loads the facts and the sample data. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--facts-only", action="store_true", help="only what the public sources say")
        parser.add_argument(
            "--scale", type=int, default=1, metavar="N", help="also a sample edition of N times the size (2–100)"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        with seed_author() as author:
            seed_facts(author)
            if not options["facts_only"]:
                seed_sample(author)
                if options["scale"] > 1:
                    seed_scaled(author, min(options["scale"], 100))
        if settings.DEMO:
            seed_accounts(self.stdout)
        self.stdout.write("The data stand.")
