"""Writes of the drafting room. Import from the modules: elements, places, review, versions, copies."""
