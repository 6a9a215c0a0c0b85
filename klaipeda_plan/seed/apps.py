from django.apps import AppConfig


class SeedConfig(AppConfig):
    name = "klaipeda_plan.seed"
    label = "seed"
