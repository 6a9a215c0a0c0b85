"""Fetch the series that indicators are bound to, now and in this process."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.models import FetchState, SeriesBinding
from indicators.services.statistics import differences, fetch_series


class Command(BaseCommand):
    help = "Fetch bound series from the Official Statistics Portal; people take the numbers over in the portal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--flow", help="only bindings of this flow")

    def handle(self, *args: Any, **options: Any) -> None:
        bindings = SeriesBinding.objects.filter(is_active=True).select_related("indicator").order_by("pk")
        if options["flow"]:
            bindings = bindings.filter(flow=options["flow"])
        if not bindings:
            raise CommandError("No indicator is bound to such a series.")
        failed = 0
        for binding in bindings:
            one = fetch_series(binding)
            failed += one.state == FetchState.FAILED
            news = len(differences(one))
            words = one.message or f"{len(one.found)} observations, {news} new or changed"
            self.stdout.write(f"{binding.flow} ({binding.indicator}): {one.state}: {words}")
        if failed:
            raise CommandError(f"{failed} of {len(bindings)} could not be read.")
