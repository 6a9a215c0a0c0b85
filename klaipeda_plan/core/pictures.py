"""Pictures that people bring: looked at by content, turned upright, stripped of what a camera adds, written anew."""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

LARGEST_FILE = 12 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000  # more would fill the memory when they are unpacked
SMALLEST_SIDE = 40
LONGEST_SIDE = 2400  # larger pictures are made smaller: enough for a page in print
READ = ("JPEG", "PNG", "WEBP", "GIF")
ENDINGS = {".jpg": "JPEG", ".jpeg": "JPEG", ".jfif": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}

_pillow = threading.Lock()


@dataclass(frozen=True)
class ReadPicture:
    """A picture as it is kept: `content` is a PNG or a JPEG. `remark` tells what its owner should know, or nothing."""

    content: bytes
    media_type: str
    ending: str
    width: int
    height: int
    remark: str = ""


def read_picture(content: bytes, name: str) -> ReadPicture:
    """The picture in `content`; equal content gives equal bytes. `name` is what its owner calls it.

    Raises ValidationError with a sentence for its owner: no picture, another kind of file than its name says,
    too large, too small.
    """
    if len(content) > LARGEST_FILE:
        size = _("The file is larger than %(megabytes)s MB. Make the picture smaller.")
        raise ValidationError(size % {"megabytes": LARGEST_FILE // 1024 // 1024}, code="large")
    image = _opened(content, name)
    _check_sides(image)
    found = image.format or ""
    try:
        with _whole_files_only():
            image.load()
        image = ImageOps.exif_transpose(image)
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("The picture is damaged: it cannot be read to its end."), code="damaged") from error
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _written(image, found, _remark(found, name))


def _opened(content: bytes, name: str) -> Image.Image:
    """Only the head is read here: sides are known before anything is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(content), formats=READ)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        if PurePath(name).suffix.lower() in ENDINGS:
            text = _("“%(name)s” is not what its name says: there is no picture in it.")
        else:
            text = _("“%(name)s” is no picture that can be used. Use JPEG, PNG, WebP or GIF.")
        raise ValidationError(text % {"name": name[:100]}, code="no_picture") from error


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """WeasyPrint, once imported, lets Pillow fill up what is missing of a picture: not here."""
    with _pillow:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check_sides(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        text = _("The picture has %(width)s × %(height)s points: too many. Make it smaller.")
        raise ValidationError(text % {"width": width, "height": height}, code="pixels")
    if min(width, height) < SMALLEST_SIDE:
        text = _("The picture has only %(width)s × %(height)s points: nobody could make anything out.")
        raise ValidationError(text % {"width": width, "height": height}, code="small")


def _remark(found: str, name: str) -> str:
    ending = PurePath(name).suffix.lower()
    if ENDINGS.get(ending, found) == found:
        return ""
    return _("The file is named %(ending)s, but it is a %(format)s; it was taken as that.") % {
        "ending": ending, "format": found,
    }  # fmt: skip


def _written(image: Image.Image, found: str, remark: str) -> ReadPicture:
    """Photographs as JPEG; drawings and whatever is partly transparent as PNG. Nothing but the points is written."""
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    as_jpeg = not transparent and found in ("JPEG", "WEBP")
    image = image.convert("RGB" if as_jpeg else "RGBA" if transparent else "RGB")
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    buffer = io.BytesIO()
    if as_jpeg:
        clean.save(buffer, "JPEG", quality=85, optimize=True, progressive=True)
        return ReadPicture(buffer.getvalue(), "image/jpeg", "jpg", *clean.size, remark)
    clean.save(buffer, "PNG", optimize=True)
    return ReadPicture(buffer.getvalue(), "image/png", "png", *clean.size, remark)
