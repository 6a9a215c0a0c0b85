"""What the pages of an edition have in common."""

from typing import Any

from django.utils.translation import get_language

from editions.models import Edition, EventKind
from editions.reading import English, load_translations, load_tree
from editions.words import figures, short_euros
from plans.hierarchy import Kind
from publicity.addresses import Addresses
from publicity.outline import cut_of, render_outline
from publicity.overview import overview_of
from publicity.queries import vision_of

DECIDED = (EventKind.DECIDED, EventKind.IN_FORCE, EventKind.SUPERSEDED)


def about(edition: Edition) -> dict[str, Any]:
    """The edition and its banners: a sample says so, and so does what the council has not decided. On English pages
    the translations that it took along."""
    is_project = edition.standing not in DECIDED
    return {"edition": edition, "is_project": is_project, "meta": edition.meta, "english": english_of(edition)}


def english_of(edition: Edition) -> dict[str, English]:
    return load_translations(edition) if get_language() == "en" else {}


def whole_plan(edition: Edition, addresses: Addresses) -> dict[str, Any]:
    """The edition's tree in its parts: the vision with aspects, the priorities, the rest of the document."""
    tree = load_tree(edition)
    vision = vision_of(tree)
    under_vision = vision.children if vision else []
    overview = overview_of(tree.walk())
    cut = cut_of(overview.kinds.total())
    shown = about(edition)
    english = shown["english"]
    return shown | {
        "addresses": addresses,
        "vision": vision,
        "aspects": [node for node in under_vision if node.kind == Kind.ASPECT],
        "priorities": [node for node in under_vision if node.kind == Kind.PRIORITY],
        "outline": render_outline([node for node in under_vision if node.kind != Kind.ASPECT], addresses, cut, english),
        "sections": render_outline([node for node in tree.roots if node is not vision], addresses, cut, english),
        "overview": overview,
        "figures": figures(overview.kinds),
        "total": short_euros(tree.total) if tree.total else "",
    }
