"""A page of the portal made into a page of the folder: its links lead within the copy, or say where else they lead.

What needs the living portal goes: scripts, forms, buttons, cards for other sites, and whatever a template marks with
`data-live`. A link to an address for ever stays and names the portal; of any other link only its words stay.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from lxml import html

from publicity.export.statics import file_of_static, static_name

GONE = (
    "//script[not(@data-kept)] | //form[not(@data-kept)] | //template | //*[@data-live] | "
    "//button[not(@popovertarget or ancestor::form[@data-kept])] | //link[@rel='preload'] | "
    "//link[@rel='alternate'] | //link[@rel='canonical'] | //meta[@property] | //meta[starts-with(@name, 'twitter:')]"
)
EMPTY_LINES = re.compile(r"\n\s*\n")
FOR_EVER = ("publicity:element", "publicity:edition", "publicity:edition_element")


@dataclass
class Rewriter:
    """`files`: {address on the portal: file in the copy}. What pages name of the look is gathered in `statics`."""

    files: Mapping[str, str]
    statics: set[str] = field(default_factory=set)

    def page(self, source: str, file: str, *, head: str, foot: str) -> str:
        """`file` is the page's own name; `head` and `foot` take the places of the portal's."""
        root = html.document_fromstring(source)
        found: Any = root.xpath(GONE)
        for gone in found:
            gone.drop_tree()
        _replace(root, "site-header", head)
        _replace(root, "site-footer", foot)
        for tag in root.iter(html.etree.Element):
            self._tag(tag, posixpath.dirname(file))
        page = html.tostring(root, encoding="unicode", doctype="<!doctype html>")
        return EMPTY_LINES.sub("\n", page) + "\n"  # what is gone leaves none behind: equal editions, equal bytes

    def _tag(self, tag: html.HtmlElement, folder: str) -> None:
        for name in [name for name in tag.attrib if name.startswith("hx-")]:
            del tag.attrib[name]
        for name in ("href", "src"):
            if name in tag.attrib and not tag.get(name, "").startswith("#"):
                self._link(tag, name, folder)

    def _link(self, tag: html.HtmlElement, name: str, folder: str) -> None:
        address = tag.get(name, "").removeprefix(settings.SITE_URL)
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path.startswith("/"):
            return  # another site, a letter, or a page of the copy that is named relatively already
        said_in_full = (tag.text or "").startswith(settings.SITE_URL)
        if (static := static_name(address)) is not None:
            self.statics.add(static)
            tag.set(name, within(folder, file_of_static(static)))
        elif parts.path in self.files and not parts.query and not said_in_full:
            fragment = f"#{parts.fragment}" if parts.fragment else ""
            tag.set(name, within(folder, self.files[parts.path]) + fragment)
        elif name == "href" and is_for_ever(parts.path):
            tag.set(name, settings.SITE_URL + parts.path)
            tag.set("title", _("A permanent address on the portal"))
        else:
            _only_words(tag, name)


def within(folder: str, file: str) -> str:
    """The way from a page in `folder` to a file, both named from the top of the copy."""
    return posixpath.relpath(file, folder or ".")


def is_for_ever(path: str) -> bool:
    """An address that the portal answers whatever becomes of the edition in force."""
    try:
        return resolve(path).view_name in FOR_EVER
    except Resolver404:
        return False


def _only_words(tag: html.HtmlElement, name: str) -> None:
    del tag.attrib[name]
    if tag.tag == "a":
        for other in ("rel", "hreflang", "download", "title", "aria-label", "aria-current"):
            tag.attrib.pop(other, None)
        tag.tag = "span"


def _replace(root: html.HtmlElement, name: str, markup: str) -> None:
    for old in root.find_class(name):
        new = html.fragment_fromstring(markup.strip())
        new.tail = old.tail
        old.getparent().replace(old, new)
