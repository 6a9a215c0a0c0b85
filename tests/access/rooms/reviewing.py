"""The reading view of the review, guests and their links."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from plans.services.guests import make_guest_link, revoke_guest_link
from plans.services.remarks import add_remark
from tests.access.rows import Row, both
from tests.support.factories import People, Tree

# Whoever holds a guest's link may open it, logged in or not.
ROWS: list[Row] = [
    *both("plans:decide", "LFFFRRFNNN", "LFFFRRFNNN"),
    *both("plans:load", "LFFFOOFNNN", "MMMMMMMMMM"),
    *both("plans:guests", "LFOFFOFNNN", "MMMMMMMMMM"),
    *both("plans:add_guest", "LFOFFOFNNN", "LFOFFOFNNN"),
    *both("plans:guest", "LFOFFOFNNN", "MMMMMMMMMM", pk="guest_pk"),
    *both("plans:revoke_guest", "MMMMMMMMMM", "LFRFFRFNNN", pk="guest_pk"),
    *both("plans:renew_guest", "MMMMMMMMMM", "LFUFFUFNNN", pk="guest_pk"),
    *both("plans:guest", "LFNFFOFNNN", "MMMMMMMMMM", remark="another group's", pk="other_guest_pk"),
    *both("guests:branch", "OOOOOOOOOO", "MMMMMMMMMM", secret="guest_secret"),
    *both("guests:element", "OOOOOOOOOO", "MMMMMMMMMM", secret="guest_secret", uid="measure"),
    *both("guests:add_remark", "MMMMMMMMMM", "UUUUUUUUUU", secret="guest_secret", uid="measure"),
    *both("guests:answer_remark", "MMMMMMMMMM", "UUUUUUUUUU", secret="guest_secret", uid="measure", pk="guest_remark"),
    *both(
        "guests:answer_remark",
        "MMMMMMMMMM",
        "NNNNNNNNNN",
        "not the guest's",
        secret="guest_secret",
        uid="measure",
        pk="members_remark",
    ),
    *both("guests:recommend", "MMMMMMMMMM", "UUUUUUUUUU", secret="guest_secret", uid="measure"),
    *both("guests:picture", "NNNNNNNNNN", "MMMMMMMMMM", secret="guest_secret", uid="unknown_uid"),
    *both("guests:element", "NNNNNNNNNN", "MMMMMMMMMM", remark="a sibling", secret="guest_secret", uid="other_goal"),
    *both("guests:branch", "GGGGGGGGGG", "GGGGGGGGGG", remark="revoked", secret="revoked_secret"),
    *both("guests:branch", "NNNNNNNNNN", "NNNNNNNNNN", remark="unknown", secret="wrong_key"),
    *both("admin:plans_element_return_checked", "LFFFMMFFFF", "LFFFRRFFFF"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """A guest of the environment group's goal, one of another group's, and a link that was closed."""
    end = timezone.now() + datetime.timedelta(days=7)
    own = make_guest_link(tree.goal, name="Svečias", expires_at=end, by=team.coordinator)
    other = make_guest_link(tree.other_goal, name="Kitas svečias", expires_at=end, by=team.coordinator)
    closed = make_guest_link(tree.goal, name="Buvęs svečias", expires_at=end, by=team.coordinator)
    revoke_guest_link(closed.link, by=team.coordinator)
    remarks = [
        add_remark(tree.measure, "Svečio pastaba", guest=own.link), add_remark(tree.measure, "Narių", by=team.member)
    ]  # fmt: skip
    return SimpleNamespace(
        guest_pk=own.link.pk, other_guest_pk=other.link.pk, guest_secret=own.secret, revoked_secret=closed.secret,
        guest_remark=remarks[0].pk, members_remark=remarks[1].pk,
    )  # fmt: skip
