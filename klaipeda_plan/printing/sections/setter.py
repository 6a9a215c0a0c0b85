"""Laying one section out by WeasyPrint, in the child process. Import it only where WeasyPrint is there."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration, get_hb_object_data

from klaipeda_plan.printing.fetcher import StaticFetcher
from klaipeda_plan.printing.sections.files import pack
from klaipeda_plan.printing.tags import mended_section

VARIANT = "pdf/ua-1"
EXOTIC = {"fvar", "CBDT", "SVG ", "COLR", "EBDT"}  # tables of typefaces that WeasyPrint rewrites on the way
POINTS = 0.75  # of a CSS pixel


class Setter:
    """Lays sections out with sheets and typefaces that are read once."""

    def __init__(self, frame: dict[str, Any]) -> None:
        self.base = frame["base"]
        self.faces = Path(frame["faces"])
        self.fetcher = StaticFetcher(self.base, Path(frame["static"]), self._picture)
        self.pictures = frame["pictures"]
        self.fonts = FontConfiguration()
        self.sheets = [
            weasyprint.CSS(url=self.base + name, url_fetcher=self.fetcher, font_config=self.fonts)
            for name in frame["sheets"]
        ]  # fmt: skip

    def set(self, task: dict[str, Any]) -> None:
        html = Path(task["html"]).read_text(encoding="utf-8")
        source = weasyprint.HTML(string=html, base_url=self.base, url_fetcher=self.fetcher)
        document = source.render(stylesheets=self.sheets, font_config=self.fonts, pdf_variant=VARIANT)
        facts: dict[str, Any] = {
            "pages": [[page.width * POINTS, page.height * POINTS] for page in document.pages],
            "anchors": dict(_anchors(document)),
            "bookmarks": list(_bookmarks(document)),
        }
        first = document.pages[0].anchors
        for name in task["targets"]:  # what stands in another section is a target all the same
            if name not in facts["anchors"]:
                first[name] = (0, 0, 0, 0)
        content = document.write_pdf(
            pdf_variant=VARIANT, pdf_identifier=task["name"].encode(),
            finisher=lambda document, _pdf: facts.update(fonts=dict(self._fonts(document))),
        )  # fmt: skip
        bare = {name for name, font in facts["fonts"].items() if font["face"]}
        Path(task["out"]).write_bytes(pack(facts, mended_section(content, key=task["name"], bare=bare)))

    def _picture(self, address: str) -> tuple[bytes, str] | None:
        if address not in self.pictures:
            return None
        name, media_type = self.pictures[address]
        return Path(name).read_bytes(), media_type

    def _fonts(self, document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        """{name: which glyphs of which face are used}; a face that cannot be cut to glyphs later is ""."""
        found: dict[str, dict[str, Any]] = {}
        for font in document.fonts.values():
            one = found.setdefault(font.hash, {"face": self._face(font), "widths": {}, "words": {}})
            one["widths"].update(font.widths)
            one["words"].update(font.to_unicode)
        yield from found.items()

    def _face(self, font: Any) -> str:
        """The digest of the typeface's own file, which is put beside the others."""
        if font.missing or font.bitmap or font.index or font.type != "ttf" or EXOTIC & set(font.tables):
            return ""
        content = get_hb_object_data(font.hb_face)
        digest = hashlib.sha256(content).hexdigest()
        path = self.faces / digest
        if not path.exists():
            part = path.with_name(f"{digest}.{os.getpid()}.part")
            part.write_bytes(content)
            part.replace(path)
        return digest


def _anchors(document: Any) -> Iterator[tuple[str, list[float]]]:
    """{name: page, x, y in points from below}; of equal names the first holds."""
    seen = set()
    for number, page in enumerate(document.pages):
        for name, (x, y, *_rest) in page.anchors.items():
            if name not in seen:
                seen.add(name)
                yield name, [number, x * POINTS, (page.height - y) * POINTS]


def _bookmarks(document: Any) -> Iterator[list[Any]]:
    for number, page in enumerate(document.pages):
        for level, label, (x, y), _state in page.bookmarks:
            yield [level, label, number, x * POINTS, (page.height - y) * POINTS]
