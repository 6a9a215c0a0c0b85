"""Links of the sample: goals to problems, to the horizontal priority and to the previous plan's priorities; and
what one group is still writing in its analysis."""

from klaipeda_plan.seed.data_files import load
from klaipeda_plan.seed.facts import PREVIOUS
from plans.hierarchy import Kind
from plans.models import Element, LinkKind, Plan
from plans.services.analysis import add_entries
from plans.services.links import NewLink, change_links
from workgroups.models import User


def seed_links(plan: Plan, author: User) -> None:
    """One version of every goal with all its links."""
    rows = load("sample_links")
    goals = _by_title(plan, Kind.GOAL)
    problems = _by_title(plan, Kind.PROBLEM)
    earlier = {one.title: one for one in Element.objects.filter(plan__slug=PREVIOUS, kind=Kind.PRIORITY)}
    horizontal = Element.objects.get(plan=plan, is_horizontal=True)
    for title, goal in goals.items():
        links = [NewLink(LinkKind.ADDRESSES, problems[problem]) for problem in rows["addresses"].get(title, [])]
        if title in rows["contributes"]:
            links.append(NewLink(LinkKind.CONTRIBUTES, horizontal))
        if title in rows["continues"]:
            target = earlier[rows["continues"][title]]
            links.append(NewLink(LinkKind.CONTINUES, target, rows["continues_reason"]))
        change_links(goal, add=links, by=author)


def seed_analysis_in_progress(plan: Plan) -> None:
    """A threat and a problem that are drafts, so that the matrix has a problem without a goal."""
    row = load("sample_links")["draft"]
    member = User.objects.get(email=f"narys.{row['group']}@example.org")
    problems = Element.objects.filter(plan=plan, kind=Kind.PROBLEM, workgroup__slug=row["group"])
    section = Element.objects.select_related("plan").get(pk__in=problems.values("parent"))
    for kind in (Kind.THREAT, Kind.PROBLEM):
        add_entries(section, kind, row[kind.value], by=member)


def _by_title(plan: Plan, kind: Kind) -> dict[str, Element]:
    return {one.title: one for one in Element.objects.filter(plan=plan, kind=kind).order_by("pk")}
