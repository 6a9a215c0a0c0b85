"""Notices and their preferences."""

from types import SimpleNamespace

from klaipeda_plan.notices.models import Notice
from klaipeda_plan.notices.unsubscribing import unsubscribe_path
from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ROWS: list[Row] = [
    *both("notices:list", "LOOOOOOOOO", "MMMMMMMMMM"),
    *both("notices:open", "LRNNNNNNNN", "MMMMMMMMMM", remark="the member's own", pk="notice"),
    *both("notices:unread", "LOOOOOOOOO", "MMMMMMMMMM"),
    *both("notices:read_all", "MMMMMMMMMM", "LRRRRRRRRR"),
    *both("notices:preferences", "LOOOOOOOOO", "LOOOOOORRR"),  # who gets no notices has nothing to fill in
    *both("notices:only_portal", "MMMMMMMMMM", "LRRRRRRRRR"),
    *both("notices:unsubscribe", "OOOOOOOOOO", "OOOOOOOOOO", token="unsubscribe_token"),
    *both("notices:unsubscribe", "NNNNNNNNNN", "NNNNNNNNNN", remark="not signed", token="wrong_key"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """A notice of the member, and the address in the member's letters."""
    notice = Notice.objects.filter(user=team.member, kind="element_accepted").first()
    return SimpleNamespace(notice=notice.pk, unsubscribe_token=unsubscribe_path(team.member).split("/")[-2])
