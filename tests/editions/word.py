"""DOCX read back: paragraphs with their styles, tracked changes accepted or rejected, other parts of the file."""

import io
import zipfile

from docx import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W[1:-1], "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
         "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}  # fmt: skip
SIDES = {"accept": ("ins", "del"), "reject": ("del", "ins")}


def read(content):
    return Document(io.BytesIO(content))


def part(content, name):
    """The root of a part of the file; None where there is none."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name)) if name in archive.namelist() else None


def body_of(content):
    return part(content, "word/document.xml").find(f"{W}body")


def find(root, path):
    return etree.XPath(path, namespaces=NAMES)(root)


def settled(body, answer):
    """The body after all its tracked changes were accepted or rejected, as the standard says it: what is taken out
    goes, an end of a paragraph that is taken out joins it with the next, a paragraph takes its former look back."""
    stays, goes = SIDES[answer]
    for row in find(body, f"//w:tr[w:trPr/w:{goes}]"):
        row.getparent().remove(row)
    for table in find(body, "//w:tbl[not(.//w:tr)]"):
        table.getparent().remove(table)
    for change in find(body, f"//w:p//w:{goes}[not(ancestor::w:rPr)]"):
        change.getparent().remove(change)
    for change in find(body, f"//w:p//w:{stays}[not(ancestor::w:rPr)]"):
        for child in list(change):
            change.addprevious(child)
        change.getparent().remove(change)
    for paragraph in reversed(find(body, f"//w:p[w:pPr/w:rPr/w:{goes}]")):
        join_with_next(paragraph)
    if answer == "reject":
        for change in find(body, "//w:pPrChange"):
            properties = change.getparent()
            properties.getparent().replace(properties, change[0])
    return body


def join_with_next(paragraph):
    following = paragraph.getnext()
    rest = [child for child in paragraph if child.tag != f"{W}pPr"]
    if following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        for place, child in enumerate(rest):
            following.insert(at + place, child)
    else:
        assert not [child for child in rest if child.tag == f"{W}r"], "words would be lost"
    paragraph.getparent().remove(paragraph)


def text_of(paragraph):
    """The words of a paragraph with signs for breaks, pictures and footnotes."""
    signs = {"tab": "\t", "br": "\n", "footnoteReference": "*", "drawing": "▣"}
    found = []
    for element in paragraph.iter():
        name = etree.QName(element).localname
        if name in ("t", "delText"):
            found.append(element.text or "")
        elif name in signs and element.getparent().tag == f"{W}r":
            found.append(signs[name])
    return "".join(found)


def plain(text):
    return " ".join(text.replace("\u00a0", " ").split())


def lines(body, *, since="", until=""):
    """(style, words) of the paragraphs that say something, in cells, too; from the first whose words are `since` on,
    up to the last whose words are `until`."""
    found = []
    for paragraph in body.iter(f"{W}p"):
        styles = find(paragraph, "w:pPr/w:pStyle/@w:val")
        words = plain(text_of(paragraph))
        if words:
            found.append((styles[0] if styles else "", words))
    words = [line[1] for line in found]
    begin = words.index(since) if since else 0
    end = len(words) - words[::-1].index(until) - 1 if until else len(words)
    return found[begin:end]


def words_of(body):
    return [words for _style, words in lines(body)]


def tracked(body):
    """Words put in and taken out, as (fate, words)."""
    return [
        (etree.QName(one).localname, "".join(one.itertext()))
        for one in find(body, "//w:p//w:ins | //w:p//w:del")
        if "".join(one.itertext())
    ]


def comments(content):
    root = part(content, "word/comments.xml")
    return [] if root is None else ["".join(one.itertext()) for one in root]


def footnotes(content):
    return [plain("".join(one.itertext())) for one in part(content, "word/footnotes.xml")][2:]
