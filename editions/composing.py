"""What an edition of the draft would hold: each element's accepted version, in order, with codes; and what not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plans.codes import Place, codes_of
from plans.models import Element, ElementVersion, Plan

PATH_DIGITS = 5
# What of a snapshot is content. The place is the edition's own, not the fragment's: a move changes no text.
CONTENT = ("kind", "title", "body", "horizontal", "workgroup", "detail", "funding", "links", "indicators")


@dataclass(frozen=True)
class Piece:
    """An element as it would stand in the edition; `content` becomes a fragment."""

    uid: str
    parent_uid: str | None
    path: str
    code: str
    content: dict[str, Any]


@dataclass(frozen=True)
class LeftOut:
    """An element that would not stand in the edition as it is now, and why (one of WHY)."""

    element: Element
    why: str


# never_accepted: not in the edition; older: its accepted version is, the newer one is not;
# removal_waits: still in it; parent_missing: what it stands under is not in it.
WHY = ("never_accepted", "older", "removal_waits", "parent_missing")


@dataclass(frozen=True)
class Composition:
    pieces: list[Piece]
    left_out: list[LeftOut]
    elements: Mapping[str, Element]  # the plan's rows by uid
    taken: Mapping[str, ElementVersion]  # by uid: what stands in it, and the removals that it follows


def compose(plan: Plan, *, newest: Mapping[str, str] | None = None, whole: bool = False) -> Composition:
    """The accepted versions of `plan`, two queries. `newest` names uids (with reasons) whose newest version
    is taken instead; `whole` takes the newest of everything (a working edition)."""
    named = newest or {}
    chosen: dict[str, ElementVersion] = {}
    left_out: list[LeftOut] = []
    taken: dict[str, ElementVersion] = {}
    elements = {str(element.uid): element for element in _elements(plan)}
    for uid, element in elements.items():
        version = element.current_version if whole or uid in named else element.accepted_version
        if version is not None:
            taken[uid] = version
        if version is not None and not version.snapshot["removed"]:
            chosen[uid] = version
        why = _why_left_out(element, version)
        if why:
            left_out.append(LeftOut(element, why))
    pieces = list(_pieces(chosen))
    present = {piece.uid for piece in pieces}
    left_out += [LeftOut(elements[uid], "parent_missing") for uid in chosen if uid not in present]
    return Composition(pieces, left_out, elements, taken)


def _elements(plan: Plan) -> list[Element]:
    return list(
        Element.objects.filter(plan=plan)
        .select_related("current_version", "accepted_version", "workgroup")
        .order_by("position", "pk")
    )


def _why_left_out(element: Element, taken: ElementVersion | None) -> str:
    if taken is None:
        return "" if element.is_removed else "never_accepted"
    if taken.pk == element.current_version_id:
        return ""
    return "removal_waits" if element.is_removed else "older"


def _pieces(chosen: Mapping[str, ElementVersion]) -> Iterator[Piece]:
    children: dict[str | None, list[str]] = {}
    ordered = sorted(chosen, key=lambda uid: (chosen[uid].snapshot["placement"]["position"], chosen[uid].element_id))
    for uid in ordered:
        children.setdefault(chosen[uid].snapshot["placement"]["parent"], []).append(uid)
    placed = list(_walk(children, None, ""))
    codes = codes_of(
        Place(uid, parent, chosen[uid].snapshot["kind"], chosen[uid].snapshot["horizontal"])
        for uid, parent, _path in placed
    )
    for uid, parent, path in placed:
        snapshot: Mapping[str, Any] = chosen[uid].snapshot
        content = {name: snapshot[name] for name in CONTENT if name in snapshot}
        yield Piece(uid, parent, path, codes[uid], content)


def _walk(
    children: Mapping[str | None, list[str]], parent: str | None, path: str
) -> Iterator[tuple[str, str | None, str]]:
    for number, uid in enumerate(children.get(parent, []), start=1):
        here = f"{path}{number:0{PATH_DIGITS}d}"
        yield uid, parent, here
        yield from _walk(children, uid, here)
