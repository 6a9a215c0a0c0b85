"""`manage.py seed`: the facts of the plan, the sample around them, sample accounts in a demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from editions.models import Edition
from klaipeda_plan.seed.accounts import seed_accounts
from klaipeda_plan.seed.demo import seed_work
from klaipeda_plan.seed.facts import facts_stand, seed_facts
from klaipeda_plan.seed.meetings import seed_meetings
from klaipeda_plan.seed.process import products_stand, seed_products
from klaipeda_plan.seed.publicity import EDITOR, publicity_stands, seed_publicity, seed_sample_publicity
from klaipeda_plan.seed.sample import sample_stands, seed_sample
from klaipeda_plan.seed.scale import scaled_stands, seed_scaled
from klaipeda_plan.seed.sittings import SECRETARY, council_stands, seed_council, seed_sample_council
from klaipeda_plan.seed.system import seed_author
from plans.models import Plan
from publicity.search import indexing as search
from workgroups.models import Role, User


class Command(BaseCommand):
    help = "Loads the facts and the sample data. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--facts-only", action="store_true", help="only what the public sources say")
        parser.add_argument(
            "--scale", type=int, default=1, metavar="N", help="also a sample edition of N times the size (2–100)"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        edition = self._seed(0 if options["facts_only"] else min(options["scale"], 100))
        if not publicity_stands():
            with seed_author() as author:
                seed_publicity(author)
        if not council_stands():
            with seed_author(Role.SECRETARY) as author:
                seed_council(author)
        if not products_stand():
            seed_products()
        if settings.DEMO:
            seed_accounts(self.stdout)
            if edition is not None:
                seed_work(edition.plan)
            plan = Plan.objects.current()
            if plan is not None and plan.holds_sample and not options["facts_only"]:
                seed_meetings(plan)
                seed_sample_publicity(User.objects.get(email=EDITOR))
                seed_sample_council(User.objects.get(email=SECRETARY))
        if not search.stands() or search.editions_behind():
            search.rebuild()
        self.stdout.write("The data stand.")

    def _seed(self, scale: int) -> Edition | None:
        """What is missing: the facts (scale 0), the sample too (1), a scaled edition besides. The new sample."""
        wants_scaled = scale > 1 and not scaled_stands(scale)
        if facts_stand() and (scale == 0 or sample_stands()) and not wants_scaled:
            return None
        with seed_author() as author:
            seed_facts(author)
            edition = seed_sample(author) if scale else None
            if wants_scaled:
                seed_scaled(author, scale)
        return edition
