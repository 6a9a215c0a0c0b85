"""Packets of sittings: before a sitting is published for its readers, then for everybody."""

from types import SimpleNamespace

from council.models import AgendaItem, ItemKind, Sitting
from council.services.packets import build_packet
from council.services.sittings import publish_sitting
from tests.access.rows import Row, both
from tests.council.sittings import convened, make_sitting
from tests.support.factories import People, Tree

# anonymous, member, chair, stranger, consultant, coordinator, secretary, councillor, editor, administrator
READERS, EVERYBODY, HIDDEN = "LNNNOOOONN", "OOOOOOOOOO", "LNNNNOONNN"
BUILD, NO_POST = "LNNNFRRFNN", "MMMMMMMMMM"
ROWS: list[Row] = [
    *both("packets:reading", READERS, NO_POST, uid="packed"),
    *both("packets:reading", HIDDEN, NO_POST, remark="being prepared", uid="unpacked"),
    *both("packets:reading", EVERYBODY, NO_POST, remark="published", uid="packed_public"),
    *both("packets:build", NO_POST, BUILD, uid="packed"),
    *both("packets:build_item", NO_POST, BUILD, uid="packed", pk="packed_item"),
    *both("packets:archive", READERS, NO_POST, uid="packed", number="first"),
    *both("packets:archive", EVERYBODY, NO_POST, remark="published", uid="packed_public", number="first"),
    *both("packets:file", READERS, NO_POST, uid="packed", number="first", position="first"),
    *both(
        "packets:file", EVERYBODY, NO_POST, remark="published", uid="packed_public", number="first", position="first"
    ),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """Two sittings with their packets, one of them published, and one that is being prepared."""
    packed, public = _packed(team), publish_sitting(_packed(team), by=team.secretary)
    return SimpleNamespace(
        packed=packed.uid, packed_item=AgendaItem.objects.get(sitting=packed).pk, packed_public=public.uid,
        unpacked=make_sitting(team.secretary).uid,
    )  # fmt: skip


def _packed(team: People) -> Sitting:
    sitting = convened(team.secretary, kind=ItemKind.OTHER)
    build_packet(lambda percent, message="": None, sitting=sitting.pk, item=None, by=team.secretary.pk)
    return sitting
