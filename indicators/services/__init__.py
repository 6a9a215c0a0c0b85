"""Writes of indicators: what the statistics portal gives."""
