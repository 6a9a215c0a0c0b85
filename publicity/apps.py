from django.apps import AppConfig
from django.db.models.signals import post_migrate

from editions.listeners import when_edition_changes
from klaipeda_plan.jobs import registry
from workgroups.listeners import when_minutes_change


class PublicityConfig(AppConfig):
    name = "publicity"

    def ready(self) -> None:
        from publicity.search import engine, indexing, pdf_jobs  # app ready: its models stand now
        from publicity.services import digests, minutes_files  # app ready: its models stand now

        registry.register(digests.JOB, digests.write_digests)
        registry.register_periodic(digests.send_digests_when_due)
        registry.register(minutes_files.JOB, minutes_files.print_minutes)
        registry.register_periodic(minutes_files.ask_for_unprinted)
        registry.register(indexing.EDITION_JOB, indexing.index_edition)
        registry.register(indexing.REBUILD_JOB, indexing.rebuild)
        registry.register(pdf_jobs.JOB, pdf_jobs.read_file)
        registry.register_periodic(indexing.catch_up)
        registry.register_periodic(pdf_jobs.ask_for_unread)
        when_edition_changes(indexing.edition_changed)
        when_minutes_change(indexing.keep_minutes)
        when_minutes_change(minutes_files.ask_for_print)
        # SQLite loses triggers when a migration rebuilds their table: the index is stood up after each.
        post_migrate.connect(engine.after_migrate, sender=self)
