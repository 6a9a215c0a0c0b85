from importlib import import_module

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"

    def ready(self) -> None:
        from indicators import snapshot  # app ready: indicators become a part of an element's version
        from indicators.jobs import SHEETS_PAGE  # app ready: its models stand now
        from indicators.services import sheets, statistics  # app ready
        from klaipeda_plan.jobs import registry  # app ready
        from plans.snapshot import Part, register_part

        register_part("indicators", Part(collect=snapshot.collect, apply=snapshot.apply))
        import_module("indicators.checks")  # registers them
        registry.register("import_statistics", statistics.import_statistics)
        registry.register_periodic(statistics.request_due)
        for kind, work in ((sheets.CHECK_JOB, sheets.check_by_job), (sheets.APPLY_JOB, sheets.apply_by_job)):
            registry.register(kind, work)
            registry.register_page(kind, SHEETS_PAGE)
        registry.register_periodic(sheets.drop_old_imports)
