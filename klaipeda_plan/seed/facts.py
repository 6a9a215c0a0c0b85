"""What the public sources say: groups, plans, visions, priorities, the process, editions 1 and 2."""

import datetime
from decimal import Decimal
from typing import Any

from editions.composing import PATH_DIGITS, Piece
from editions.models import Edition, EditionKind
from editions.services.events import consider_edition, publish_edition, record_decision
from editions.services.freeze import write_edition
from editions.services.translations import write_translations
from klaipeda_plan.seed.data_files import load
from plans.hierarchy import Kind
from plans.models import Element, FundingSource, Plan
from plans.services.elements import Content, add_element
from plans.services.translations import Words, save_translation
from publicity.models import Milestone, ProcessPart, ProcessStage
from workgroups.models import Topic, User, Workgroup

PLAN, PREVIOUS = "klaipeda-2021-2030", "klaipeda-2013-2020"
SOURCES = (
    ("SB", "Savivaldybės biudžetas", "Municipal budget"),
    ("VB", "Valstybės biudžetas", "State budget"),
    ("ES", "Europos Sąjungos lėšos", "European Union funds"),
    ("KT", "Kitos lėšos", "Other funds"),
)
CONCEPT_DRAFT_DATE, CONCEPT_DATE = datetime.date(2020, 7, 15), datetime.date(2020, 9, 24)
COUNCIL_NOTICE_DATE = datetime.date(2020, 9, 21)
# Which part of the process a milestone of the sources belongs to.
PART_OF = {
    "analysis": "preparation", "survey": "preparation", "concept": "preparation", "workgroups": "workgroups",
    "sitting": "council", "consultation": "publicity", "broadcast": "publicity", "event": "publicity",
}  # fmt: skip


def facts_stand() -> bool:
    return Plan.objects.filter(slug=PLAN).exists()


def seed_facts(author: User) -> None:
    """Every block is passed over when it is there already."""
    facts = load("klaipeda")
    _seed_groups(facts["workgroups"])
    for position, (code, name, name_en) in enumerate(SOURCES):
        FundingSource.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "position": position}
        )
    _seed_previous_plan(facts, author)
    plan, is_new = _get_or_create_plan(PLAN, facts["plan"], facts["municipality"])
    if is_new:
        vision = _seed_vision_and_priorities(plan, facts["plan"], author)
        _seed_process(plan, facts["process"])
        _seed_concepts(plan, vision, facts["plan"]["vision"], author)


