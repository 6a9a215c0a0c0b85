"""The picture of a card: 1200 × 630, the portal's colours and typeface, painted by Pillow."""

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from publicity.cards import HEIGHT, WIDTH, Card

FONTS = "vendor/source-sans-3/SourceSans3_{}.ttf"
SEA, SEA_LIGHT, SAND, BRICKS = "#0e4552", "#bcd8dc", "#f6d9a0", ("#b8533a", "#a34632", "#c1634a")
LEFT, ROOM = 84, WIDTH - 2 * 84
SIZES = (72, 64, 56, 50, 44)  # of the title: the largest in which it fits
MOST_LINES = 4
TOP, BOTTOM = 96, 470  # between them the title stands
KEPT_SECONDS = 24 * 3600


def picture_of(card: Card) -> bytes:
    """PNG; painted once for each mark and kept for a day. Equal cards give equal bytes."""
    key = f"card:{card.mark}"
    content: bytes | None = cache.get(key)
    if content is None:
        content = paint(card)
        cache.set(key, content, KEPT_SECONDS)
    return content


def paint(card: Card) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), SEA)
    pen = ImageDraw.Draw(image)
    _wall(pen)
    pen.text((LEFT, TOP), _cut(card.over, _font("600SemiBold", 34)), SEA_LIGHT, _font("600SemiBold", 34), "ls")
    size, lines = _fitted(card.title)
    font, step = _font("700Bold", size), round(size * 1.16)
    top = TOP + 40 + max(0, (BOTTOM - TOP - 80 - step * len(lines)) // 3)
    for number, line in enumerate(lines):
        pen.text((LEFT, top + size + number * step), line, "#ffffff", font, "ls")
    if card.foot:
        pen.text((LEFT, 478), _cut(card.foot, _font("600SemiBold", 32)), SAND, _font("600SemiBold", 32), "ls")
    name = (_("Klaipėda 2030"), _("Strategic development plan 2021–2030"))
    pen.text((LEFT, 534), " · ".join(name), SEA_LIGHT, _font("400Regular", 30), "ls")
    out = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _wall(pen: Any) -> None:
    """Two rows of bricks along the foot."""
    for row, (top, shift) in enumerate(((568, 0), (600, -40))):
        for place in range(-1, WIDTH // 80 + 2):
            left = place * 80 + shift
            pen.rectangle((left + 2, top, left + 78, top + 28), BRICKS[(place + row) % len(BRICKS)])


def _fitted(title: str) -> tuple[int, list[str]]:
    """Size and lines; what does not fit in the smallest size is cut with an ellipsis."""
    for size in SIZES:
        lines = _lines(title, _font("700Bold", size))
        if len(lines) <= (3 if size > 56 else MOST_LINES):
            return size, lines
    kept = lines[:MOST_LINES]
    kept[-1] = _cut(f"{kept[-1]} {lines[MOST_LINES]}", _font("700Bold", size))
    return size, kept


def _lines(text: str, font: Any) -> list[str]:
    """Words into lines of the room; a word longer than a line is broken."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if font.getlength(joined) <= ROOM:
            lines[-1] = joined
            continue
        while font.getlength(word) > ROOM:
            fits = next(at for at in range(len(word), 0, -1) if font.getlength(word[:at]) <= ROOM)
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return [line for line in lines if line]


def _cut(text: str, font: Any) -> str:
    """As much of one line as fits."""
    if font.getlength(text) <= ROOM:
        return text
    fits = next((at for at in range(len(text), 0, -1) if font.getlength(f"{text[:at]}…") <= ROOM), 0)
    return f"{text[:fits].rstrip(' ,.;')}…"


@lru_cache(maxsize=16)
def _font(name: str, size: int) -> Any:
    static = Path(settings.BASE_DIR) / "static"
    return ImageFont.truetype(str(static / FONTS.format(name)), size, layout_engine=ImageFont.Layout.BASIC)
