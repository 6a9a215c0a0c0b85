from django.apps import AppConfig
from django.db.models.signals import post_migrate

from klaipeda_plan.jobs import registry


class EditionsConfig(AppConfig):
    name = "editions"

    def ready(self) -> None:
        from editions import checks, immutability  # noqa: F401  (app ready: registers the checks)
        from editions.services import files  # app ready: its models stand now

        registry.register(files.JOB_KIND, files.build_document)

        # A later migration may rebuild a table and lose its triggers (SQLite): stand them up after each.
        post_migrate.connect(immutability.after_migrate, sender=self)