def vision_indicators(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The previous plan's vision indicators with the values that the sources give, as observations."""
    return [
        {
            "title": row["title"], "unit": row["unit"], "direction": row["direction"], "source": "",
            "decimals": _decimals(row.get("values", {})), "baseline": None, "targets": [],
            "observations": [
                {"period": str(period), "value": str(Decimal(str(value)))}
                for period, value in row.get("values", {}).items()
            ],
        }
        for row in facts["previous_plan"]["vision_indicators"]
    ]  # fmt: skip


def _decimals(values: dict[Any, Any]) -> int:
    return max((-int(Decimal(str(value)).as_tuple().exponent) for value in values.values()), default=0)


def _seed_groups(rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows):
        group, is_new = Workgroup.objects.get_or_create(
            slug=row["slug"], defaults={"name": row["name"], "name_en": row["name_en"], "position": position}
        )
        if is_new:
            Topic.objects.bulk_create(
                Topic(workgroup=group, title=title, position=place) for place, title in enumerate(row["topics"])
            )


def _get_or_create_plan(slug: str, row: dict[str, Any], city: dict[str, Any]) -> tuple[Plan, bool]:
    return Plan.objects.get_or_create(
        slug=slug,
        defaults={
            "title": row["title"],
            "title_en": row.get("title_en", ""),
            "municipality": city["name"],
            "council": city["council"],
            "place": city["place"],
            "period_start": row["period"][0],
            "period_end": row["period"][1],
            "vision_year": row.get("vision_year"),
        },
    )


def _seed_previous_plan(facts: dict[str, Any], author: User) -> None:
    plan, is_new = _get_or_create_plan(PREVIOUS, facts["previous_plan"], facts["municipality"])
    if not is_new:
        return
    body = "<p>Vizijos formuluotės turimuose šaltiniuose nėra; čia laikomi jos rodikliai ir žinomos reikšmės.</p>"
    content = Content("2013–2020 m. plano vizija", body, parts={"indicators": vision_indicators(facts)})
    vision = add_element(plan, Kind.VISION, None, content, by=author)
    for title in facts["previous_plan"]["priorities"]:
        add_element(plan, Kind.PRIORITY, vision, Content(title, ""), by=author)


def _seed_vision_and_priorities(plan: Plan, row: dict[str, Any], author: User) -> Element:
    vision = add_element(plan, Kind.VISION, None, Content(row["vision"]["concept_approved_2020_09_24"], ""), by=author)
    for priority in row["priorities"]:
        add_element(
            plan, Kind.PRIORITY, vision, Content(priority["title"], ""), by=author,
            is_horizontal=priority.get("horizontal", False),
        )  # fmt: skip
    translate_vision(vision, row["vision"]["approved_en"], author)
    return vision


def translate_vision(vision: Element, words: str, author: User) -> None:
    """As the English pages of the real site call it."""
    assert vision.current_version_id is not None
    save_translation(vision, Words(words), version_id=vision.current_version_id, base_number=0, by=author)


def _seed_process(plan: Plan, process: dict[str, Any]) -> None:
    parts = {
        row["key"]: ProcessPart.objects.create(
            plan=plan, key=row["key"], title=row["title"], position=position,
            products="\n".join(row.get("products", [])),
        )
        for position, row in enumerate(process["parts"])
    }  # fmt: skip
    for position, row in enumerate(process["stages"]):
        until, month_only = _date(row["planned_until"]) if "planned_until" in row else (None, False)
        ProcessStage.objects.create(
            plan=plan, number=row["number"], title=row["title"], title_en=row["title_en"], position=position,
            leads_to=row["leads_to"], leads_to_en=row["leads_to_en"], planned_until=until, months_only=month_only,
            began_on=row.get("began"), ended_on=row.get("ended"), is_published=True,
        )  # fmt: skip
    for row in process["milestones"]:
        date, month_only = _date(row["date"])
        planned = bool(row.get("planned"))
        Milestone.objects.create(
            part=parts[PART_OF[row["kind"]]], title=row["title"], is_published=True, month_only=month_only,
            planned_date=date if planned else None, actual_date=None if planned else date,
            until=row.get("until"),
        )  # fmt: skip


def _date(value: Any) -> tuple[datetime.date, bool]:
    """A date of the data file, and whether only its month is known (`2020-12`)."""
    if isinstance(value, datetime.date):
        return value, False
    return datetime.date.fromisoformat(f"{value}-01"), True


def _seed_concepts(plan: Plan, vision: Element, wordings: dict[str, str], author: User) -> None:
    """Editions 1 and 2 hold what the sources say of the concept: the vision's wording."""
    if Edition.objects.exists():
        return
    draft = _write_concept(
        plan, vision, wordings["concept_draft_2020_07_15"], author, kind=EditionKind.CONCEPT_DRAFT,
        title="Koncepcijos projektas", date=CONCEPT_DRAFT_DATE,
    )  # fmt: skip
    publish_edition(draft, by=author, date=CONCEPT_DRAFT_DATE, with_files=False)
    concept = _write_concept(
        plan, vision, wordings["concept_approved_2020_09_24"], author, kind=EditionKind.CONCEPT,
        title="Tarybos patvirtinta koncepcija", date=CONCEPT_DATE,
    )  # fmt: skip
    write_translations(concept, by=author)
    consider_edition(concept, by=author, date=COUNCIL_NOTICE_DATE)
    record_decision(concept, by=author, date=CONCEPT_DATE, note="Sprendimo numeris turimuose šaltiniuose nenurodytas.")
    publish_edition(concept, by=author, date=CONCEPT_DATE, with_files=False)


def _write_concept(
    plan: Plan, vision: Element, wording: str, author: User, *, kind: str, title: str, date: datetime.date
) -> Edition:
    content = {
        "kind": Kind.VISION.value, "title": wording, "body": "", "horizontal": False, "workgroup": None,
        "detail": None, "funding": [], "links": [], "indicators": [],
    }  # fmt: skip
    piece = Piece(str(vision.uid), None, "1".zfill(PATH_DIGITS), "V", content)
    note = "Redakcijoje yra tik tai, ką apie koncepciją rodo vieši šaltiniai: vizijos formuluotė."
    return write_edition(plan, [piece], kind=kind, title=title, document_date=date, by=author, note=note)
