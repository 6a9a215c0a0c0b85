"""The comparison of two editions (lyginamasis variantas): one typed result for page, PDF and whatever else shows it.

`compare_editions` gives the result, `applying` makes the one edition from the other, `summary` counts.
"""

from editions.comparison.comparing import compare_editions
from editions.comparison.model import Comparison, Entry, Sort

__all__ = ["Comparison", "Entry", "Sort", "compare_editions"]
