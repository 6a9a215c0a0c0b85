from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "klaipeda_plan.notices"
    label = "notices"

    def ready(self) -> None:
        from klaipeda_plan.jobs import registry  # app ready: fills the registry of jobs
        from klaipeda_plan.notices import delivering, gathering

        registry.register("deliver_mail", delivering.deliver_mail)
        registry.register_periodic(gathering.gather_letters)
        registry.register_periodic(delivering.send_what_waits)
