"""From a book to its PDF: what is laid out already is taken, the rest is laid out in child processes, all is bound."""

import html
import logging
import re
from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from klaipeda_plan.core.canonical import canonical_json, digest_of
from klaipeda_plan.printing.errors import DocumentRefused
from klaipeda_plan.printing.pictures import asset_base
from klaipeda_plan.printing.progress import BINDING, Report, Steps
from klaipeda_plan.printing.sections.book import Book, Margin, Section
from klaipeda_plan.printing.sections.files import SetSection
from klaipeda_plan.printing.sections.keeping import Shelf
from klaipeda_plan.printing.sections.pool import Pool, Task

if TYPE_CHECKING:
    from klaipeda_plan.printing.tags import FinishedPdf

logger = logging.getLogger(__name__)
ANCHOR = re.compile(r'\sid="([^"]+)"')
LINK = re.compile(r'\shref="#([^"]+)"')
SOURCE = re.compile(r'\ssrc="([^"]+)"')
TYPEFACES = "vendor/source-sans-3"
CODE = Path(__file__).parent.parent  # all of printing
CONTENTS_AT = 1
TRIES = 3  # for contents that take another number of pages with other numbers in them


def set_book(
    book: Book, *, key: str, report: Report, expected_pages: int = 1, archive: bool = False
) -> "FinishedPdf":  # fmt: skip
    """The PDF of the book. Equal books give equal bytes, whatever of them was laid out before. `archive`
    asks for PDF/A-2a.

    Raises `RendererMissing` and `DocumentRefused`; whatever `report` raises goes through.
    """
    shelf = Shelf()
    steps = Steps(report, expected_pages)
    with shelf.workplace() as folder:
        setting = _Setting(book, shelf, folder)
        with Pool(folder, setting.frame, steps.laid_out) as pool:
            laid, margins, places = setting.laid_out(pool)
        report(BINDING, _("Binding the sections into one document"))
        # slow import: pikepdf and fontTools, which no page needs
        from klaipeda_plan.printing.sections.binding import Binder
        from klaipeda_plan.printing.tags import FinishedPdf

        binder = Binder()
        for section in laid:
            binder.add(section)
        binder.add_margins(margins, places)
        content = binder.bound(
            key=key, titles=book.titles, language=book.language, faces=shelf.faces, archive=archive
        )  # fmt: skip
    shelf.tidy()
    return FinishedPdf(content, len(places))


