"""What became of a code: in the current plan it may mean nothing, or another element than in an earlier edition."""

import json
from dataclasses import dataclass

from editions.models import Edition, EditionElement
from publicity.addresses import permanent


@dataclass(frozen=True)
class Bearer:
    """An element that bore a code in an edition; `now` is its code in the current plan, "" when that holds it no
    more (or not yet)."""

    edition: Edition
    code: str
    title: str
    address: str
    now: str


def other_bearers(code: str, current: Edition) -> list[Bearer]:
    """The elements that other published editions of the plan call so and the current one does not, each with the
    newest of those editions, the newest first. Four queries at most."""
    public = [pk for pk in Edition.objects.public_standings() if pk != current.pk]
    rows = EditionElement.objects.filter(edition__in=public, edition__plan=current.plan_id, code=code)
    newest: dict[object, EditionElement] = {}
    for row in rows.select_related("edition", "fragment").order_by("-edition__number"):
        newest.setdefault(row.uid, row)
    if not newest:
        return []
    here = EditionElement.objects.filter(edition=current, uid__in=list(newest))
    now = dict(here.values_list("uid", "code"))
    return [
        Bearer(row.edition, code, json.loads(row.fragment.content)["title"], permanent(row.uid.hex[:12]),
               now.get(row.uid, ""))
        for row in newest.values() if now.get(row.uid) != code
    ]  # fmt: skip
