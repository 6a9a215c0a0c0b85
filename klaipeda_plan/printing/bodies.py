"""A body as it stands in a document: headings under the element's own, footnotes as footnotes, pictures let in.
Whatever is not in the closed subset is dropped once more on the way."""

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import etree, html

from klaipeda_plan.core.bodies import TAGS
from klaipeda_plan.core.showing import without_empty_headings
from klaipeda_plan.printing.pictures import Pictures
from klaipeda_plan.printing.typography import tie

ATTRIBUTES = {
    "a": {"href"}, "sup": {"data-note"}, "ol": {"start"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"},
    "img": {"alt", "src"},
}  # fmt: skip
MARKS = {"del", "ins", "small", "span"}
MARKED = {tag: {"class"} | ATTRIBUTES.get(tag, set()) for tag in {*TAGS, *MARKS}}
HEADINGS = {"h3": 1, "h4": 2}  # how far below the heading of the element
LOWEST = 6


def document_body(
    source: str, level: int | None, pictures: Pictures | None = None, *, marked: bool = False
) -> SafeString:
    """Markup of a body under a heading of `level`; in a table cell (None) headings are strong paragraphs.
    Of pictures that are not let in the words stand there. `marked`: a rendered difference keeps its marks."""
    if not source.strip():
        return SafeString("")
    cleaned = nh3.clean(
        source, tags=set(TAGS) | (MARKS if marked else set()), attributes=MARKED if marked else ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
    )  # fmt: skip
    root = html.fragment_fromstring(without_empty_headings(cleaned), create_parent="div")
    for element in list(root.iter()):
        _adapt(element, level, pictures)
    for element in root.iter():
        element.text = tie(element.text) if element.text else element.text
        element.tail = tie(element.tail) if element.tail else element.tail
    parts = [etree.tostring(one, encoding="unicode", method="html") for one in root]
    # Safe: nh3 has just cleaned it, and what was added is text in elements of ours.
    return mark_safe(escape(root.text or "") + "".join(parts))


def _adapt(element: html.HtmlElement, level: int | None, pictures: Pictures | None) -> None:
    if element.tag in HEADINGS:
        _place_heading(element, level)
    elif element.tag == "sup" and element.get("data-note"):
        _make_footnote(element)
    elif element.tag == "table":
        _add_class(element, "body-table")
    elif element.tag == "th":
        element.set("scope", "col" if element.getparent().getparent().tag == "thead" else "row")
    elif element.tag == "img":
        _place_picture(element, pictures)


def _place_heading(element: html.HtmlElement, level: int | None) -> None:
    if level is None:
        element.tag = "p"
        _add_class(element, "inner-heading")
    else:
        element.tag = f"h{min(level + HEADINGS[element.tag], LOWEST)}"
        _add_class(element, "inner-heading")


def _add_class(element: html.HtmlElement, name: str) -> None:
    element.set("class", " ".join(filter(None, [name, element.get("class", "")])))


def _make_footnote(element: html.HtmlElement) -> None:
    """`<sup data-note="text">*</sup>` gives way to its text, which the style sheet moves to the foot."""
    element.tag, element.text = "span", element.get("data-note")
    del element.attrib["data-note"]
    for child in list(element):
        element.remove(child)
    element.set("class", "footnote")


def _place_picture(element: html.HtmlElement, pictures: Pictures | None) -> None:
    alternative = element.get("alt", "").strip()
    if alternative and pictures is not None and pictures.show(element.get("src", "")):
        return
    element.tag, element.text = "span", _("[Picture: %(text)s]") % {"text": alternative or "–"}
    element.attrib.clear()
