"""Search: words and their forms, the index, what is found and how it is shown. `words` is pure; begin there."""
