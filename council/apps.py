from django.apps import AppConfig

from klaipeda_plan.jobs import registry


class CouncilConfig(AppConfig):
    name = "council"

    def ready(self) -> None:
        from council.jobs import DOCUMENT_PAGE  # app ready: its models stand now
        from editions.services.files import JOB_KIND  # app ready

        registry.register_page(JOB_KIND, DOCUMENT_PAGE)
