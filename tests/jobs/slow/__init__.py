"""Kinds of jobs that wait for the tests, in real processes: DJANGO_SETTINGS_MODULE=tests.jobs.slow.settings."""
