"""The tree of an edition as markup: every element a row, what stands under it behind a disclosure.

Written in Python and not in a template: a plan has hundreds of rows, ten times as many in the largest editions,
and a recursive include costs ten times what these few strings do. It works without a script.
"""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from django.utils.safestring import SafeString, mark_safe

from editions.reading import English, Node
from editions.words import listed, short_euros
from plans.hierarchy import Kind
from publicity.addresses import Addresses
from publicity.templatetags.translations import title_lang, title_of

# What stands open when the page comes: the goals of every priority, not yet their tasks.
OPEN_KINDS = frozenset({Kind.VISION, Kind.PRIORITY})


# A tree of more elements ends at its goals; the rest stands on their own pages.
MOST_ROWS = 1_500


@dataclass(frozen=True)
class Cut:
    """What of a tree is written: `only` these elements, all open (None: everything, folded below the goals), with
    the money of the `hits` among them; and nothing under elements of the kind `ends_at`. Titles stand in `english`
    where that has one."""

    only: Container[str] | None = None
    hits: Container[str] = ()
    ends_at: str = ""
    english: Mapping[str, English] = field(default_factory=dict)

    def of(self, nodes: Sequence[Node]) -> Sequence[Node]:
        return nodes if self.only is None else [node for node in nodes if node.uid in self.only]

    def opens(self, node: Node) -> bool:
        return self.only is not None or node.kind in OPEN_KINDS


def render_outline(
    nodes: Sequence[Node], addresses: Addresses, cut: Cut | None = None, english: Mapping[str, English] | None = None
) -> SafeString:
    """`<ul class="tree">` of the nodes with all under them; nothing for no nodes."""
    lines: list[str] = []
    _add(nodes, addresses, lines, replace(cut or Cut(), english=english or {}), ' class="tree"')
    return mark_safe("".join(lines))


def cut_of(count: int) -> Cut:
    """The whole tree of so many elements, or as much of it as a phone takes."""
    return Cut(ends_at=Kind.GOAL if count > MOST_ROWS else "")


def _add(nodes: Sequence[Node], addresses: Addresses, lines: list[str], cut: Cut, attributes: str = "") -> None:
    nodes = cut.of(nodes)
    if not nodes:
        return
    lines.append(f"<ul{attributes}>")
    for node in nodes:
        lines.append(f"<li>{_row(node, addresses, cut)}")
        below = cut.of(node.children)
        if below and node.kind == cut.ends_at:
            lines.append(f'<p class="tree__below">{_summary(node.children)}</p>')
        elif below:
            is_open = " open" if cut.opens(node) else ""
            lines.append(f"<details{is_open}><summary>{_summary(below)}</summary>")
            _add(node.children, addresses, lines, cut)
            lines.append("</details>")
        lines.append("</li>\n")
    lines.append("</ul>")


def _row(node: Node, addresses: Addresses, cut: Cut) -> str:
    with_total = cut.only is None or node.uid in cut.hits
    total = f'<span class="tree__meta">{short_euros(node.total)}</span>' if with_total and node.total else ""
    return (
        f'<div class="tree__row"><span class="tree__code">{escape(node.code)}</span> '
        f'<a class="tree__title"{title_lang(node, cut.english)} href="{escape(addresses.of(node))}">'
        f"{escape(title_of(node, cut.english))}</a> {total}</div>"
    )


def _summary(children: Sequence[Node]) -> str:
    return escape(listed(Counter(child.kind for child in children)))
