"""Pages of indicators in the drafting room."""
