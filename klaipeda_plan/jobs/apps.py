from django.apps import AppConfig

from klaipeda_plan.jobs.registry import register_periodic


class JobsConfig(AppConfig):
    name = "klaipeda_plan.jobs"
    label = "jobs"

    def ready(self) -> None:
        from klaipeda_plan.jobs import leftovers  # app ready: its models stand now

        register_periodic(leftovers.remove_leftovers)
