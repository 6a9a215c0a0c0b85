"""How the sample measures are carried out: stages, offices, expected results, resources besides money."""

from typing import Any

from klaipeda_plan.seed.data_files import load
from plans.models import Organisation, Plan
from plans.services.directory import OrganisationFacts, change_organisation
from plans.services.stages import StageFacts, add_stage
from workgroups.models import User


def seed_stages(plan: Plan, author: User) -> None:
    for row in load("sample_carrying_out")["stages"]:
        first, last = row["years"]
        facts = StageFacts(row["name"], first, last, row["name_en"])
        add_stage(plan, facts, by=author, reason="sample data", code=row["code"])


def seed_kinds(author: User) -> None:
    """What kind of body the sample names are."""
    kinds = load("sample_carrying_out")["kinds"]
    for one in Organisation.objects.filter(name__in=kinds):
        change_organisation(one, OrganisationFacts(one.name, kinds[one.name]), by=author, reason="sample data")


def carrying_out(row: dict[str, Any], group: str) -> dict[str, Any]:
    """The detail of a sample measure of the working group `group`."""
    data = load("sample_carrying_out")
    first, last = row["years"]
    resources = data["resources"].get(row["title"], {})
    return {
        "responsible": row["responsible"], "partners": ", ".join(row["partners"]), "year_from": first,
        "year_to": last, "office": _office(data, row["responsible"], group), "stage": _stage(data, last),
        "expected_result": _result(row["indicator"], last), "other_resources": resources.get("words", ""),
        **{name: resources.get(name, "") for name in ("people", "premises", "land")},
    }  # fmt: skip


def _office(data: dict[str, Any], responsible: str, group: str) -> str:
    if responsible == data["municipality"]:
        return str(data["offices"][group])
    return str(data["other_offices"].get(responsible, data["other_office"]))


def _stage(data: dict[str, Any], last: int) -> str:
    """The stage in which the measure is brought to its end."""
    return next(str(one["code"]) for one in data["stages"] if one["years"][0] <= last <= one["years"][1])


def _result(output: dict[str, Any], last: int) -> str:
    title = output["title"]
    amount = str(output["target"]).replace(".", ",")
    return f"Iki {last} m. pabaigos: {title[:1].lower()}{title[1:]} – {amount} {output['unit']}"
