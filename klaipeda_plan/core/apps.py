from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "klaipeda_plan.core"
    label = "core"

    def ready(self) -> None:
        from klaipeda_plan.core import checks  # noqa: F401  (app ready: registers the deploy check)
