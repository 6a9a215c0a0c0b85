"""`manage.py tick`: what is due now (the server's beat does the same)."""

from typing import Any

from django.core.management.base import BaseCommand

from klaipeda_plan.jobs import services


class Command(BaseCommand):
    help = "Reaps stale jobs and does the periodic work that is due."

    def handle(self, *args: Any, **options: Any) -> None:
        services.tick()
