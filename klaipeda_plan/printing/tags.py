"""What WeasyPrint leaves open in a tagged PDF: header cells, links in words, page numbers as
artifacts, page labels. And a check that the result is what it should be."""

import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from klaipeda_plan.printing.archive import make_archive
from klaipeda_plan.printing.errors import DocumentRefused

PRINT_FLAG = 4
MARKED = re.compile(rb"/\w+\s+<<\s*/MCID (\d+)\s*>>\s+BDC")
ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"


@dataclass(frozen=True)
class FinishedPdf:
    content: bytes
    pages: int


def finish_pdf(
    content: bytes, *, key: str, language: str, titles: Mapping[str, str], archive: bool = False
) -> FinishedPdf:  # fmt: skip
    """The PDF with its tags mended. `titles` says in words where a link inside the document leads.

    Refuses a PDF without structure, language, title or outline: it must not leave the portal.
    """
    with Pdf.open(io.BytesIO(content)) as pdf:
        _check(pdf)
        root = pdf.Root.StructTreeRoot
        reached = set(_mend_structure(pdf))
        _make_artifacts(pdf, root, reached)
        _mend_links(pdf, titles)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        pdf.Root.Lang = String(language)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:language"] = {language}
            metadata["dc:identifier"] = key  # equal bytes only for an equal key
        if archive:
            make_archive(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return FinishedPdf(out.getvalue(), len(pdf.pages))


def mended_section(content: bytes, *, key: str, bare: Collection[str]) -> bytes:
    """The same for one section of a longer document (`klaipeda_plan.printing.sections`), as far as it can be said
    without the others. Ids of its cells begin with its key; typefaces named in `bare` are left out of it."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot
        reached = set(_mend_structure(pdf, prefix=key[:16].encode() + b"-"))
        _make_artifacts(pdf, root, reached)
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                annotation["/F"] = PRINT_FLAG
        for name, font in pdf.pages[0].obj.Resources.get("/Font", {}).items():
            if name[1:] in bare:
                del font.DescendantFonts[0].FontDescriptor["/FontFile2"]
        out = io.BytesIO()
        pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _check(pdf: Pdf) -> None:
    missing = [name for name in ("/StructTreeRoot", "/Lang", "/Outlines", "/MarkInfo") if name not in pdf.Root]
    if missing or not pdf.docinfo.get("/Title"):
        raise DocumentRefused(_("The PDF came out without its tags, outline, language or title."))


def _mend_structure(pdf: Pdf, *, prefix: bytes = b"") -> Iterator[tuple[int, int]]:
    """Mends tables, puts `prefix` before the ids of their cells and lists these; yields all elements of the tree."""
    root = pdf.Root.StructTreeRoot
    waiting, named = _kids(root), {}
    while waiting:
        element = waiting.pop()
        yield element.objgen
        if str(element.S) == "/Table":
            _mend_table(element)
            if prefix:
                _rename_cells(element, prefix)
        if "/ID" in element:
            named[bytes(element.ID)] = element
        waiting += _kids(element)
    if named:
        ids = sorted(named)
        rows = [one for name in ids for one in (String(name.decode()), named[name])]
        leaf = Dictionary(Limits=Array([String(ids[0].decode()), String(ids[-1].decode())]), Names=Array(rows))
        root["/IDTree"] = Dictionary(Kids=Array([pdf.make_indirect(leaf)]))


def _mend_table(table: Object) -> None:
    """Header cells get their scope. A piece of a table with more of them than of data (one row that went over
    to the next page) keeps only those of its head: headings without data confuse whoever listens."""
    cells = list(_cells(table, in_head=False))
    headings = [(cell, in_head) for cell, in_head in cells if cell.S == Name.TH]
    if len(headings) * 2 > len(cells):
        lost = {bytes(cell.ID) for cell, in_head in headings if not in_head and "/ID" in cell}
        for cell, in_head in cells:
            if cell.S == Name.TH and not in_head:
                cell["/S"] = Name.TD
            elif "/Headers" in cell.get("/A", {}):
                cell.A["/Headers"] = Array([one for one in cell.A.Headers if bytes(one) not in lost])
    for cell, in_head in headings:
        attributes = cell.get("/A") or Dictionary(O=Name.Table)
        if cell.S == Name.TH and "/Scope" not in attributes:
            attributes["/Scope"] = Name.Column if in_head else Name.Row
            cell["/A"] = attributes


def _rename_cells(table: Object, prefix: bytes) -> None:
    for cell, _in_head in _cells(table, in_head=False):
        if "/ID" in cell:
            cell["/ID"] = String(prefix.decode() + bytes(cell.ID).decode())
        if "/Headers" in cell.get("/A", {}):
            cell.A["/Headers"] = Array([String(prefix.decode() + bytes(one).decode()) for one in cell.A.Headers])


def _cells(element: Object, *, in_head: bool) -> Iterator[tuple[Object, bool]]:
    """Cells of a table in order, and whether each stands in its head. A table in a cell is its own."""
    for kid in _kids(element):
        if kid.S in (Name.TH, Name.TD):
            yield kid, in_head
        elif kid.S in (Name.THead, Name.TBody, Name.TFoot, Name.TR):
            yield from _cells(kid, in_head=in_head or str(kid.S) == "/THead")


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    several = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in several if isinstance(kid, Dictionary) and "/S" in kid]


def _make_artifacts(pdf: Pdf, root: Object, reached: set[tuple[int, int]]) -> None:
    """Running heads and page numbers are content that no structure holds: mark them as artifacts."""
    numbers = list(root.ParentTree.Nums)
    elements = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
    for page in pdf.pages:
        own = elements.get(int(page.obj.get("/StructParents", -1)))
        if not isinstance(own, Array):
            continue
        loose = {mcid for mcid, element in enumerate(own) if element is not None and element.objgen not in reached}
        if loose:
            _mark_artifacts(page.obj.Contents, loose)
        for mcid in loose:
            own[mcid] = None


def _mark_artifacts(stream: Object, loose: set[int]) -> None:
    def mark(match: re.Match[bytes]) -> bytes:
        return ARTIFACT if int(match[1]) in loose else match[0]

    stream.write(MARKED.sub(mark, stream.read_bytes()))


def _mend_links(pdf: Pdf, titles: Mapping[str, str]) -> None:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            annotation["/F"] = PRINT_FLAG
            target = str(annotation.get("/Dest", ""))
            if target in titles:
                annotation["/Contents"] = String(titles[target])
