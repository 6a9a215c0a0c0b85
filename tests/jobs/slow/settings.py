"""The portal's settings, and the slow kinds of jobs."""

from klaipeda_plan.settings import *  # noqa: F403
from klaipeda_plan.settings import INSTALLED_APPS as INSTALLED

INSTALLED_APPS = [*INSTALLED, "tests.jobs.slow.apps.SlowConfig"]
