"""The closed subset of HTML that a body may hold, cleaned on every way in: form, API, import.

Paragraph, headings 3–4, lists, table, link, emphasis, sub- and superscript, footnote
(`<sup data-note="text">*</sup>`), figure with alternative text. Every block carries `data-block`, a
stable id given here: merge, comparison and remark anchors stand on it.
"""

import hashlib
import re
import secrets
from collections import Counter, deque
from collections.abc import Iterator

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree, html

BLOCKS = frozenset({"p", "h3", "h4", "ul", "ol", "table", "figure", "blockquote"})
INNER_BLOCKS = frozenset({"li", "tr"})  # parts of a block that people move and change by themselves
ATTRIBUTES = {
    "a": {"href"},
    "sup": {"data-note", "class"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "img": {"src", "alt", "width", "height"},
    **{tag: {"data-block"} for tag in ("p", "h3", "h4", "ul", "table", "figure", "blockquote", "li", "tr")},
}
ATTRIBUTES["ol"] = {"start", "data-block"}
TAGS = BLOCKS | INNER_BLOCKS | {
    "thead", "tbody", "th", "td", "caption", "figcaption", "img", "a", "strong", "em", "sub", "sup", "br",
}  # fmt: skip
# What stands only inside something: elsewhere it becomes a paragraph.
HOMES = {"li": ("ul", "ol"), "figcaption": ("figure",)}
EDGED = BLOCKS | INNER_BLOCKS | {"thead", "tbody", "th", "td", "figcaption", "div"}
SPACES = re.compile(r"[ \t\r\n\f]+")
DEEPEST = 60  # tags in each other
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "wbr", "col", "source"})
# Signs that XML does not know; Word's manual line break is one of them.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
BLOCK_ID = re.compile(r"[a-z0-9]{8}")
RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
# Digests of what was cleaned last in this process: cleaning it again changes nothing.
CLEANED: deque[bytes] = deque(maxlen=64)
FILE_ADDRESS = re.compile(r"/rengimas/failai/[0-9a-f-]{36}/")


def clean_body(source: str) -> str:
    """`source` cut down to the closed subset, loose text wrapped in paragraphs, every block with an id.

    Raises ValidationError when tags stand deeper in each other than any text needs: cleaning that takes
    quadratic time.
    """
    if _digest(source) in CLEANED:  # form and service clean the same text
        return source
    if _depth_of(source) > DEEPEST:
        raise ValidationError(_("The text is nested too deeply. Paste it without its formatting."), code="nested")
    source = UNPRINTABLE.sub("", source)
    for old, new in RENAMED.items():
        source = re.sub(rf"(</?){old}(?=[\s>/])", rf"\1{new}", source, flags=re.IGNORECASE)
    cleaned = nh3.clean(
        source,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        attribute_filter=_attribute,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    root = html.fragment_fromstring(UNPRINTABLE.sub("", cleaned), create_parent="div")
    _free_blocks(root)
    _wrap_loose_text(root)
    _drop_empty(root)
    for item in root.iter("li", "td", "th"):
        _unwrap_only_paragraph(item)
    for table in list(root.iter("table")):
        _settle_table(table)
    _settle_spaces(root)
    _give_ids(root)
    body = _inner_html(root).replace("\u200b", "").strip()
    CLEANED.append(_digest(body))
    return body


def _digest(body: str) -> bytes:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).digest()


def _depth_of(source: str) -> int:
    """How many tags stand open at most, each closing tag closing one of its name."""
    deepest = depth = 0
    still_open: Counter[str] = Counter()
    for closing, name, closed in TAG.findall(source):
        name = name.lower()
        if closing and still_open[name]:
            still_open[name] -= 1
            depth -= 1
        elif not closing and not closed and name not in VOID:
            if name == "p" and still_open[name]:
                continue  # a paragraph ends where the next one begins
            still_open[name] += 1
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def plain_text(body: str) -> str:
    """The words of a body, blocks parted by line breaks: for lists, search and length hints."""
    if not body.strip():
        return ""
    root = html.fragment_fromstring(body, create_parent="div")
    parts = [" ".join("".join(block.itertext()).split()) for block in _leaf_blocks(root)]
    return "\n".join(part for part in parts if part)


def notes_of(body: str) -> list[str]:
    """The words of a body's footnotes, in order."""
    if "data-note" not in body:
        return []
    root = html.fragment_fromstring(body, create_parent="div")
    return [str(sign.get("data-note")) for sign in root.iter("sup") if sign.get("data-note")]


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "data-block":
        return value if BLOCK_ID.fullmatch(value) else None
    if name == "class":
        return "footnote" if tag == "sup" and value == "footnote" else None
    if tag == "img" and name == "src":
        return value if FILE_ADDRESS.fullmatch(value) else None
    if name in ("colspan", "rowspan", "start", "width", "height"):
        return value if value.isdigit() and len(value) < 5 else None
    return value


def _free_blocks(root: html.HtmlElement) -> None:
    """No mark around whole blocks, no block inside a paragraph or heading, no item without its list."""
    for part in list(root.iter(*HOMES)):
        if part.getparent().tag not in HOMES[part.tag]:
            part.tag = "p"
    for holder in list(root.iter("ul", "ol")):
        _into_items(holder)
    for caption in list(root.iter("caption")):
        _before_the_table(caption)
    for mark in list(root.iter("strong", "em", "sub", "sup", "a", "p", "h3", "h4")):
        if any(child.tag in BLOCKS | INNER_BLOCKS for child in mark.iterdescendants()):
            mark.drop_tag()


