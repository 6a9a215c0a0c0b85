"""A body on a public page: its footnotes numbered, with the texts under it."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import etree, html

from klaipeda_plan.core.showing import without_empty_headings

NOTE = ".//sup[@data-note]"
# By these the drafting room joins texts; a reader has no use for them, and they do not compress.
BLOCK_ID = re.compile(r' data-block="[0-9a-f]*"')


@dataclass(frozen=True)
class PublicBody:
    markup: SafeString
    notes: list[str]
    tables: int = 0


def public_body(body: str, *, first_note: int = 1, first_table: int = 1) -> PublicBody:
    """`body` was cleaned on its way in; a note's sign becomes a link to its text, a wide table scrolls in a box.

    A page of many bodies goes on counting: `first_note` and `first_table` are the numbers of this one's first.
    """
    body = BLOCK_ID.sub("", without_empty_headings(body))
    if "data-note" not in body and "<table" not in body:
        return PublicBody(mark_safe(body), [])
    root = html.fragment_fromstring(body, create_parent="div")
    notes = []
    for number, sign in enumerate(root.findall(NOTE), start=first_note):
        notes.append(sign.attrib.pop("data-note"))
        _make_link(sign, number)
    tables = root.findall("table")
    for number, table in enumerate(tables, start=first_table):
        _box(table, number)
    inner = "".join(etree.tostring(one, encoding="unicode", method="html") for one in root)
    return PublicBody(mark_safe(inner), notes, len(tables))


def _box(table: html.HtmlElement, number: int) -> None:
    """The box takes the focus, so that it scrolls by the keyboard, too."""
    box = etree.Element("div", {"class": "table-wrap", "tabindex": "0", "role": "region"})
    box.set("aria-label", _("Table %(number)s") % {"number": number})
    box.tail, table.tail = table.tail, None
    table.addprevious(box)
    box.append(table)


def _make_link(sign: html.HtmlElement, number: int) -> None:
    for child in list(sign):
        sign.remove(child)
    sign.text = None
    sign.set("class", "footnote")
    link = etree.SubElement(sign, "a", {"href": f"#isnasa-{number}", "id": f"isnasos-vieta-{number}"})
    link.set("aria-label", _("Footnote %(number)s") % {"number": number})
    link.text = str(number)
