"""The index of the copy's search: entries, and for each stem where it stands. Read by `kept-search.js`."""

import json
import re
from collections import defaultdict
from html import unescape
from typing import Any

from editions.reading import Node
from plans.hierarchy import Kind
from publicity.export.model import Copy
from publicity.export.words import stems_of, tables, words_of

INDEX_FILE = "failai/paieskos-rodykle.js"
TAG = re.compile(r"<[^>]*>")
SPACES = re.compile(r"\s+")


def index_script(copy: Copy) -> str:
    """A classic script: a browser lets no page of a folder fetch a file beside it."""
    data = json.dumps(index_of(copy), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # What ends a script or a line of it in old readers must not stand in it.
    safe = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.KEPT_INDEX = {safe};\n"


def index_of(copy: Copy) -> dict[str, Any]:
    """`stems`: {stem: [place of the entry × 2, + 1 where the stem stands in the title or the code]}."""
    entries, stems = [], defaultdict(set)
    for place, node in enumerate(copy.tree.walk()):
        text = text_of(node)
        entries.append([copy.file_of(node), node.code, str(Kind(node.kind).label), node.title, text])
        for word in {*words_of(text), node.code.lower()}:
            for stem in stems_of(word):
                stems[stem].add(place * 2)
        for word in {*words_of(node.title), node.code.lower()}:
            for stem in stems_of(word):
                stems[stem].add(place * 2 + 1)
    found = {stem: sorted(where) for stem, where in stems.items()}
    return {"tables": tables(), "entries": entries, "stems": found}


def text_of(node: Node) -> str:
    """The words of an element besides its title: body, who answers, indicators."""
    parts = [unescape(TAG.sub(" ", node.body))]
    if node.detail:
        parts += [node.detail.responsible, node.detail.partners, node.detail.expected_result]
    for indicator in node.indicators:
        parts += [indicator.title, indicator.source]
    return SPACES.sub(" ", " · ".join(part.strip() for part in parts if part.strip())).strip()