def _before_the_table(caption: html.HtmlElement) -> None:
    """A caption becomes a paragraph before its table: the editor knows none."""
    table = caption.getparent()
    words = etree.Element("strong")
    words.text = "".join(caption.itertext())
    paragraph = etree.Element("p")
    paragraph.append(words)
    table.addprevious(paragraph)
    table.remove(caption)


def _into_items(holder: html.HtmlElement) -> None:
    """Text and other elements directly in a list become items."""
    for child in list(holder):
        if child.tail and child.tail.strip():
            item = etree.Element("li")
            item.text = child.tail
            child.tail = None
            child.addnext(item)
        if child.tag != "li":
            item = etree.Element("li")
            child.addprevious(item)
            item.append(child)
    if holder.text and holder.text.strip():
        item = etree.Element("li")
        item.text, holder.text = holder.text, None
        holder.insert(0, item)


def _wrap_loose_text(root: html.HtmlElement) -> None:
    """Text and inline marks directly under the root get a paragraph of their own."""
    children = list(root)
    holder: html.HtmlElement | None = None
    if root.text and root.text.strip():
        holder = etree.Element("p")
        holder.text, root.text = root.text, None
        root.insert(0, holder)
    else:
        root.text = None
    for child in children:
        if child.tag in BLOCKS:
            tail, child.tail, holder = child.tail, None, None
            if tail and tail.strip():
                holder = etree.Element("p")
                holder.text = tail
                child.addnext(holder)
        else:
            if holder is None:
                holder = etree.Element("p")
                child.addprevious(holder)
            holder.append(child)


def _drop_empty(root: html.HtmlElement) -> None:
    """Blocks without words, picture or footnote are leftovers of typing."""
    for image in list(root.iter("img")):
        if not image.get("src"):
            image.drop_tree()
    for element in list(root.iter("p", "h3", "h4", "ul", "ol", "figcaption", "figure", "table")):
        has_words = bool("".join(element.itertext()).strip())
        if not has_words and element.find(".//img") is None and element.find(".//sup[@data-note]") is None:
            element.drop_tree()


def _unwrap_only_paragraph(item: html.HtmlElement) -> None:
    """`<li><p>words</p></li>`, as the editor writes it, is `<li>words</li>`; lists below stay."""
    if len(item) == 0 or item[0].tag != "p" or (item.text or "").strip():
        return
    if all(child.tag in ("ul", "ol") for child in item[1:]):
        item.text = None
        item[0].drop_tag()


def _settle_table(table: html.HtmlElement) -> None:
    """Heading rows on top in a head, the rest in a body, headings with their scope, no spans of one."""
    rows = [*table.findall("tr"), *table.findall("*/tr")]
    head = 0
    while head < len(rows) - 1 and all(cell.tag == "th" for cell in rows[head]):
        head += 1
    table.text = None
    for child in list(table):
        table.remove(child)
    for tag, part in (("thead", rows[:head]), ("tbody", rows[head:])):
        if part:
            etree.SubElement(table, tag).extend(part)
    for number, row in enumerate(rows):
        row.tail = None
        for cell in row:
            _settle_cell(cell, "col" if number < head else "row")


def _settle_cell(cell: html.HtmlElement, scope: str) -> None:
    for name in ("colspan", "rowspan"):
        if cell.get(name) == "1":
            del cell.attrib[name]
    if cell.tag == "th":
        cell.set("scope", scope)
    else:
        cell.attrib.pop("scope", None)


def _settle_spaces(root: html.HtmlElement) -> None:
    """One space where there are several, none around a block or at its edges: a browser shows none either.

    No-break spaces are letters and stay."""
    for element in root.iter():
        edge = element.tag in EDGED
        element.text = _spaced(element.text, edge, edge and _begins_block(element[0] if len(element) else None, True))
        for child in element:
            after = child.getnext()
            last = edge if after is None else edge and _begins_block(after, False)
            child.tail = _spaced(child.tail, edge and _begins_block(child, False), last)


def _begins_block(element: html.HtmlElement | None, nothing: bool) -> bool:
    return nothing if element is None else element.tag in EDGED


def _spaced(text: str | None, at_start: bool, at_end: bool) -> str | None:
    if not text:
        return None
    text = SPACES.sub(" ", text)
    text = text.removeprefix(" ") if at_start else text
    return (text.removesuffix(" ") if at_end else text) or None


def _give_ids(root: html.HtmlElement) -> None:
    """Keep the first holder of an id; blocks without one, and the second half of a split, get a new one."""
    seen: set[str] = set()
    for element in root.iter(*(BLOCKS | INNER_BLOCKS)):
        block = element.get("data-block")
        if block is None or block in seen:
            block = secrets.token_hex(4)
            element.set("data-block", block)
        seen.add(block)


def _leaf_blocks(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in root.iter("p", "h3", "h4", "li", "th", "td", "figcaption", "caption"):
        if not any(child.tag in BLOCKS for child in element):
            yield element


def _inner_html(root: html.HtmlElement) -> str:
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)
