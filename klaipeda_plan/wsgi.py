"""The portal as a WSGI callable, for granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klaipeda_plan.settings")

application = get_wsgi_application()
