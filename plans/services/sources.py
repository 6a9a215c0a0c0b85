"""Keeping the table of funding sources: names and the order in which every table shows them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from plans import permissions
from plans.models import Funding, FundingSource


@dataclass(frozen=True)
class SourceFacts:
    name: str
    name_en: str = ""


@transaction.atomic
def add_source(code: str, facts: SourceFacts, *, by: Any, reason: str = "") -> FundingSource:
    """A new source after all others. Versions and editions know it by its code, which never changes."""
    _only_keepers(by)
    code = code.strip()
    sources = _locked()
    if any(one.code.casefold() == code.casefold() for one in sources):
        raise Refused(_("There is a source with the code %(code)s already.") % {"code": code})
    last = FundingSource.objects.aggregate(last=Max("position"))["last"]
    source = FundingSource(code=code, position=0 if last is None else last + 1)
    return _write(source, facts, by=by, reason=reason)


@transaction.atomic
def change_source(source: FundingSource, facts: SourceFacts, *, by: Any, reason: str = "") -> FundingSource:
    _only_keepers(by)
    return _write(_found(source), facts, by=by, reason=reason)


@transaction.atomic
def shift_source(source: FundingSource, step: int, *, by: Any, reason: str = "") -> None:
    """One place up (-1) or down (1) in the order; at the edge nothing happens."""
    _only_keepers(by)
    sources = _locked()
    place = [one.pk for one in sources].index(_found(source).pk)
    if 0 <= place + step < len(sources):
        sources.insert(place + step, sources.pop(place))
    for position, one in enumerate(sources):
        if one.position != position:
            one.position = position
            save_with_history(one, by=by, reason=reason)


@transaction.atomic
def remove_source(source: FundingSource, *, by: Any, reason: str = "") -> None:
    """Refused once money was ever written from it: old versions and their history name it."""
    _only_keepers(by)
    source = _found(source)
    if was_used(source):
        raise Refused(_("Money is or was written from this source: versions of measures name it."))
    delete_with_history(source, by=by, reason=reason)


def was_used(source: FundingSource) -> bool:
    return (
        Funding.objects.filter(source=source).exists() or Funding.history.filter(source_id=source.pk).exists()
    )  # fmt: skip


def _write(source: FundingSource, facts: SourceFacts, *, by: Any, reason: str) -> FundingSource:
    source.name, source.name_en = " ".join(facts.name.split()), " ".join(facts.name_en.split())
    if not source.name or not source.code:
        raise Refused(_("Write the code and the name of the source."))
    save_with_history(source, by=by, reason=reason)
    return source


def _found(source: FundingSource) -> FundingSource:
    row = FundingSource.objects.select_for_update().filter(pk=source.pk).first()
    if row is None:
        raise Refused(_("The source is not there any more."))
    return row


def _only_keepers(by: Any) -> None:
    if not permissions.can_keep_sources(by):
        raise NotAllowed(_("You may not change the funding sources."), who_may=_("The coordinator."))


def _locked() -> list[FundingSource]:
    return list(FundingSource.objects.select_for_update())
