"""What the tests of sittings share: sittings in each state, and how forms of them are sent."""

import datetime

from django.utils import timezone

from council.models import ItemKind
from council.services.agenda import ItemFacts, add_item
from council.services.sittings import SittingFacts, convene_sitting, hold_sitting, plan_sitting

SENT = {
    "title": "Tarybos posėdis", "date": "2020-09-24", "begins": "09:00", "place": "Danės g. 17", "remote_link": "",
    "broadcast_link": "", "note": "",
}  # fmt: skip


def make_sitting(by, *, days=-1, title="Tarybos posėdis", **facts):
    """A sitting so many days from now."""
    starts = timezone.now() + datetime.timedelta(days=days)
    return plan_sitting(SittingFacts(title, starts, "Danės g. 17", **facts), by=by)


def make_item(sitting, by, *, edition=None, basis=None, title="Dėl plano patvirtinimo", kind=ItemKind.PLAN_DRAFT):
    return add_item(sitting, ItemFacts(kind, title, edition, basis, None, "planavimo skyriaus vedėjas"), by=by)


def convened(by, *, edition=None, days=-1, **more):
    sitting = make_sitting(by, days=days)
    make_item(sitting, by, edition=edition, **more)
    return convene_sitting(sitting, by=by)


def held(by, *, edition=None, **more):
    return hold_sitting(convened(by, edition=edition, **more), by=by)