class _Setting:
    """One book on its way: which sections there are, what each is made of."""

    def __init__(self, book: Book, shelf: Shelf, folder: Path) -> None:
        self.book, self.shelf, self.folder = book, shelf, folder
        self.anchors = {name for one in book.sections for name in ANCHOR.findall(one.body)}
        self.pictures: dict[str, tuple[str, str]] = {}  # address: file, media type
        self.static = Path(settings.BASE_DIR) / "static"
        self.assets = self._assets()
        for section in book.sections:
            self._fetch_pictures(section)

    @property
    def frame(self) -> dict[str, Any]:
        """What every child is told."""
        return {
            "base": asset_base(), "static": str(self.static), "faces": str(self.shelf.faces),
            "sheets": self.book.sheets, "pictures": self.pictures,
        }  # fmt: skip

    def laid_out(self, pool: Pool) -> tuple[list[SetSection], SetSection, list[int | None]]:
        """All sections with the contents among them, the margins, and which margin each page has."""
        own = self.book.sections
        *laid, contents = self._lay_out(pool, [*own, self.book.contents(dict.fromkeys(self.anchors, 0))])
        for _try in range(TRIES):
            order = [*laid[:CONTENTS_AT], contents, *laid[CONTENTS_AT:]]
            made = self.book.contents(_numbers(order))
            running = [one.running for one in [*own[:CONTENTS_AT], made, *own[CONTENTS_AT:]]]
            margins, places = _places(order, running)
            final, drawn = self._lay_out(pool, [made, Section(self.book.margins(margins), None)])
            if len(final.pages) == len(contents.pages):
                return [*laid[:CONTENTS_AT], final, *laid[CONTENTS_AT:]], drawn, places
            contents = final
        raise DocumentRefused(_("The table of contents does not fit its pages."))

    def _lay_out(self, pool: Pool, sections: Sequence[Section]) -> list[SetSection]:
        notes, keys = 0, []
        found: dict[str, SetSection] = {}
        tasks: dict[str, Task] = {}
        for section in sections:
            page, targets = self._page(section, notes), self._targets(section)
            notes += section.notes
            key = self._key(page, targets)
            keys.append(key)
            kept = found.get(key) or self.shelf.find(key)
            if kept is not None:
                found[key] = kept
            elif key not in tasks:
                tasks[key] = self._task(key, page, targets)
        pool.run(tasks.values())
        for key, task in tasks.items():
            found[key] = self.shelf.keep(key, task.out)
        return [found[key] for key in keys]

    def _page(self, section: Section, notes: int) -> str:
        sheet = self.book.margin_sheet if section.running is None and not section.head else self.book.section_sheet
        counters = f' style="counter-reset: footnote {notes}"' if section.notes and notes else ""
        return (
            f'<!doctype html><html lang="{self.book.language}"><head><meta charset="utf-8">{section.head}'
            f'<link rel="stylesheet" href="{sheet}"></head><body{counters}>{section.body}</body></html>'
        )

    def _targets(self, section: Section) -> tuple[str, ...]:
        """Anchors of other sections that this one links to."""
        named = {html.unescape(name) for name in LINK.findall(section.body)}
        return tuple(sorted(named & self.anchors))

    def _key(self, page: str, targets: tuple[str, ...]) -> str:
        """The digest of all that decides how the section looks."""
        shown = {address: self.pictures.get(address, ("",))[0] for address in self._addresses(page)}
        return digest_of(canonical_json({
            "page": page, "targets": list(targets), "assets": self.assets, "release": settings.RELEASE,
            "base": asset_base(), "weasyprint": version("weasyprint"),
            "pictures": {address: Path(name).name for address, name in shown.items()},
        }))  # fmt: skip

    def _task(self, key: str, page: str, targets: tuple[str, ...]) -> Task:
        source = self.folder / f"{key}.html"
        source.write_text(page, encoding="utf-8")
        return Task(key, source, self.folder / f"{key}.section", targets)

    def _assets(self) -> str:
        """The digest of sheets, typefaces and our own code, which a release changes and so does whoever works on it."""
        own = (*self.book.sheets, self.book.section_sheet, self.book.margin_sheet)
        files = [*(self.static / name for name in own), *sorted((self.static / TYPEFACES).glob("*.ttf"))]
        files += sorted(CODE.rglob("*.py"))
        return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()

    def _addresses(self, text: str) -> list[str]:
        """Whole addresses of the pictures that the section may show."""
        pictures = self.book.pictures
        if pictures is None:
            return []
        named = sorted({html.unescape(source) for source in SOURCE.findall(text)})
        return [f"{settings.SITE_URL}{source}" for source in named if pictures.show(source)]

    def _fetch_pictures(self, section: Section) -> None:
        """Put them beside the pages, so that children need neither database nor storage. A lost one stays out."""
        for address in self._addresses(section.body):
            match = self.book.pictures and self.book.pictures.address.fullmatch(address.removeprefix(settings.SITE_URL))
            if address in self.pictures or not match or self.book.pictures is None:
                continue
            try:
                content, media_type = self.book.pictures.read(match)
            except Exception:
                logger.warning("A picture of a document cannot be read: %s", address, exc_info=True)
                continue
            file = self.folder / sha256(content).hexdigest()
            file.write_bytes(content)
            self.pictures[address] = (str(file), media_type)


def _numbers(laid: Sequence[SetSection]) -> dict[str, int]:
    """{anchor: number of its page}."""
    found: dict[str, int] = {}
    before = 0
    for section in laid:
        for name, (page, _x, _y) in section.anchors.items():
            found.setdefault(name, before + page + 1)
        before += len(section.pages)
    return found


def _places(laid: Sequence[SetSection], running: Sequence[str | None]) -> tuple[list[Margin], list[int | None]]:
    """The different margins, and for each page which of them it has."""
    margins: list[Margin] = []
    places: list[int | None] = []
    for section, title in zip(laid, running, strict=True):
        for width, height in section.pages:
            if title is None:
                places.append(None)
                continue
            margin = Margin(title, is_wide=width > height)
            if margin not in margins:
                margins.append(margin)
            places.append(margins.index(margin))
    return margins, places
