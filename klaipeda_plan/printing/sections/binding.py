"""Sections that are laid out become one PDF: pages, one structure tree, destinations, outline, typefaces."""

import io
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from klaipeda_plan.printing.archive import make_archive
from klaipeda_plan.printing.sections.files import SetSection
from klaipeda_plan.printing.sections.fonts import join_fonts
from klaipeda_plan.printing.sections.margins import put, stamps_of

Bookmark = tuple[int, str, int, float, float]  # level, words, page, x, y


class Binder:
    """Takes sections in their order, then the margins of all pages; `bound` gives the PDF."""

    def __init__(self) -> None:
        self.pdf = Pdf.new()
        self.sections: list[tuple[SetSection, Object]] = []  # each with its dictionary of fonts
        self.elements: list[Object] = []
        self.numbers: list[Object | int] = []  # the tree of parents: key, value, key, …
        self.ids: list[Object] = []  # leaves of the tree of ids, each with the limits of its section
        self.next_key = 0
        self.anchors: dict[str, tuple[int, float, float]] = {}
        self.bookmarks: list[Bookmark] = []

    def add(self, section: SetSection) -> None:
        first = len(self.pdf.pages)
        with Pdf.open(io.BytesIO(section.content)) as source:
            if first == 0:
                self._take_facts(source)
            tree = self._copy_pages(source)
        self._graft(tree, first)
        self.sections.append((section, self.pdf.pages[first].obj.Resources.Font))
        for name, (page, x, y) in section.anchors.items():
            self.anchors.setdefault(name, (first + page, x, y))
        self.bookmarks += [(level, words, first + page, x, y) for level, words, page, x, y in section.bookmarks]

    def _take_facts(self, source: Pdf) -> None:
        """What the first section says of the whole document."""
        self.pdf.trailer["/Info"] = self.pdf.make_indirect(self.pdf.copy_foreign(source.trailer.Info))
        self.pdf.Root["/Metadata"] = self.pdf.copy_foreign(source.Root.Metadata)

    def _copy_pages(self, source: Pdf) -> Object:
        """Its pages, then its tree: only pages that are there already are pages to the tree."""
        for page in source.pages:
            self.pdf.pages.append(page)
        return self.pdf.copy_foreign(source.Root.StructTreeRoot)

    def _graft(self, tree: Object, first: int) -> None:
        start, pairs = self.next_key, list(tree.ParentTree.Nums)
        for key, value in zip(pairs[::2], pairs[1::2], strict=True):
            self.numbers += [start + int(key), value]
            self.next_key = max(self.next_key, start + int(key) + 1)
        for page in list(self.pdf.pages)[first:]:
            page.obj["/StructParents"] = start + int(page.obj.StructParents)
            for annotation in page.obj.get("/Annots", []):
                if "/StructParent" in annotation:
                    annotation["/StructParent"] = start + int(annotation.StructParent)
        self.elements += list(tree.K[0].K)
        self.ids += list(tree.get("/IDTree", Dictionary(Kids=Array())).Kids)

    def add_margins(self, margins: SetSection, places: Sequence[int | None]) -> None:
        """Margins for every page, after all sections: `places` name a page of `margins` for each page, or None."""
        with Pdf.open(io.BytesIO(margins.content)) as source:
            drawn = [self.pdf.copy_foreign(_as_plain(source, page)) for page in source.pages]
        self.sections.append((margins, drawn[0].Resources.Font))
        self.margins, self.drawn, self.places = margins, drawn, places

    def bound(self, *, key: str, titles: Mapping[str, str], language: str, faces: Path, archive: bool = False) -> bytes:
        join_fonts(self.pdf, self.sections, faces)
        self._stamp()
        self._plant()
        self._lead(titles)
        self._outline()
        self.pdf.Root["/Lang"] = String(language)
        self.pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
        self.pdf.Root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
        self.pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        with self.pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:language"] = {language}
            metadata["dc:identifier"] = key  # equal bytes only for an equal key
        if archive:
            make_archive(self.pdf)
        out = io.BytesIO()
        self.pdf.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7"
        )  # fmt: skip
        return out.getvalue()

    def _stamp(self) -> None:
        stamps = list(stamps_of(self.pdf, self.margins, self.drawn))
        opening = self.pdf.make_indirect(Stream(self.pdf, b"q\n"))
        for number, (page, place) in enumerate(zip(self.pdf.pages, self.places, strict=True), start=1):
            if place is not None:
                put(self.pdf, page, stamps[place], stamps[place].number(number, len(self.places)), opening=opening)

    def _plant(self) -> None:
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        for element in self.elements:
            element["/P"] = document
        document["/K"] = Array(self.elements)
        root["/K"] = Array([document])
        root["/ParentTree"] = self.pdf.make_indirect(Dictionary(Nums=Array(self.numbers)))
        if self.ids:
            root["/IDTree"] = Dictionary(Kids=Array(sorted(self.ids, key=lambda leaf: bytes(leaf.Limits[0]))))
        root["/ParentTreeNextKey"] = self.next_key
        self.pdf.Root["/StructTreeRoot"] = root

    def _lead(self, titles: Mapping[str, str]) -> None:
        """Destinations of all sections, and in words where the links lead."""
        names = sorted(self.anchors, key=lambda name: name.encode())
        rows = [one for name in names for one in (String(name), self._place(*self.anchors[name]))]
        self.pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array(rows)))
        for page in self.pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                target = str(annotation.get("/Dest", ""))
                if target in titles:
                    annotation["/Contents"] = String(titles[target])

    def _place(self, page: int, x: float, y: float) -> Array:
        return Array([self.pdf.pages[page].obj, Name.XYZ, round(x, 6), round(y, 6), 0])

    def _outline(self) -> None:
        root = self.pdf.make_indirect(Dictionary(Type=Name.Outlines))
        above: list[tuple[int, Object, list[Object]]] = [(0, root, [])]
        for level, words, page, x, y in self.bookmarks:
            while above[-1][0] >= level:
                _close(*above.pop()[1:])
            one = self.pdf.make_indirect(
                Dictionary(Title=String(words), Dest=self._place(page, x, y), Parent=above[-1][1])
            )
            above[-1][2].append(one)
            above.append((level, one, []))
        while above:
            _close(*above.pop()[1:])
        self.pdf.Root["/Outlines"] = root


def _as_plain(source: Pdf, page: pikepdf.Page) -> Object:
    """The page's drawing as an object that is no page."""
    return source.make_indirect(
        Dictionary(Contents=page.obj.Contents, Resources=page.obj.Resources, MediaBox=page.obj.MediaBox)
    )


def _close(parent: Object, kids: list[Object]) -> None:
    """All kids of an entry of the outline are known: chain them. Everything stands open."""
    for one, following in pairwise(kids):
        one["/Next"], following["/Prev"] = following, one
    if kids:
        parent["/First"], parent["/Last"] = kids[0], kids[-1]
        parent["/Count"] = len(kids) + sum(int(kid.get("/Count", 0)) for kid in kids)
