"""Whom measures name: every name stands in the directory of organisations once, whatever its spelling."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from klaipeda_plan.core.history import save_with_history
from plans.models import BodyRole, Element, MeasureBody, MeasureDetail, Organisation, OrganisationName
from plans.models.organisation import LONGEST_NAME
from plans.organisation_names import key_of as key_of
from plans.organisation_names import names_in as names_in

NAMED = "named in a measure"  # why the directory got a name that nobody entered there
Named = list[tuple[BodyRole, str]]


def note_bodies(element: Element, responsible: str, partners: str, *, by: Any) -> None:
    """Derive the element's `MeasureBody` rows from its words; a name that is new enters the directory."""
    _settle({element.pk: bodies_named(responsible, partners)}, by=by)


def note_bodies_again(element_ids: Iterable[int], *, by: Any) -> None:
    """The same for measures whose words stand and whose names mean other organisations now: five queries."""
    details = MeasureDetail.objects.filter(element__in=list(element_ids))
    _settle({one.element_id: bodies_named(one.responsible, one.partners) for one in details}, by=by)


def bodies_named(responsible: str, partners: str) -> Named:
    """Whom the words of a measure name, and as what; a name that is only signs names nobody."""
    named = [(BodyRole.RESPONSIBLE, responsible.strip())]
    named += [(BodyRole.PARTNER, name) for name in names_in(partners)]
    return [(role, name) for role, name in named if key_of(name)]


def organisations_named(names: Iterable[str], *, by: Any) -> dict[str, Organisation]:
    """{key of the name: organisation}; what is not in the directory yet is added to it."""
    by_key: dict[str, str] = {}
    for name in names:
        if key := key_of(name):
            by_key.setdefault(key, name)
    rows = OrganisationName.objects.filter(key__in=by_key).select_related("organisation")
    found = {row.key: row.organisation for row in rows}
    for key, name in by_key.items():
        if key not in found:
            found[key] = _add(name[:LONGEST_NAME].rstrip(), key, by=by)
    return found


def _settle(named: Mapping[int, Named], *, by: Any) -> None:
    """Make the rows of the elements exactly what their words name."""
    found = organisations_named((name for row in named.values() for _role, name in row), by=by)
    wanted = {(pk, found[key_of(name)].pk, role) for pk, row in named.items() for role, name in row}
    rows = MeasureBody.objects.filter(element__in=named.keys())
    standing = {(row.element_id, row.organisation_id, row.role): row.pk for row in rows}
    gone = [pk for key, pk in standing.items() if key not in wanted]
    if gone:
        MeasureBody.objects.filter(pk__in=gone).delete()
    MeasureBody.objects.bulk_create(
        [MeasureBody(element_id=pk, organisation_id=one, role=role) for pk, one, role in wanted - standing.keys()],
        ignore_conflicts=True,
    )


def _add(name: str, key: str, *, by: Any) -> Organisation:
    """Two saves may bring the same new name at once: the second one takes the first one's."""
    try:
        with transaction.atomic():
            organisation = Organisation(name=name)
            save_with_history(organisation, by=by, reason=NAMED)
            add_spelling(organisation, name, key, by=by, reason=NAMED)
    except IntegrityError:
        spelling = OrganisationName.objects.filter(key=key).select_related("organisation").first()
        if spelling:
            return spelling.organisation
        organisation = Organisation.objects.get(name=name)
        add_spelling(organisation, name, key, by=by, reason=NAMED)
    return organisation


def add_spelling(organisation: Organisation, name: str, key: str, *, by: Any, reason: str) -> OrganisationName:
    spelling = OrganisationName(organisation=organisation, name=name, key=key)
    save_with_history(spelling, by=by, reason=reason)
    return spelling
