"""Packets: all documents of a sitting, or of one of its items, as one ZIP with a numbered list and digests."""
