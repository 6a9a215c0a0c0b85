from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"

    def ready(self) -> None:
        from indicators import snapshot  # app ready: indicators become a part of an element's version
        from plans.snapshot import Part, register_part

        register_part("indicators", Part(collect=snapshot.collect, apply=snapshot.apply))
