"""Elements of WordprocessingML, the language of DOCX."""

import re
from functools import lru_cache

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from klaipeda_plan.core.bodies import UNPRINTABLE

Element = etree._Element
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
NAMED = lru_cache(maxsize=512)(qn)
PIECES = re.compile(r"([\n\t])")
BREAKS = {"\n": "w:br", "\t": "w:tab"}
ROOT_NAMES = {name: nsmap[name] for name in ("w", "r", "wp", "a", "pic")}


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """An element of the main namespace with its attributes; what is None among the children is left out."""
    element: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(NAMED(f"w:{name}"), str(value))
    element.extend([child for child in children if child is not None])
    return element


def text_run(text: str, look: Element | None = None, *, is_deleted: bool = False) -> Element:
    """A run of text; line breaks and tabs in it become elements. `look` is its w:rPr."""
    run = w("r", look)
    for piece in PIECES.split(UNPRINTABLE.sub("", text)):
        if piece in BREAKS:
            run.append(OxmlElement(BREAKS[piece]))
        elif piece:
            words = w("delText" if is_deleted else "t")
            words.text = piece
            words.set(PRESERVE, "preserve")
            run.append(words)
    return run


def field(code: str, *shown: Element) -> list[Element]:
    """A field with what it shows until the program computes it."""
    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set(PRESERVE, "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")), w("r", instruction), w("r", w("fldChar", fldCharType="separate")),
        *shown, w("r", w("fldChar", fldCharType="end")),
    ]  # fmt: skip


def part_root(tag: str) -> Element:
    """The root of a part of its own, with the names that stand in it."""
    return etree.Element(NAMED(f"w:{tag}"), nsmap=ROOT_NAMES)


def serialized(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
