"""Small makers of the things that tests talk about; all writes go through the portal's own services."""

from dataclasses import dataclass
from decimal import Decimal

from plans.hierarchy import Kind
from plans.models import Element, FundingSource, Plan
from plans.services.elements import Content, add_element
from plans.services.review import accept_element, submit_elements
from workgroups.models import Membership, Role, RoleGrant, User, Workgroup

PASSWORD = "ilgas-slaptazodis-42"
GROUPS = (
    ("aplinkos-apsauga", "Aplinkos apsaugos darbo grupė"),
    ("socialine-aplinka", "Socialinės aplinkos darbo grupė"),
)


def make_user(email: str, *, role: str | None = None, group: Workgroup | None = None, chair: bool = False) -> User:
    user = User.objects.create_user(email, PASSWORD, full_name=email.split("@")[0])
    if role:
        RoleGrant.objects.create(user=user, role=role)
    if group:
        Membership.objects.create(user=user, workgroup=group, is_chair=chair)
    return user


def make_groups() -> dict[str, Workgroup]:
    return {
        slug: Workgroup.objects.create(slug=slug, name=name, position=position)
        for position, (slug, name) in enumerate(GROUPS)
    }


def make_plan(slug: str = "klaipeda-2021-2030") -> Plan:
    return Plan.objects.create(
        slug=slug,
        title="Klaipėdos miesto savivaldybės strateginis plėtros planas 2021–2030 m.",
        title_en="Strategic Development Plan of Klaipeda City Municipality for 2021–2030",
        municipality="Klaipėdos miesto savivaldybė",
        council="Klaipėdos miesto savivaldybės taryba",
        place="Klaipėda",
        period_start=2021,
        period_end=2030,
        vision_year=2035,
    )


@dataclass
class People:
    """One person of every role; `member` and `chair` sit in the environment group, `stranger` in the other."""

    member: User
    chair: User
    stranger: User
    consultant: User
    coordinator: User
    secretary: User
    councillor: User
    editor: User
    administrator: User


def make_people(groups: dict[str, Workgroup]) -> People:
    own, other = groups["aplinkos-apsauga"], groups["socialine-aplinka"]
    return People(
        member=make_user("narys@example.org", group=own),
        chair=make_user("pirmininkas@example.org", group=own, chair=True),
        stranger=make_user("kita.grupe@example.org", group=other),
        **{role.value: make_user(f"{role.value}@example.org", role=role) for role in Role},
    )


@dataclass
class Tree:
    """A vision, a priority, the horizontal one, and one line down to a measure of the environment group."""

    vision: Element
    priority: Element
    horizontal: Element
    goal: Element
    task: Element
    measure: Element
    other_goal: Element


def make_tree(plan: Plan, groups: dict[str, Workgroup], coordinator: User) -> Tree:
    for position, (code, name) in enumerate((("SB", "Savivaldybės biudžetas"), ("ES", "Europos Sąjungos lėšos"))):
        FundingSource.objects.get_or_create(code=code, defaults={"name": name, "position": position})

    def add(kind, parent, title, **fields):
        extra = {name: fields.pop(name) for name in ("workgroup", "is_horizontal") if name in fields}
        return add_element(plan, kind, parent, Content(title, "<p>Tekstas.</p>", **fields), by=coordinator, **extra)

    own, other = groups["aplinkos-apsauga"], groups["socialine-aplinka"]
    vision = add(Kind.VISION, None, "KLAIPĖDA 2035 – veržli, sumani, įtrauki")
    priority = add(Kind.PRIORITY, vision, "Tvarus ir darnus miesto urbanistinis vystymas")
    horizontal = add(Kind.PRIORITY, vision, "Tarptautiškas jūrinis miestas", is_horizontal=True)
    goal = add(
        Kind.GOAL, priority, "Mažinti oro taršą", workgroup=own,
        parts={"indicators": [{
            "title": "Kietųjų dalelių koncentracija", "unit": "µg/m³", "decimals": 1, "direction": "decrease",
            "source": "", "baseline": {"period": "2020", "value": "31.5"},
            "targets": [{"period": "2030", "value": "25"}],
        }]},
    )  # fmt: skip
    task = add(Kind.TASK, goal, "Plėsti oro stebėseną", parts=one_indicator("Stebėjimo vietų skaičius"))
    measure = add(
        Kind.MEASURE, task, "Oro kokybės stotelių įrengimas",
        detail={"responsible": "savivaldybės administracija", "partners": "", "year_from": 2022, "year_to": 2025,
                "other_resources": ""},
        funding={(2022, "SB"): Decimal("120000"), (2023, "ES"): Decimal("80000.50")},
    )  # fmt: skip
    other_goal = add(
        Kind.GOAL, priority, "Stiprinti bendruomenes", workgroup=other,
        parts=one_indicator("Bendruomenėse dalyvaujančių gyventojų dalis"),
    )  # fmt: skip
    return Tree(vision, priority, horizontal, goal, task, measure, other_goal)


def one_indicator(title: str) -> dict[str, list[dict[str, object]]]:
    """What the plan checks ask of a goal and of a task: one whole indicator."""
    return {"indicators": [{
        "title": title, "unit": "vnt.", "decimals": 0, "direction": "increase", "source": "",
        "baseline": {"period": "2020", "value": "2"}, "targets": [{"period": "2030", "value": "9"}],
    }]}  # fmt: skip


def accept_all(plan: Plan, *, by: User) -> None:
    """Bring every element of the draft through review in the coordinator's name."""
    submit_elements(Element.objects.filter(plan=plan), by=by)
    for element in Element.objects.filter(plan=plan).awaiting_review():
        accept_element(element, version_id=element.current_version_id, by=by)
