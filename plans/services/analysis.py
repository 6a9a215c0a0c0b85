"""The structured analysis of a group's area: where it stands, and its entries written line by line."""

import re
from html import escape
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.bodies import plain_text
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from plans import permissions
from plans.hierarchy import ANALYSIS, Kind
from plans.models import Element, ElementVersion, Plan, VersionKind
from plans.models.element import POSITION_STEP
from plans.services.elements import Content, add_element, save_element
from plans.services.versions import make_version
from workgroups.models import Workgroup

LONGEST = 500  # letters of a title
MOST_LINES = 50
PARAGRAPH = re.compile(r'<p(?: data-block="([a-z0-9]{8})")?>([^<]*)</p>')
# Marks of lists that come along when lines are pasted.
MARK = re.compile(r"^\s*(?:[-–—•*·]|\d{1,2}[.)])\s+")


def sections_of(plan: Plan, group: Workgroup) -> list[Element]:
    """The group's sections in the order of the draft, those that hold an analysis first: two queries."""
    sections = Element.objects.filter(plan=plan, workgroup=group, kind=Kind.SECTION).standing()
    listed = list(sections.select_related("plan", "workgroup").order_by("position", "pk"))
    holding = set(
        Element.objects.filter(parent__in=listed, kind__in=ANALYSIS).standing().values_list("parent_id", flat=True)
    )
    return sorted(listed, key=lambda one: one.pk not in holding)


@transaction.atomic
def open_analysis(plan: Plan, group: Workgroup, *, by: Any) -> Element:
    """The section of the group's analysis; made where the other groups have theirs when the group has none."""
    if not permissions.can_open_analysis(by, group):
        raise NotAllowed(_("This is another group's analysis."), who_may=_("Members of the group and the coordinator."))
    # Two members begin at once: one section.
    Plan.objects.select_for_update().get(pk=plan.pk)
    existing = sections_of(plan, group)
    if existing:
        return existing[0]
    parent = _parent_of_analyses(plan)
    section = Element(
        plan=plan, kind=Kind.SECTION, parent=parent, workgroup=group, position=_position(plan, parent),
        title=_("Analysis: %(group)s") % {"group": group.name}, text_version=1, place_version=1,
    )  # fmt: skip
    save_with_history(section, by=by, reason="added")
    make_version(section, VersionKind.ADDED, by=by)
    return section


@transaction.atomic
def add_entries(section: Element, kind: str, typed: str, *, by: Any) -> list[Element]:
    """Each line that is not empty becomes an entry of `kind` at the end of the section."""
    if kind not in ANALYSIS:
        raise Refused(_("This kind of element cannot stand here."))
    lines = [line for line in (_tidy(line) for line in typed.splitlines()) if line]
    if not lines:
        raise Refused(_("Write a sentence first."))
    if len(lines) > MOST_LINES:
        raise Refused(_("At most %(count)d lines at once.") % {"count": MOST_LINES})
    if any(len(line) > LONGEST for line in lines):
        raise Refused(
            _("A line has at most %(count)d letters. Write the rest in the text of the entry.") % {"count": LONGEST}
        )
    if kind == Kind.AREA_VISION and (len(lines) > 1 or _has_vision(section)):
        raise Refused(_("An area has one vision: change the one that stands."))
    return [add_element(section.plan, kind, section, Content(line, ""), by=by) for line in lines]


def rewrite_entry(
    element: Element, title: str, evidence: str | None, *, base_version: int, base_number: int | None = None, by: Any
) -> ElementVersion | None:
    """Change an entry in its place; `evidence` is plain text, None leaves the text as it is.

    Raises `StaleText` when somebody changed the same words meanwhile.
    """
    title = " ".join(title.split())
    if not title:
        raise Refused(_("Write a sentence first."))
    if len(title) > LONGEST:
        raise Refused(_("A line has at most %(count)d letters.") % {"count": LONGEST})
    body = element.body if evidence is None else _body(evidence, element.body)
    content = Content(title, body)
    return save_element(element, content, base_version=base_version, base_number=base_number, by=by)


def evidence_of(body: str) -> str | None:
    """The text of an entry as plain lines; None where it holds more than plain paragraphs."""
    if PARAGRAPH.sub("", body).strip():
        return None
    return plain_text(body)


def _body(evidence: str, old: str) -> str:
    """Lines as paragraphs. A paragraph keeps the id of the one in its place, for remarks that stand on it."""
    ids = [match[1] for match in PARAGRAPH.finditer(old)]
    lines = [" ".join(line.split()) for line in evidence.splitlines() if line.strip()]
    named = [f' data-block="{ids[at]}"' if at < len(ids) and ids[at] else "" for at in range(len(lines))]
    return "".join(f"<p{name}>{escape(line, quote=False)}</p>" for name, line in zip(named, lines, strict=True))


def _tidy(line: str) -> str:
    return " ".join(MARK.sub("", line).split())


def _has_vision(section: Element) -> bool:
    return Element.objects.filter(parent=section, kind=Kind.AREA_VISION).standing().exists()


def _parent_of_analyses(plan: Plan) -> Element | None:
    """The section under which groups have theirs; None (the plan itself) when no group has one yet."""
    other = (
        Element.objects.filter(plan=plan, kind=Kind.SECTION, workgroup__isnull=False, parent__workgroup=None)
        .standing().exclude(parent=None).select_related("parent").order_by("position", "pk").first()
    )  # fmt: skip
    return other.parent if other else None


def _position(plan: Plan, parent: Element | None) -> int:
    """The end of the parent; on the plan's own level before the vision, where analyses stand in the document."""
    siblings = Element.objects.filter(plan=plan, parent=parent).order_by("position", "pk")
    vision = siblings.filter(kind=Kind.VISION).standing().first() if parent is None else None
    if vision is None:
        last = siblings.last()
        return (last.position if last else 0) + POSITION_STEP
    elder = siblings.filter(position__lt=vision.position).last()
    low = elder.position if elder else vision.position - 2 * POSITION_STEP
    return (low + vision.position) // 2
