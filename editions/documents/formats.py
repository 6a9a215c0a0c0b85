"""Formats of issued documents: what people call them, and how the names of their files end."""

ARCHIVE = "pdfa"  # PDF/A-2a: the same document, fit for archives
NAMES = {ARCHIVE: "PDF/A"}
EXTENSIONS = {ARCHIVE: "pdf"}


def format_name(format: str) -> str:
    return NAMES.get(format, format.upper())


def extension_of(format: str) -> str:
    return EXTENSIONS.get(format, format)
