"""Organisations, stages, funding sources: the room reads, the coordinator keeps."""

from types import SimpleNamespace

from plans.models import FundingSource, Organisation, OrganisationName
from plans.services.organisations import organisations_named
from plans.services.stages import StageFacts, add_stage
from tests.access.rows import Row, both
from tests.support.factories import People, Tree

READ, ONLY_COORDINATOR = "LOOOOOONNN", "LFFFFOFNNN"
ROWS: list[Row] = [
    *both("plans:organisations", READ, "MMMMMMMMMM"),
    *both("plans:organisation", READ, "MMMMMMMMMM", pk="organisation"),
    *both("plans:change_organisation", ONLY_COORDINATOR, "LFFFFUFNNN", pk="organisation"),
    *both("plans:merge_organisations", "LFFFFRFNNN", "LFFFFRFNNN", remark="nothing chosen: back to the list"),
    *both("plans:split_spelling", ONLY_COORDINATOR, "LFFFFUFNNN", pk="organisation", spelling="spelling"),
    *both("plans:remove_organisation", ONLY_COORDINATOR, "LFFFFUFNNN", pk="organisation", remark="named: stays"),
    *both("plans:stages", READ, "MMMMMMMMMM"),
    *both("plans:stage", READ, "MMMMMMMMMM", pk="stage"),
    *both("plans:add_stage", ONLY_COORDINATOR, "LFFFFUFNNN"),
    *both("plans:change_stage", ONLY_COORDINATOR, "LFFFFUFNNN", pk="stage"),
    *both("plans:remove_stage", "MMMMMMMMMM", "LFFFFRFNNN", pk="other_stage"),
    *both("plans:sources", READ, "MMMMMMMMMM"),
    *both("plans:add_source", ONLY_COORDINATOR, "LFFFFUFNNN"),
    *both("plans:change_source", ONLY_COORDINATOR, "LFFFFUFNNN", pk="source_pk"),
    *both("plans:shift_source", "MMMMMMMMMM", "LFFFFRFNNN", pk="source_pk"),
    *both("plans:remove_source", "MMMMMMMMMM", "LFFFFRFNNN", pk="unused_source"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """The body of the measure with a second spelling, two stages, a source without money."""
    organisation = Organisation.objects.get(name="savivaldybės administracija")
    other = next(iter(organisations_named(["Klaipėdos miesto administracija"], by=team.coordinator).values()))
    spelling = OrganisationName.objects.get(organisation=other)
    spelling.organisation = organisation
    spelling.save()
    by = team.coordinator
    return SimpleNamespace(
        organisation=organisation.pk, spelling=spelling.pk,
        stage=add_stage(tree.goal.plan, StageFacts("Pirmas", 2021, 2024), by=by).pk,
        other_stage=add_stage(tree.goal.plan, StageFacts("Antras", 2025, 2030), by=by).pk,
        unused_source=FundingSource.objects.create(code="KT", name="Kitos lėšos", position=9).pk,
    )  # fmt: skip
