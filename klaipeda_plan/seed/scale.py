"""Sample editions of many times the previous plan's size, written as editions directly, for measuring."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from editions.composing import PATH_DIGITS, Piece
from editions.models import Edition, EditionKind
from editions.reading import Node, load_tree
from editions.services.events import publish_edition
from editions.services.freeze import write_edition
from plans.codes import Place, codes_of
from plans.hierarchy import Kind
from workgroups.models import User

NAMESPACE = uuid.UUID("5d0c2f0e-9d0c-4c6e-8a52-1b6f1f2f2030")


def scaled_title(scale: int) -> str:
    return f"Plano projektas × {scale} (sąlyginiai duomenys)"


def scaled_stands(scale: int) -> bool:
    return Edition.objects.filter(title=scaled_title(scale)).exists()


def seed_scaled(author: User, scale: int) -> Edition:
    """A published sample edition with every goal of the sample edition `scale` times."""
    base = Edition.objects.select_related("plan").filter(sample=True).order_by("number")[0]
    edition = write_edition(
        base.plan, list(multiply(base, scale)), kind=EditionKind.PLAN_DRAFT, title=scaled_title(scale),
        document_date=timezone.localdate(), by=author, sample=True,
    )  # fmt: skip
    publish_edition(edition, by=author, with_files=False)
    return edition


def multiply(edition: Edition, scale: int) -> Iterator[Piece]:
    """The pieces of `edition` with each goal's subtree `scale` times under its priority."""
    placed = list(_placed(load_tree(edition).roots, None, "", scale, 1))
    codes = codes_of(Place(uid, parent, content["kind"], content["horizontal"]) for uid, parent, _, content in placed)
    for uid, parent, path, content in placed:
        yield Piece(uid, parent, path, codes[uid], content)


def _placed(
    nodes: list[Node], parent: str | None, path: str, scale: int, copy: int
) -> Iterator[tuple[str, str | None, str, dict[str, Any]]]:
    number = 0
    for node in nodes:
        for turn in range(1, scale + 1) if node.kind == Kind.GOAL else (copy,):
            number += 1
            uid = node.uid if turn == 1 else str(uuid.uuid5(NAMESPACE, f"{node.uid}:{turn}"))
            here = f"{path}{number:0{PATH_DIGITS}d}"
            yield uid, parent, here, _content(node, turn)
            yield from _placed(node.children, uid, here, scale, turn)


def _content(node: Node, turn: int) -> dict[str, Any]:
    content = dict(node.content)
    if turn > 1:
        content["title"] = f"{content['title']} ({turn})"
    return content
