"""Gathering what the checks read: of the draft, or of the pieces that an edition would be made of."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Count, F, Sum

from klaipeda_plan.core.figures import pictures_of
from plans.checks.model import Item, LinkRow, Material
from plans.models import Element, ElementLink, ElementVersion, Funding, Picture, Plan, Remark
from plans.queries import Branch, DraftTree, draft_tree, last_returns

Scope = Callable[[Element], bool]
ELEMENT_UID = re.compile(r"/rengimas/e/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")


class PieceLike(Protocol):
    """An element as it would stand in an edition (`editions.composing.Piece`), in the order of the document."""

    @property
    def uid(self) -> str: ...
    @property
    def parent_uid(self) -> str | None: ...
    @property
    def code(self) -> str: ...
    @property
    def content(self) -> dict[str, Any]: ...


def material_of_draft(plan: Plan, *, scope: Scope | None = None, tree: DraftTree | None = None) -> Material:
    """The draft as it stands. At most ten queries at any size; `tree`, where it was read already, saves one."""
    tree = tree or draft_tree(plan)
    everything = list(_items_of(tree))
    standing = [item for item in everything if item.code]
    asked = [item for item in everything if scope is None or scope(item.element)]
    contents = _contents(plan, None if scope is None else [item.element for item in asked])
    for item in asked:
        item.content = contents.get(item.element.pk, {})
    checked = [item for item in asked if item.code]
    bodies = [item.content.get("body", "") for item in checked]
    links = ElementLink.objects.filter(source__plan=plan).values_list("kind", "source__uid", "target__uid")
    return Material(
        plan=plan, items=standing, checked=checked, is_draft=True, is_whole=scope is None,
        links=[LinkRow(kind, str(source), str(target)) for kind, source, target in links],
        orphans=[item for item in asked if not item.code and not item.element.is_removed],
        waiting=asked, removed=frozenset(item.uid for item in everything if not item.code),
        known_pictures=_pictures(plan, bodies), known_elsewhere=_elsewhere(plan, bodies), stages=_stages(plan),
        sums=_sums(plan), remarks=_open_remarks(plan),
        returns={str(step.element.uid): step.reason for step in _returns(asked)},
    )  # fmt: skip


def material_of_pieces(plan: Plan, pieces: Iterable[PieceLike], elements: Mapping[str, Element]) -> Material:
    """What an edition would hold; `elements` are the plan's rows by uid. At most three queries."""
    items: dict[str, Item] = {}
    for piece in pieces:
        content = piece.content
        item = Item(
            piece.uid, piece.code, content["kind"], content["title"], content.get("horizontal", False),
            elements[piece.uid], items.get(piece.parent_uid or ""), content=content,
        )  # fmt: skip
        items[piece.uid] = item
        if item.parent:
            item.parent.children.append(item)
    listed = list(items.values())
    bodies = [item.content.get("body", "") for item in listed]
    return Material(
        plan=plan, items=listed, checked=listed, is_draft=False,
        links=[
            LinkRow(link["kind"], item.uid, link["target"]) for item in listed for link in item.content.get("links", [])
        ],
        removed=frozenset(elements.keys() - items.keys()),
        known_pictures=_pictures(plan, bodies), known_elsewhere=_elsewhere(plan, bodies), stages=_stages(plan),
        sums={item.uid: sum(row["cents"] for row in item.content.get("funding", [])) for item in listed},
    )  # fmt: skip


def _items_of(tree: DraftTree) -> Iterable[Item]:
    """Every element of the draft; a removed one, and what stands under it, has no code here."""
    for root in tree.roots:
        yield from _item(root, None)


def _item(branch: Branch, parent: Item | None) -> Iterable[Item]:
    element = branch.element
    hangs = parent is not None and not parent.code
    item = Item(
        str(element.uid), "" if hangs else branch.code, element.kind, element.title, element.is_horizontal, element,
        parent,
    )  # fmt: skip
    if parent and not element.is_removed:
        parent.children.append(item)
    yield item
    for child in branch.children:
        yield from _item(child, item)


def _contents(plan: Plan, elements: list[Element] | None) -> dict[int, Mapping[str, Any]]:
    """{element pk: its newest snapshot}, of all elements of the plan (None) or of these."""
    if elements is None:
        versions = ElementVersion.objects.filter(element__plan=plan, pk=F("element__current_version"))
    else:
        versions = ElementVersion.objects.filter(pk__in=[one.current_version_id for one in elements])
    return dict(versions.values_list("element_id", "snapshot"))


def _stages(plan: Plan) -> dict[str, tuple[int, int]]:
    return {one.code: (one.year_from, one.year_to) for one in plan.stages.all()}


def _sums(plan: Plan) -> dict[str, int]:
    rows = Funding.objects.filter(element__plan=plan).values_list("element__uid").annotate(cents=Sum("cents"))
    return {str(uid): cents for uid, cents in rows}


def _open_remarks(plan: Plan) -> dict[str, int]:
    rows = Remark.objects.open().filter(element__plan=plan).values_list("element__uid").annotate(count=Count("pk"))
    return {str(uid): count for uid, count in rows}


def _returns(items: list[Item]) -> Iterable[Any]:
    by_pk = {item.element.pk: item.element for item in items if item.element.state == "returned"}
    for pk, step in last_returns(by_pk.values()).items():
        step.element = by_pk[pk]
        yield step


def _pictures(plan: Plan, bodies: Iterable[str]) -> frozenset[str]:
    """Addresses of the plan's pictures; asked only when some text shows one."""
    if not any(pictures_of(body) for body in bodies):
        return frozenset()
    return frozenset(picture.address for picture in Picture.objects.filter(plan=plan))


def _elsewhere(plan: Plan, bodies: Iterable[str]) -> frozenset[str]:
    """Uids of other plans' elements that the texts point at; asked only when they point at some."""
    uids = {UUID(uid) for body in bodies for uid in ELEMENT_UID.findall(body)}
    if not uids:
        return frozenset()
    rows = Element.objects.standing().filter(uid__in=uids).exclude(plan=plan)
    return frozenset(str(uid) for uid in rows.values_list("uid", flat=True))
