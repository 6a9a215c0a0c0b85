"""Reading editions for the public: only what is published, in a constant number of queries."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from editions.composing import PATH_DIGITS
from editions.models import Edition, EditionElement, EventKind, state_after
from editions.reading import EditionTree, Node, load_paths, load_tree, subtree
from plans.hierarchy import Kind
from workgroups.models import Workgroup

UID_DIGITS = 32


def published_editions() -> QuerySet[Edition]:
    return Edition.objects.published().select_related("plan").prefetch_related("events").order_by("-number")


def get_published(number: int) -> Edition:
    """The edition with its state and events, or 404 for one that is not published."""
    edition = get_object_or_404(Edition.objects.prefetch_related("events"), number=number)
    edition.publicity, edition.standing = state_after(event.kind for event in edition.events.all())
    if edition.publicity != EventKind.PUBLISHED:
        raise Http404
    return edition


def comparable_editions(edition: Edition) -> list[Edition]:
    """The other published editions of the same plan, the newest first."""
    public = list(Edition.objects.public_standings())
    others = Edition.objects.filter(pk__in=public, plan=edition.plan_id).exclude(pk=edition.pk)
    return list(others.order_by("-number"))


def find_by_short_uid(short_uid: str) -> list[EditionElement]:
    """The element in every published edition that holds it (each with its state), the newest edition first; nothing
    when the beginning fits several elements."""
    low, high = (uuid.UUID(short_uid.ljust(UID_DIGITS, digit)) for digit in "0f")
    public = Edition.objects.public_standings()
    rows = EditionElement.objects.filter(edition__in=list(public), uid__range=(low, high)).select_related("edition")
    found = list(rows.order_by("-edition__number"))
    for row in found:
        row.edition.publicity, row.edition.standing = EventKind.PUBLISHED, public[row.edition_id]
    return found if len({row.uid for row in found}) == 1 else []


def beside(edition: Edition, path: str) -> tuple[Node | None, Node | None]:
    """What stands right before and right after a place under the same parent: places are numbered without gaps, so
    that this is one query at any size."""
    parent, number = path[:-PATH_DIGITS], int(path[-PATH_DIGITS:])
    before, after = (f"{parent}{one:0{PATH_DIGITS}d}" for one in (number - 1, number + 1))
    found = {node.path: node for node in load_paths(edition, [before, after])}
    return found.get(before), found.get(after)


def counts_below(edition: Edition, path: str) -> Counter[str]:
    """How many elements of each kind stand under a place, one query."""
    rows = subtree(EditionElement.objects.filter(edition=edition), path)
    return Counter(dict(rows.order_by().values_list("kind").annotate(Count("pk"))))


@dataclass
class GroupWork:
    """A working group with its goals in an edition."""

    group: Workgroup
    goals: list[Node] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    total: int = 0


def work_of_groups(groups: Iterable[Workgroup], edition: Edition | None) -> list[GroupWork]:
    """The groups in their order, each with its goals, counts of what stands under them, and their money."""
    work = {group.slug: GroupWork(group) for group in groups}
    for node in load_tree(edition).walk() if edition else ():
        if node.kind == Kind.GOAL and node.workgroup in work:
            own = work[node.workgroup]
            own.goals.append(node)
            own.total += node.total
            own.counts.update(one.kind for one in node.walk())
    return list(work.values())


def vision_of(tree: EditionTree) -> Node | None:
    return next((node for node in tree.roots if node.kind == Kind.VISION), None)
