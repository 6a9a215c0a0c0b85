from importlib import import_module

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"

    def ready(self) -> None:
        from indicators import snapshot  # app ready: indicators become a part of an element's version
        from indicators.services import statistics  # app ready
        from klaipeda_plan.jobs import registry  # app ready
        from plans.snapshot import Part, register_part

        register_part("indicators", Part(collect=snapshot.collect, apply=snapshot.apply))
        import_module("indicators.checks")  # registers them
        registry.register("import_statistics", statistics.import_statistics)
        registry.register_periodic(statistics.request_due)
