from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plan")

    def ready(self) -> None:
        from klaipeda_plan.jobs import registry  # app ready
        from plans import notices  # app ready: fills the registry of notices
        from plans.jobs import MINUTES_PAGE  # app ready: its models stand now
        from plans.services import minutes_documents, presence  # app ready

        notices.register_kinds()
        registry.register_periodic(presence.clear_old_presence)
        registry.register(minutes_documents.JOB_KIND, minutes_documents.print_minutes)
        registry.register_page(minutes_documents.JOB_KIND, MINUTES_PAGE)
