"""The directory of organisations from what measures say in words, and the years of measures beside their sums."""

from typing import Any

from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from plans.organisation_names import key_of, names_in

LONGEST_NAME = 200
REASON = "named in a measure"


def fill_years(apps: Any, schema_editor: Any) -> None:
    """Only where the sum lies within: what lies outside is refused at the next save of its measure, not here."""
    funding = apps.get_model("plans", "Funding")
    detail = apps.get_model("plans", "MeasureDetail").objects.filter(element=OuterRef("element"))
    rows = funding.objects.alias(
        first=Subquery(detail.values("year_from")), last=Subquery(detail.values("year_to"))
    ).filter(Q(first=None) | Q(year__gte=F("first")), Q(last=None) | Q(year__lte=F("last")))
    years = {name: Subquery(detail.values(column)) for name, column in
             (("first_year", "year_from"), ("last_year", "year_to"))}  # fmt: skip
    funding.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(**years)


def fill_directory(apps: Any, schema_editor: Any) -> None:
    body = apps.get_model("plans", "MeasureBody")
    known = dict(apps.get_model("plans", "OrganisationName").objects.values_list("key", "organisation_id"))
    rows = []
    for detail in apps.get_model("plans", "MeasureDetail").objects.order_by("pk"):
        named = [("responsible", detail.responsible.strip())]
        named += [("partner", name) for name in names_in(detail.partners)]
        for role, name in named:
            key = key_of(name)
            if key and key not in known:
                known[key] = _enter(apps, name[:LONGEST_NAME].rstrip(), key)
            if key:
                rows.append((detail.element_id, known[key], role))
    body.objects.bulk_create(
        [body(element_id=element, organisation_id=one, role=role) for element, one, role in dict.fromkeys(rows)],
        batch_size=500,
        ignore_conflicts=True,
    )


def _enter(apps: Any, name: str, key: str) -> int:
    """An organisation with its one spelling, and the history that `save_with_history` would have written."""
    now = {"history_date": timezone.now(), "history_type": "+", "history_change_reason": REASON}
    organisation, is_new = apps.get_model("plans", "Organisation").objects.get_or_create(name=name)
    if is_new:
        apps.get_model("plans", "HistoricalOrganisation").objects.create(
            id=organisation.pk, name=name, name_en="", kind=organisation.kind, website="", **now
        )
    spelling = apps.get_model("plans", "OrganisationName").objects.create(organisation=organisation, name=name, key=key)
    apps.get_model("plans", "HistoricalOrganisationName").objects.create(
        id=spelling.pk, organisation_id=organisation.pk, name=name, key=key, **now
    )
    return int(organisation.pk)


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_new_copies")]

    operations = [
        migrations.RunPython(fill_years, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(fill_directory, migrations.RunPython.noop, elidable=True),
    ]
