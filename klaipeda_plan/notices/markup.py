"""HTML of the portal for letters: styles inside the elements, nothing from outside; and the same as plain text."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

# What mail programs understand. A change is seen without colour: struck, or bold and underlined.
STYLES = {
    "body": "margin:0;padding:0;background:#f4efe5;color:#1a292d;font-family:Arial,Helvetica,sans-serif;"
    "font-size:16px;line-height:1.5",
    ".sheet": "max-width:640px;margin:0 auto;padding:24px;background:#ffffff",
    "h1": "margin:0 0 16px;font-size:22px;line-height:1.3",
    "h2": "margin:32px 0 8px;padding-bottom:4px;border-bottom:2px solid #0e4552;font-size:18px;line-height:1.3",
    "h3": "margin:24px 0 4px;font-size:16px;line-height:1.4",
    "h4": "margin:16px 0 4px;font-size:16px",
    "p": "margin:0 0 8px",
    "li": "margin:0 0 4px",
    "a": "color:#0b5866",
    "del": "color:#8c1f1a;text-decoration:line-through",
    "ins": "color:#17572f;font-weight:bold;text-decoration:underline",
    "blockquote": "margin:8px 0;padding:4px 0 4px 12px;border-left:4px solid #d8cebc",
    "table": "border-collapse:collapse",
    "td": "padding:4px 8px;border:1px solid #d8cebc;vertical-align:top",
    "th": "padding:4px 8px;border:1px solid #d8cebc;vertical-align:top;text-align:left",
    ".quiet": "color:#4a585b;font-size:14px",
    ".change": "margin:8px 0;padding:8px 12px;border:1px solid #d8cebc",
    ".foot": "margin-top:32px;padding-top:12px;border-top:1px solid #d8cebc;color:#4a585b;font-size:14px",
}
HIDDEN = "visually-hidden"
BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "li", "tr", "table", "caption", "blockquote", "figure"})
BLANKS = re.compile(r"[ \t\n]+")


def mail_html(page: str) -> str:
    """A whole page with its styles inside; pictures become their texts, hidden words go."""
    root: html.HtmlElement = html.document_fromstring(page)
    _without_pictures(root)
    elements: list[Any] = [one for one in root.iter() if isinstance(one.tag, str)]
    for element in elements:
        classes = element.attrib.pop("class", "").split()
        if HIDDEN in classes:
            element.drop_tree()
            continue
        styles = [STYLES[key] for key in (element.tag, *(f".{name}" for name in classes)) if key in STYLES]
        if styles:
            element.set("style", ";".join(styles))
    return html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")


def plain_change(fragment: str) -> str:
    """A difference in plain text: [-deleted-] {+inserted+}, a line for each block."""
    if not fragment.strip():
        return ""
    root = html.fragment_fromstring(fragment, create_parent="div")
    text = "".join(_words(root))
    lines = (BLANKS.sub(" ", line).strip() for line in text.split("\n\n"))
    return "\n".join(line.replace("\v", "\n") for line in lines if line)


def without_links(fragment: str) -> str:
    """The same with links and pictures turned into their words: a notice has one link."""
    if not fragment.strip():
        return ""
    root = html.fragment_fromstring(fragment, create_parent="div")
    _without_pictures(root)
    for link in list(root.iter("a")):
        link.drop_tag()
    inner = [html.tostring(child, encoding="unicode") for child in root]
    return html_text(root.text) + "".join(inner)


def html_text(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _without_pictures(root: html.HtmlElement) -> None:
    for picture in list(root.iter("img")):
        words = picture.get("alt", "")
        picture.tail = f"[{words}]" + (picture.tail or "") if words else picture.tail
        picture.drop_tree()


def _words(element: html.HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    if HIDDEN in element.get("class", ""):
        return
    before, after = _signs(element)
    yield before
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    yield after


def _signs(element: html.HtmlElement) -> tuple[str, str]:
    match element.tag:
        case "del":
            return "[-", "-]"
        case "ins":
            return "{+", "+}"
        case "br":
            return "\v", ""
        case "li":
            return "\n\n– ", "\n\n"
        case "h4":
            return "\n\n— ", "\n\n"
        case "td" | "th":
            return " | ", ""
        case "img":
            return f"[{element.get('alt', '')}]", ""
    return ("\n\n", "\n\n") if element.tag in BLOCKS else ("", "")
