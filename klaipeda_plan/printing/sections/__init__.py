"""A long document laid out in sections: each in a child process, kept by the digest of all that it is made of, and
bound into one PDF with its numbers of pages, contents, links, outline and tags.

`book.py` is what a room gives, `setting.py` makes the PDF of it: `keeping.py` (what is laid out already),
`pool.py` (children that run `worker.py`), `binding.py` with `fonts.py` and `margins.py` (one PDF of many).
"""
