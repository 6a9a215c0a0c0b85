"""What a guest reviewer sees of a body: links inside the branch lead to the guest's own pages, other links into the
portal are plain words, pictures come through the guest's link.
"""

import re
from collections.abc import Callable, Set

from lxml import etree, html

INSIDE = re.compile(r"/(?:en/)?rengimas/e/([0-9a-f-]{36})/?(?:[#?].*)?")
PICTURE = re.compile(r"/rengimas/failai/([0-9a-f-]{36})/")
OUTSIDE = ("http://", "https://", "mailto:", "tel:")


def guest_body(
    body: str, *, uids: Set[str], site: str, element_at: Callable[[str], str], picture_at: Callable[[str], str]
) -> str:
    """The body for a guest whose branch has the elements `uids`; `site` is the portal's own beginning of addresses."""
    if "<a" not in body and "<img" not in body:
        return body
    root = html.fragment_fromstring(body, create_parent="div")
    for link in list(root.iter("a")):
        target = (link.get("href") or "").removeprefix(site)
        match = INSIDE.fullmatch(target)
        if match and match[1] in uids:
            link.set("href", element_at(match[1]))
        elif not target.startswith(OUTSIDE):
            link.drop_tag()
    for image in list(root.iter("img")):
        found = PICTURE.fullmatch(image.get("src") or "")
        if found:
            image.set("src", picture_at(found[1]))
        else:
            image.drop_tree()
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)


def pictures_in(body: str) -> set[str]:
    """Uids of the pictures that a body shows."""
    return set(PICTURE.findall(body))
