"""What the pages of an edition have in common."""

from typing import Any

from editions.models import Edition, EventKind
from editions.reading import load_tree
from editions.words import figures, short_euros
from plans.hierarchy import Kind
from publicity.addresses import Addresses
from publicity.outline import cut_of, render_outline
from publicity.overview import overview_of
from publicity.queries import vision_of

DECIDED = (EventKind.DECIDED, EventKind.IN_FORCE, EventKind.SUPERSEDED)


def about(edition: Edition) -> dict[str, Any]:
    """The edition and its banners: a sample says so, and so does what the council has not decided."""
    return {"edition": edition, "is_project": edition.standing not in DECIDED, "meta": edition.meta}


def whole_plan(edition: Edition, addresses: Addresses) -> dict[str, Any]:
    """The edition's tree in its parts: the vision with aspects, the priorities, the rest of the document."""
    tree = load_tree(edition)
    vision = vision_of(tree)
    under_vision = vision.children if vision else []
    overview = overview_of(tree.walk())
    cut = cut_of(overview.kinds.total())
    return about(edition) | {
        "addresses": addresses,
        "vision": vision,
        "aspects": [node for node in under_vision if node.kind == Kind.ASPECT],
        "priorities": [node for node in under_vision if node.kind == Kind.PRIORITY],
        "outline": render_outline([node for node in under_vision if node.kind != Kind.ASPECT], addresses, cut),
        "sections": render_outline([node for node in tree.roots if node is not vision], addresses, cut),
        "overview": overview,
        "figures": figures(overview.kinds),
        "total": short_euros(tree.total) if tree.total else "",
    }
