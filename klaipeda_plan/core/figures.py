"""The pictures that a body shows: which, with what words for those who do not see them, and under what address."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree, html

SOURCE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]*)(")')


@dataclass(frozen=True)
class Shown:
    """A picture in a body: its address and its alternative text."""

    address: str
    alt: str


def pictures_of(body: str) -> list[Shown]:
    """The pictures of a cleaned body, in order."""
    if "<img" not in body:
        return []
    root = html.fragment_fromstring(body, create_parent="div")
    return [Shown(str(one.get("src", "")), str(one.get("alt", "")).strip()) for one in root.iter("img")]


def readdress_pictures(body: str, address_of: Callable[[str], str | None]) -> str:
    """The cleaned body with each picture's address replaced; None takes the picture out and leaves its
    alternative text."""
    if "<img" not in body:
        return body
    found = {shown.address: address_of(shown.address) for shown in pictures_of(body)}
    if None in found.values():
        body = _without(body, {address for address, new in found.items() if new is None})
    return SOURCE.sub(lambda match: f"{match[1]}{found[match[2]]}{match[3]}", body)


def _without(body: str, addresses: set[str]) -> str:
    root = html.fragment_fromstring(body, create_parent="div")
    for image in list(root.iter("img")):
        if image.get("src") in addresses:
            words = etree.Element("em")
            words.text = image.get("alt", "")
            image.addprevious(words)
            image.drop_tree()
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)
