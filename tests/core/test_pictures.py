"""Pictures that people bring are looked at by content and written anew."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from klaipeda_plan.core.pictures import LARGEST_FILE, LONGEST_SIDE, read_picture


def encoded(image: Image.Image, format: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def drawn(width=120, height=80, mode="RGB") -> Image.Image:
    image = Image.new(mode, (width, height), 200 if mode == "L" else "teal")
    image.paste("orange" if mode != "L" else 90, (10, 10, 40, 40))
    return image


@pytest.mark.parametrize(("format", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "png"), ("WEBP", "jpg")])
def test_a_picture_of_a_known_format_is_kept_as_png_or_jpeg(format, ending):
    read = read_picture(encoded(drawn(), format), f"schema.{format.lower()}")
    assert (read.ending, read.width, read.height, read.remark) == (ending, 120, 80, "")
    assert Image.open(io.BytesIO(read.content)).format == ("JPEG" if ending == "jpg" else "PNG")


def test_equal_content_gives_equal_bytes():
    content = encoded(drawn(), "PNG")
    assert read_picture(content, "a.png") == read_picture(content, "a.png")


def test_what_a_camera_adds_is_not_kept_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "Slapta vieta"
    read = read_picture(encoded(drawn(), "JPEG", exif=exif), "foto.jpg")
    kept = Image.open(io.BytesIO(read.content))
    assert (read.width, read.height) == (80, 120)
    assert dict(kept.getexif()) == {}
    assert b"Slapta" not in read.content


def test_text_in_a_png_is_not_kept():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Slaptas Autorius")
    assert b"Slaptas" not in read_picture(encoded(drawn(), "PNG", pnginfo=info), "a.png").content


def test_transparency_stays():
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    read = read_picture(encoded(image, "PNG"), "ženklas.png")
    assert Image.open(io.BytesIO(read.content)).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK"])
def test_every_mode_of_points_is_read(mode):
    format = "JPEG" if mode == "CMYK" else "PNG"
    read = read_picture(encoded(drawn().convert(mode), format), f"a.{format.lower()}")
    assert Image.open(io.BytesIO(read.content)).mode == "RGB"


def test_a_larger_picture_is_made_smaller_in_proportion():
    read = read_picture(encoded(drawn(4800, 1200), "PNG"), "plati.png")
    assert (read.width, read.height) == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_another_format_than_the_name_says_is_taken_and_told():
    read = read_picture(encoded(drawn(), "JPEG"), "schema.png")
    assert read.ending == "jpg"
    assert ".png" in read.remark
    assert "JPEG" in read.remark


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"%PDF-1.7 not a picture", "nuotrauka.png", "no_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "schema.svg", "no_picture"),
        (b"", "tuscia.jpg", "no_picture"),
        (b"x" * (LARGEST_FILE + 1), "didele.jpg", "large"),
        (encoded(drawn(39, 200), "PNG"), "siaura.png", "small"),
        (encoded(drawn(400, 300), "JPEG")[:-400], "nukirsta.jpg", "damaged"),
        (encoded(drawn(300, 300), "PNG")[:120], "nukirsta.png", "damaged"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_its_reason(content, name, code):
    with pytest.raises(ValidationError) as refused:
        read_picture(content, name)
    assert refused.value.code == code


def test_a_picture_with_too_many_points_is_refused_before_it_is_unpacked():
    """A few kilobytes that would fill gigabytes of memory."""
    content = encoded(Image.new("1", (9000, 9000)), "PNG")
    assert len(content) < 20_000
    with pytest.raises(ValidationError) as refused:
        read_picture(content, "bomba.png")
    assert refused.value.code == "pixels"
    assert "9000" in refused.value.messages[0]


def test_a_program_behind_a_picture_does_not_pass():
    """What stands after the points of a picture is not written again."""
    content = encoded(drawn(), "PNG") + b"<script>alert(1)</script>"
    assert b"<script>" not in read_picture(content, "a.png").content
