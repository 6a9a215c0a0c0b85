"""Keeping the directory of organisations: names, merging duplicates, splitting what was merged wrongly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from plans import permissions
from plans.models import MeasureBody, Organisation, OrganisationName
from plans.services.organisations import add_spelling, key_of, note_bodies_again


@dataclass(frozen=True)
class OrganisationFacts:
    """What the coordinator writes of an organisation."""

    name: str
    kind: str
    name_en: str = ""
    website: str = ""


@transaction.atomic
def change_organisation(organisation: Organisation, facts: OrganisationFacts, *, by: Any, reason: str = "") -> None:
    """Its shown name becomes one of its spellings. A name that means another organisation is refused."""
    _only_keepers(by)
    organisation = _locked(organisation)
    name, key = " ".join(facts.name.split()), key_of(facts.name)
    if not key:
        raise Refused(_("Write the name of the organisation."))
    spelling = OrganisationName.objects.filter(key=key).select_related("organisation").first()
    holder = spelling.organisation if spelling else Organisation.objects.filter(name=name).first()
    if holder and holder.pk != organisation.pk:
        raise Refused(
            _("“%(name)s” is a name of “%(other)s”. If they are one organisation, merge them.")
            % {"name": name, "other": holder.name}
        )
    organisation.name, organisation.kind = name, facts.kind
    organisation.name_en, organisation.website = " ".join(facts.name_en.split()), facts.website
    save_with_history(organisation, by=by, reason=reason)
    if spelling is None:
        add_spelling(organisation, name, key, by=by, reason=reason)
        note_bodies_again(_named_ids([organisation]), by=by)


@transaction.atomic
def merge_organisations(kept: Organisation, others: Iterable[Organisation], *, by: Any, reason: str) -> int:
    """`others` become spellings of `kept`; answers how many. What measures say in words stays as it is."""
    _only_keepers(by)
    if not reason.strip():
        raise Refused(_("Say why they are one organisation."))
    ids = {one.pk for one in others} - {kept.pk}
    locked = {one.pk: one for one in Organisation.objects.select_for_update().filter(pk__in=[*ids, kept.pk])}
    if not ids or locked.keys() != ids | {kept.pk}:
        raise Refused(_("One of them is not in the directory any more. Look at the list again."))
    touched = _named_ids(locked[pk] for pk in ids)
    for spelling in OrganisationName.objects.filter(organisation__in=ids):
        spelling.organisation = locked[kept.pk]
        save_with_history(spelling, by=by, reason=reason)
    note_bodies_again(touched, by=by)
    for pk in sorted(ids):
        delete_with_history(locked[pk], by=by, reason=reason)
    return len(ids)


@transaction.atomic
def split_spelling(spelling: OrganisationName, *, by: Any, reason: str) -> Organisation:
    """The spelling becomes an organisation of its own again, with the measures that name it so."""
    _only_keepers(by)
    if not reason.strip():
        raise Refused(_("Say why it is another organisation."))
    found = OrganisationName.objects.filter(pk=spelling.pk).select_related("organisation").first()
    if found is None:
        raise Refused(_("The directory has no such name any more."))
    spelling, source = found, _locked(found.organisation)
    if spelling.key == key_of(source.name):
        raise Refused(_("The organisation is called so. Give it another name first."))
    if Organisation.objects.filter(name=spelling.name).exists():
        raise Refused(_("The directory has an organisation “%(name)s” already.") % {"name": spelling.name})
    split = Organisation(name=spelling.name, kind=source.kind)
    save_with_history(split, by=by, reason=reason)
    touched = _named_ids([source])
    spelling.organisation = split
    save_with_history(spelling, by=by, reason=reason)
    note_bodies_again(touched, by=by)
    return split


@transaction.atomic
def remove_organisation(organisation: Organisation, *, by: Any, reason: str) -> None:
    """Take out what no measure names; a measure that names it again brings it back."""
    _only_keepers(by)
    organisation = _locked(organisation)
    if organisation.measures.exists():
        raise Refused(_("Measures name this organisation: it stays in the directory."))
    delete_with_history(organisation, by=by, reason=reason)


def _only_keepers(by: Any) -> None:
    if not permissions.can_keep_directory(by):
        raise NotAllowed(_("You may not change the directory of organisations."), who_may=_("The coordinator."))


def _locked(organisation: Organisation) -> Organisation:
    row = Organisation.objects.select_for_update().filter(pk=organisation.pk).first()
    if row is None:
        raise Refused(_("The organisation is not in the directory any more."))
    return row


def _named_ids(organisations: Iterable[Organisation]) -> set[int]:
    """Measures in which they stand now."""
    return set(MeasureBody.objects.filter(organisation__in=list(organisations)).values_list("element_id", flat=True))
