from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "klaipeda_plan.jobs"
    label = "jobs"
