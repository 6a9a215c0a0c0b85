"""The tree of an edition as markup: every element a row, what stands under it behind a disclosure.

Written in Python and not in a template: a plan has hundreds of rows, ten times as many in the largest editions,
and a recursive include costs ten times what these few strings do. It works without a script.
"""

from collections import Counter
from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from editions.reading import Node
from editions.words import listed, short_euros
from plans.hierarchy import Kind
from publicity.addresses import Addresses

# What stands open when the page comes: the goals of every priority, not yet their tasks.
OPEN_KINDS = frozenset({Kind.VISION, Kind.PRIORITY})


def render_outline(nodes: Sequence[Node], addresses: Addresses) -> SafeString:
    """`<ul class="tree">` of the nodes with all under them; nothing for no nodes."""
    lines: list[str] = []
    _add(nodes, addresses, lines, ' class="tree"')
    return mark_safe("".join(lines))


def _add(nodes: Sequence[Node], addresses: Addresses, lines: list[str], attributes: str = "") -> None:
    if not nodes:
        return
    lines.append(f"<ul{attributes}>")
    for node in nodes:
        lines.append(f"<li>{_row(node, addresses)}")
        if node.children:
            is_open = " open" if node.kind in OPEN_KINDS else ""
            lines.append(f"<details{is_open}><summary>{_summary(node)}</summary>")
            _add(node.children, addresses, lines)
            lines.append("</details>")
        lines.append("</li>\n")
    lines.append("</ul>")


def _row(node: Node, addresses: Addresses) -> str:
    total = f'<span class="tree__meta">{short_euros(node.total)}</span>' if node.total else ""
    return (
        f'<div class="tree__row"><span class="tree__code">{escape(node.code)}</span> '
        f'<a class="tree__title" lang="lt" href="{escape(addresses.of(node))}">{escape(node.title)}</a> {total}</div>'
    )


def _summary(node: Node) -> str:
    return escape(listed(Counter(child.kind for child in node.children)))
