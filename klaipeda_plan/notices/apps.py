from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "klaipeda_plan.notices"
    label = "notices"

    def ready(self) -> None:
        from klaipeda_plan.jobs import registry  # app ready: fills the registry of jobs
        from klaipeda_plan.notices import services

        registry.register("deliver_mail", services.deliver_mail)
