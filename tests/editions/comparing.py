"""Two editions by hand, compared without a database."""

from editions.comparison.comparing import compare_trees
from editions.reading import EditionTree, Node, node_of
from klaipeda_plan.core.canonical import canonical_json, digest_of
from plans.codes import Place, codes_of
from tests.editions.papers import edition_of
from tests.editions.support import content


def tree(rows):
    """A tree of `(uid, parent, content)`, parents first, children in the order of the rows."""
    codes = codes_of(Place(uid, parent, given["kind"], given["horizontal"]) for uid, parent, given in rows)
    nodes: dict[str, Node] = {}
    roots = []
    for uid, parent, given in rows:
        text = canonical_json(given)
        node = node_of(uid, "", 0, codes[uid], digest_of(text), text)
        nodes[uid] = node
        (nodes[parent].children if parent else roots).append(node)
    return EditionTree(roots, nodes, {node.code: node for node in nodes.values()})


def element(kind, title, **more):
    return content(kind, title, **more)


def compared(old, new, **fields):
    """The comparison of two lists of rows."""
    basis, edition = edition_of(number=1, digest="a" * 64), edition_of(number=2, digest="b" * 64, **fields)
    return compare_trees(basis, edition, tree(old), tree(new))


def sorts(comparison):
    """{title now or last: words of its sorts}."""
    return {entry.node.title: [sort.value for sort in entry.sorts] for entry in comparison.entries}
