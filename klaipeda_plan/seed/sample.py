"""The sample tree of the previous plan's size, around the real vision and priorities, and edition 3.

What no source shows is filled here so that every room has something to show; the edition is marked as a
sample, and every page and file of it says so.
"""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from editions.composing import compose
from editions.models import Edition, EditionKind
from editions.services.events import publish_edition
from editions.services.freeze import write_edition
from editions.services.translations import write_translations
from klaipeda_plan.core.history import save_with_history
from klaipeda_plan.seed.analysis import seed_links
from klaipeda_plan.seed.carrying_out import carrying_out, seed_kinds, seed_stages
from klaipeda_plan.seed.data_files import SAMPLE_PRIORITIES, load
from klaipeda_plan.seed.facts import PLAN, vision_indicators
from klaipeda_plan.seed.observations import with_observations
from plans.codes import roman
from plans.hierarchy import Kind
from plans.models import Element, Plan
from plans.services.elements import Content, add_element, move_element, save_element
from plans.services.review import accept_element, submit_elements
from workgroups.models import User, Workgroup

BASE_PERIOD = "2020"
SAMPLE_TITLE = "Plano projektas (sąlyginiai duomenys)"
# The lists of an analysis in the data file, by kind.
LISTS = {
    Kind.STRENGTH: "strengths", Kind.WEAKNESS: "weaknesses", Kind.OPPORTUNITY: "opportunities",
    Kind.THREAT: "threats",
}  # fmt: skip
VISION_TARGETS = {"Vidutinė tikėtina gyvenimo trukmė": "80", "Natūrali gyventojų kaita": "-100"}


def sample_stands() -> bool:
    """The sample was loaded, or people have begun to write goals of their own."""
    goals = Element.objects.filter(plan__slug=PLAN, kind=Kind.GOAL)
    return Edition.objects.filter(sample=True).exists() or goals.exists()


def seed_sample(author: User) -> Edition | None:
    """Fill the draft of the plan, accept everything and publish it as a sample edition; once."""
    plan = Plan.objects.get(slug=PLAN)
    if sample_stands():
        return None
    plan.holds_sample = True
    save_with_history(plan, by=author, reason="sample data")
    seed_stages(plan, author)
    writer = _Writer(plan, author)
    writer.write_vision()
    writer.write_sections()
    for name in SAMPLE_PRIORITIES:
        writer.write_priority(load(name))
    seed_kinds(author)
    seed_links(plan, author)
    return _publish(plan, author)


def _publish(plan: Plan, author: User) -> Edition:
    submit_elements(Element.objects.filter(plan=plan).order_by("pk"), by=author)
    for element in Element.objects.filter(plan=plan).awaiting_review().order_by("pk"):
        assert element.current_version_id is not None
        accept_element(element, version_id=element.current_version_id, by=author)
    edition = write_edition(
        plan, compose(plan).pieces, kind=EditionKind.PLAN_DRAFT, title=SAMPLE_TITLE, sample=True, by=author,
        document_date=timezone.localdate(),
        note="Vizija ir prioritetai tikri; analizė, tikslai, uždaviniai, priemonės, sumos ir rodikliai – sąlyginiai.",
    )  # fmt: skip
    write_translations(edition, by=author)
    publish_edition(edition, by=author, with_files=False)
    return edition


