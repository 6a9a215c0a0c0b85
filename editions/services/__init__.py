"""Writes of editions. Import from the modules: freeze, events, files."""
