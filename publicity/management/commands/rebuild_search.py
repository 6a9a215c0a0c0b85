"""The index of the search made anew, while it goes on answering: `manage.py rebuild_search`."""

from typing import Any

from django.core.management.base import BaseCommand

from publicity.search.indexing import rebuild


class Command(BaseCommand):
    help = "Makes every row of the search anew and drops what is gone. It may be run at any time, repeatedly."

    def handle(self, *args: Any, **options: Any) -> None:
        done = rebuild()
        self.stdout.write(f"{done['entries']} entries stand, {done['dropped']} were dropped.")
