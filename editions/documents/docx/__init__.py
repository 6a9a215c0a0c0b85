"""DOCX of editions: the plan, the comparison with real tracked changes, and what small documents are written with.

`writing.Writer` is the surface for other documents. A text is written once for both documents: every writer takes
the two `sides` of what it shows, which are the same thing where nothing is compared.
"""
