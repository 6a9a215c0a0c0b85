"""Forms of the drafting room."""
