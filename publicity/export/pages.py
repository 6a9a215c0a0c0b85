"""The pages of a copy: the portal's own public ones, asked as a visitor asks, and a few that only a copy has."""

from collections import Counter
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import resolve, reverse

from editions.models import EventKind
from editions.reading import Node, load_translations
from editions.words import figures, listed, short_euros
from indicators.models import KIND_BY_LEVEL
from indicators.presenting import Shown
from plans.hierarchy import Kind
from publicity.export.data import data_files
from publicity.export.model import DATA, EDITION, INDEX, INDICATORS, SEARCH, TEXT, TEXTS, Copy, CopyAddresses
from publicity.overview import overview_of
from publicity.queries import vision_of
from publicity.whole_text import text_of

DECIDED = (EventKind.DECIDED, EventKind.IN_FORCE, EventKind.SUPERSEDED)


def ask(path: str, language: str) -> str:
    """A public page of the portal, made by its own view for nobody in particular."""
    match = resolve(path)
    response = match.func(visitor(path, language), *match.args, **match.kwargs)
    if response.status_code != 200:
        raise RuntimeError(f"{path}: {response.status_code}")
    page: str = response.content.decode()
    return page


def visitor(path: str, language: str) -> HttpRequest:
    """A request of somebody who is not logged in and sends no cookie."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.user = AnonymousUser()
    request.LANGUAGE_CODE = language
    return request


def public_paths(copy: Copy) -> dict[str, str]:
    """{address on the portal: file} of the pages that are taken as they are."""
    number = copy.edition.number
    found = {reverse("publicity:edition", args=[number]): EDITION}
    for node in copy.tree.walk():
        found[reverse("publicity:edition_element", args=[number, node.code])] = copy.file_of(node)
    return found | text_paths(copy)


def text_paths(copy: Copy) -> dict[str, str]:
    """The whole text, and the parts that have pages of their own where it is long."""
    number = copy.edition.number
    found = {reverse("publicity:edition_reading", args=[number]): TEXT}
    waiting = [text_of(copy.tree)]
    while waiting:
        for piece in waiting.pop().pieces:
            if piece.is_cut:
                address = reverse("publicity:edition_reading_from", args=[number, piece.node.code])
                found[address] = f"{TEXTS}/{piece.node.code}.html"
                waiting.append(text_of(copy.tree, piece.node))
    return found


def own_pages(copy: Copy, documents: list[dict[str, Any]]) -> dict[str, str]:
    """{file: page} of what a copy has and the portal has not."""
    about = _about(copy)
    contexts: dict[str, tuple[str, dict[str, Any]]] = {
        INDEX: ("index", _overview(copy) | {"documents": documents}),
        INDICATORS: ("indicators", {"pieces": [_measured(node) for node in copy.tree.walk() if node.indicators]}),
        DATA: ("data", {"documents": documents, "files": data_files()}),
        SEARCH: ("search", {}),
    }
    return {
        file: render_to_string(f"publicity/export/{name}.html", about | context, visitor("/", copy.language))
        for file, (name, context) in contexts.items()
    }


def frame(copy: Copy, name: str, root: str, file: str) -> str:
    """The head or the foot of a page of the copy; `root` leads from its folder to the top."""
    return render_to_string(f"publicity/export/{name}.html", _about(copy) | {"root": root, "file": file})


def _about(copy: Copy) -> dict[str, Any]:
    edition = copy.edition
    return {
        "copy": copy, "edition": edition, "meta": edition.meta, "is_project": edition.standing not in DECIDED,
        "addresses": CopyAddresses(), "english": load_translations(edition) if copy.language == "en" else {},
    }  # fmt: skip


def _overview(copy: Copy) -> dict[str, Any]:
    vision = vision_of(copy.tree)
    under_vision = vision.children if vision else []
    overview = overview_of(copy.tree.walk())
    return {
        "vision": vision,
        "overview": overview,
        "figures": figures(overview.kinds),
        "total": short_euros(copy.tree.total) if copy.tree.total else "",
        "priorities": [_card(node) for node in under_vision if node.kind == Kind.PRIORITY],
    }


def _card(node: Node) -> dict[str, Any]:
    levels = Counter(one.kind for one in node.walk() if one is not node)
    return {"node": node, "counts": listed(levels), "total": short_euros(node.total) if node.total else ""}


def _measured(node: Node) -> dict[str, Any]:
    return {
        "node": node,
        "kind": KIND_BY_LEVEL.get(Kind(node.kind), ""),
        "indicators": [Shown(indicator) for indicator in node.indicators],
    }
