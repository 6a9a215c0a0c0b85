"""The agenda of a sitting: its items, their order and the texts of their papers."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council.models import AgendaItem, ItemKind, Sitting
from council.services.sittings import Stale, lock_sitting
from editions.models import Edition, EditionKind
from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from klaipeda_plan.core.ordering import step_in_order
from publicity.models import LibraryDocument


@dataclass(frozen=True)
class ItemFacts:
    kind: str
    title: str
    edition: Edition | None = None
    basis: Edition | None = None
    library_document: LibraryDocument | None = None
    office: str = ""


@transaction.atomic
def add_item(sitting: Sitting, facts: ItemFacts, *, by: Any) -> AgendaItem:
    """One more item at the end of the agenda."""
    sitting = _open_agenda(sitting, by=by)
    last = sitting.items.aggregate(last=Max("position"))["last"]
    item = AgendaItem(sitting=sitting, position=0 if last is None else last + 1)
    _write(item, facts)
    save_with_history(item, by=by, reason="added to the agenda")
    return item


@transaction.atomic
def change_item(item: AgendaItem, facts: ItemFacts, *, base_version: int, by: Any) -> AgendaItem:
    """Raises `Stale` when somebody else changed it after `base_version`."""
    item = _locked(item, base_version, by=by)
    _write(item, facts)
    return _saved(item, by=by, reason="changed")


@transaction.atomic
def save_texts(item: AgendaItem, decision_text: str, note_text: str, *, base_version: int, by: Any) -> AgendaItem:
    """The draft decision and the explanatory note."""
    item = _locked(item, base_version, by=by)
    item.decision_text, item.note_text = clean_body(decision_text), clean_body(note_text)
    return _saved(item, by=by, reason="texts")


@transaction.atomic
def move_item(item: AgendaItem, step: int, *, by: Any) -> bool:
    """One place up (-1) or down (1); False at the edge."""
    sitting = _open_agenda(item.sitting, by=by)
    return step_in_order(sitting.items.all(), item, step, by=by)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Any) -> None:
    _open_agenda(item.sitting, by=by)
    if hasattr(item, "decision"):
        raise Refused(_("A decision is recorded on this item: it stays."))
    delete_with_history(item, by=by, reason="removed from the agenda")


def _locked(item: AgendaItem, base_version: int, *, by: Any) -> AgendaItem:
    _open_agenda(item.sitting, by=by)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if item.version != base_version:
        raise Stale(item.version)
    return item


def _saved(item: AgendaItem, *, by: Any, reason: str) -> AgendaItem:
    item.version += 1
    save_with_history(item, by=by, reason=reason)
    return item


def _open_agenda(sitting: Sitting, *, by: Any) -> Sitting:
    """The sitting, locked, whose agenda this person may change now."""
    sitting = lock_sitting(sitting, by=by)
    if not sitting.is_open:
        raise Refused(_("The sitting was held: its agenda does not change any more."))
    return sitting


def _write(item: AgendaItem, facts: ItemFacts) -> None:
    if not facts.title.strip():
        raise Refused(_("Say what the item is about."))
    if facts.edition is not None and facts.library_document is not None:
        raise Refused(_("An item has an edition or a document of the library, not both."))
    if facts.edition is not None and facts.edition.kind == EditionKind.WORKING:
        raise Refused(_("A working edition is not put before the council."))
    _refuse_basis(facts)
    if facts.kind not in ItemKind.values:
        raise Refused(_("This kind of item is not known."))
    for name in ("kind", "edition", "basis", "library_document"):
        setattr(item, name, getattr(facts, name))
    item.title, item.office = facts.title.strip(), facts.office.strip()


def _refuse_basis(facts: ItemFacts) -> None:
    if facts.basis is None:
        return
    if facts.edition is None:
        raise Refused(_("Choose the edition that is compared with it."))
    if facts.basis.pk == facts.edition.pk:
        raise Refused(_("An edition is not compared with itself."))
    if facts.basis.plan_id != facts.edition.plan_id:
        raise Refused(_("Both editions must be of one plan."))
