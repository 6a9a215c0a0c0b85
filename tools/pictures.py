"""Pictures of the main pages for docs/: phone and wide, light and dark, from a portal of its own with sample data.

    .venv/bin/python -m tools.pictures

It needs what the tests need (requirements-dev.txt, Chromium). Pictures are reduced to 64 colours: small enough for a
repository, good enough to see what a page is.
"""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.support.browser import FLAGS, chromium
from tests.support.servers import ROOT, running_stack

OUT = ROOT / "docs" / "pictures"
COLOURS = 64
SIZES: dict[str, ViewportSize] = {"wide": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Name of the picture, address, what is told of it in docs/pictures.md.
PAGES = (
    ("home", "/", "Front page"),
    ("plan", "/planas/", "The plan at a glance"),
    ("found", "/planas/?grupe=aplinkos-apsauga&metai=2024", "What one group does in one year"),
    ("reading", "/planas/skaityti/1.1/", "The text, with contents that follow"),
    ("element", "/planas/1.1/", "One goal with its indicators"),
    ("comparison", "/redakcijos/2/palyginti/1/", "What changed between two editions"),
    ("process", "/eiga/", "How the plan is made"),
    ("event", "/renginiai/parengto-strateginio-pletros-plano-pristatymas/", "An event and its broadcast"),
    ("search", "/paieska/?q=gatvei", "Search by any form of a word"),
    ("data", "/duomenys/", "Open data"),
)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_stack(Path(folder)) as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, picture in pictures(browser, stack.url):
            (OUT / f"{name}.png").write_bytes(picture)
            print(f"{len(picture):>8} {name}.png")
        browser.close()
    (ROOT / "docs" / "pictures.md").write_text(page(), encoding="utf-8")


def pictures(browser: Browser, url: str) -> Iterator[tuple[str, bytes]]:
    for size, viewport in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                base_url=url, viewport=viewport, color_scheme=scheme, locale="lt-LT", reduced_motion="reduce"
            )
            shown = context.new_page()
            for name, address, _told in PAGES:
                answer = shown.goto(address, wait_until="networkidle")
                if answer is None or answer.status != 200:
                    raise RuntimeError(f"{address}: {answer.status if answer else 'no answer'}")
                yield f"{name}-{size}-{scheme}", reduced(shown.screenshot())
            context.close()


def reduced(picture: bytes) -> bytes:
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    told = io.BytesIO()
    image.save(told, "PNG", optimize=True)
    return told.getvalue()


def page() -> str:
    lines = [
        "# What it looks like", "",
        "Made by `python -m tools.pictures` from the sample data; everything on them is published in the sample.", "",
    ]  # fmt: skip
    for name, address, told in PAGES:
        lines += [f"## {told}", "", f"`{address}`", "", "| | light | dark |", "|---|---|---|"]
        for size in SIZES:
            shown = [f"![{told}, {size}, {scheme}](pictures/{name}-{size}-{scheme}.png)" for scheme in SCHEMES]
            lines.append(f"| {size} | {' | '.join(shown)} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
