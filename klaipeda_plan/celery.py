"""The Celery application of the server: workers and beat. Embedded mode does without it."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klaipeda_plan.settings")

app = Celery("klaipeda_plan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
