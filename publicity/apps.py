from django.apps import AppConfig

from klaipeda_plan.jobs import registry


class PublicityConfig(AppConfig):
    name = "publicity"

    def ready(self) -> None:
        from publicity.services import digests  # app ready: its models stand now

        registry.register(digests.JOB, digests.write_digests)
        registry.register_periodic(digests.send_digests_when_due)
