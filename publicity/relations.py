"""What an element is linked to across the tree: problems that it answers, what it continues of the previous plan.

Links are frozen within the fragments of an edition, with their reasons; there is no way back from a target to them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from editions.models import Edition, EditionElement
from editions.reading import Node, load_nodes
from plans.models import LinkKind
from publicity.addresses import Addresses, permanent

LABELS = {
    LinkKind.ADDRESSES: _("Problems of the analysis that it answers"),
    LinkKind.CONTRIBUTES: _("Contributes to the horizontal priority"),
    LinkKind.CONTINUES: _("Continues from the previous plan"),
}


@dataclass(frozen=True)
class Target:
    """`node` for one of this edition; of another plan `title` and the number of its edition; neither where nobody
    has published it: then only the reason is told."""

    node: Node | None = None
    title: str = ""
    address: str = ""
    edition: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Relation:
    label: str
    targets: list[Target] = field(default_factory=list)


def relations_of(edition: Edition, node: Node, addresses: Addresses) -> list[Relation]:
    """By kind, in the order of LABELS. One query for links within the edition, two more for those out of it."""
    uids = [link["target"] for link in node.links]
    here = {one.uid: one for one in load_nodes(edition, uids)} if uids else {}
    elsewhere = _published_elsewhere(uid for uid in uids if uid not in here)
    found = {kind: Relation(str(label)) for kind, label in LABELS.items()}
    for link in node.links:
        uid, reason = link["target"], link.get("reason", "")
        if uid in here:
            target = Target(here[uid], address=addresses.of(here[uid]), reason=reason)
        else:
            title, number = elsewhere.get(uid, ("", None))
            address = permanent(uid.replace("-", "")[:12]) if title else ""
            target = Target(title=title, address=address, edition=number, reason=reason)
        if target.address or target.reason:
            found[LinkKind(link["kind"])].targets.append(target)
    return [relation for relation in found.values() if relation.targets]


def _published_elsewhere(uids: Iterable[str]) -> dict[str, tuple[str, int]]:
    """{uid: code and title, number of the newest published edition that holds it}."""
    wanted = list(uids)
    if not wanted:
        return {}
    public = list(Edition.objects.public_standings())
    rows = EditionElement.objects.filter(edition__in=public, uid__in=wanted).order_by("edition__number")
    columns = rows.values_list("uid", "code", "fragment__content", "edition__number")
    return {str(uid): (f"{code} {json.loads(content)['title']}", number) for uid, code, content, number in columns}
