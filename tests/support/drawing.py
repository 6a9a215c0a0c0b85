"""Small pictures for tests."""

import io

from PIL import Image


def picture_bytes(colour: str = "teal", *, width: int = 120, height: int = 80, format: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, format)
    return buffer.getvalue()
