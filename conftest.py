"""Plugins of the suite; its fixtures stand in tests/conftest.py."""

pytest_plugins = ["tests.support.marks", "tests.support.browser"]