class _Writer:
    """Writes the sample into one plan in one author's name."""

    def __init__(self, plan: Plan, author: User) -> None:
        self.plan, self.author = plan, author
        self.groups = {group.slug: group for group in Workgroup.objects.all()}
        self.texts = load("sample_sections")
        self.vision = Element.objects.get(plan=plan, kind=Kind.VISION)
        self.priorities = {
            "H" if one.is_horizontal else roman(number): one
            for number, one in enumerate(Element.objects.filter(parent=self.vision).order_by("position"), start=1)
        }

    def add(
        self, kind: str, parent: Element | None, row: dict[str, Any], group: Workgroup | None = None, **parts: Any
    ) -> Element:
        content = Content(row["title"], _paragraphs(row.get("body", "")), **parts)
        return add_element(self.plan, kind, parent, content, by=self.author, workgroup=group)

    def write_vision(self) -> None:
        indicators = vision_indicators(load("klaipeda"))
        for one in indicators:
            if one["title"] in VISION_TARGETS:
                one["baseline"] = one["observations"][-1]
                one["targets"] = [{"period": "2035", "value": VISION_TARGETS[one["title"]]}]
        content = Content(self.vision.title, _paragraphs(self.texts["vision_body"]), parts={"indicators": indicators})
        self.save(self.vision, content)
        for aspect in self.texts["aspects"]:
            element = self.add(Kind.ASPECT, self.vision, aspect)
            move_element(element, parent=self.vision, before=self.priorities["I"], by=self.author)
        for code, row in self.texts["priorities"].items():
            priority = self.priorities[code]
            self.save(priority, Content(priority.title, _paragraphs(row["body"])))

    def save(self, element: Element, content: Content) -> None:
        save_element(element, content, base_version=element.text_version, by=self.author)

    def write_sections(self) -> None:
        """Introduction and analysis before the vision, the section on implementation after it."""
        for row in self.texts["sections"]:
            section = self.add(Kind.SECTION, None, row)
            for child in row.get("children", []):
                self.write_analysis(section, child)
            if row is not self.texts["sections"][-1]:
                move_element(section, parent=None, before=self.vision, by=self.author)

    def write_analysis(self, parent: Element, row: dict[str, Any]) -> None:
        section = self.add(Kind.SECTION, parent, row, self.groups[row["workgroup"]])
        self.add(Kind.AREA_VISION, section, row["area_vision"])
        for kind, name in LISTS.items():
            for title in row[name]:
                self.add(kind, section, {"title": title})
        for problem in row["problems"]:
            self.add(Kind.PROBLEM, section, problem)

    def write_priority(self, data: dict[str, Any]) -> None:
        for row in data["goals"]:
            goal = self.add(
                Kind.GOAL, self.priorities[data["priority"]], row, self.groups[row["workgroup"]],
                parts={"indicators": with_observations(_indicators(row))},
            )  # fmt: skip
            for task_row in row["tasks"]:
                task = self.add(Kind.TASK, goal, task_row, parts={"indicators": _indicators(task_row)})
                for measure in task_row["measures"]:
                    self.add(Kind.MEASURE, task, measure, **_measure_parts(measure, row["workgroup"]))


def _measure_parts(row: dict[str, Any], group: str) -> dict[str, Any]:
    first, last = row["years"]
    output = row["indicator"]
    return {
        "detail": carrying_out(row, group),
        "funding": split_money(row["total"], row["sources"], first, last),
        "parts": {"indicators": [{
            "title": output["title"], "unit": output["unit"], "decimals": _decimals(output["target"]),
            "direction": "increase", "source": "", "baseline": {"period": BASE_PERIOD, "value": "0"},
            "targets": [{"period": str(last), "value": str(output["target"])}],
        }]},
    }  # fmt: skip


def split_money(total: int, shares: dict[str, int], first: int, last: int) -> dict[tuple[int, str], Decimal]:
    """Whole euros of `total` by year and source: even over the years, what remains in the last year."""
    years = range(first, last + 1)
    funding: dict[tuple[int, str], Decimal] = {}
    rest = total
    for number, (code, share) in enumerate(shares.items(), start=1):
        amount = rest if number == len(shares) else total * share // 100
        rest -= amount
        each = amount // len(years)
        for year in years:
            funding[year, code] = Decimal(each + (amount - each * len(years) if year == last else 0))
    return funding


def _indicators(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "title": one["title"], "unit": one["unit"], "decimals": one["decimals"],
            "direction": one["direction"], "source": "",
            "baseline": {"period": str(one["baseline"]["year"]), "value": str(one["baseline"]["value"])},
            "targets": [{"period": str(year), "value": str(value)} for year, value in one["targets"].items()],
        }
        for one in row["indicators"]
    ]  # fmt: skip


def _decimals(value: Any) -> int:
    return max(0, -int(Decimal(str(value)).as_tuple().exponent))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{part.strip()}</p>" for part in text.split("\n\n") if part.strip())
