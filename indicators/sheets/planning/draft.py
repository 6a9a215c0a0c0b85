"""The draft while an import is planned: every element as it is wanted, found by uid, code or title."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from indicators.models import SeriesBinding
from indicators.sheets.cells import line as in_one_line
from indicators.sheets.contents import Contents
from indicators.sheets.layout import Type
from indicators.sheets.matching import settled
from indicators.sheets.planning.model import Line, RowReader, Target
from indicators.sheets.values import choices_of
from indicators.statistics.model import Frequency
from klaipeda_plan.core.numbers import to_euros
from plans.models import Plan, Stage
from plans.services.stages import StageFacts
from plans.snapshot import EMPTY_DETAIL
from workgroups.models import Workgroup
from workgroups.permissions import group_ids_of, is_coordinator


class Unclear(Exception):
    """A reference that means nothing, or more than one thing; the text says which."""


@dataclass
class StageWish:
    code: str
    facts: StageFacts
    stage: Stage | None
    line: Line
    is_changed: bool


@dataclass
class LinkWish:
    source: str
    kind: str
    target: str  # ref of the plan, or uid of another plan's element
    reason: str
    line: Line


@dataclass
class Draft:
    plan: Plan
    by: Any
    contents: Contents
    targets: dict[str, Target] = field(default_factory=dict)
    refs_by_code: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    refs_by_title: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    new_by_code: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    indicators: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)  # {uid: (ref, indicator)}
    groups: dict[str, int] = field(default_factory=dict)  # {slug: pk}
    stages: dict[str, StageWish] = field(default_factory=dict)  # by code
    links: list[LinkWish] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    seen: dict[Any, str] = field(default_factory=dict)  # {what: address of the row that named it first}
    places: dict[Any, RowReader] = field(default_factory=dict)  # where a number was written, for checks at the end
    stage_names: dict[str, str] = field(default_factory=dict)
    indicator_titles: dict[str, str] = field(default_factory=dict)  # {uid: title before the import}
    series: dict[str, Frequency] = field(default_factory=dict)  # {uid of an indicator: of the series that it follows}

    @property
    def is_coordinator(self) -> bool:
        return is_coordinator(self.by)

    def may_edit(self, target: Target) -> bool:
        return self.is_coordinator or (target.group_id is not None and target.group_id in group_ids_of(self.by))

    def who_may(self, target: Target) -> str:
        """Why the row is refused, with who may."""
        slug = next((slug for slug, pk in self.groups.items() if pk == target.group_id), None)
        if slug is None:
            return _("This is shared ground: only the coordinator changes it by an import.")
        return _("This belongs to “%(group)s”: its members and the coordinator may change it.") % {
            "group": self.contents.groups[slug]
        }

    def choices(self, column: Any) -> dict[str, str]:
        match column.type:
            case Type.GROUP:
                return _named(self.contents.groups)
            case Type.SOURCE:
                return _named(self.contents.sources)
            case Type.STAGE:
                return self.stage_names
            case Type.CHOICE | Type.YES:
                return choices_of(column)
        return {}

    def add(self, target: Target) -> None:
        self.targets[target.ref] = target
        if target.standing is not None:
            self.refs_by_code[target.code.casefold()].append(target.ref)
        elif target.code:
            self.new_by_code[target.code.casefold()].append(target.ref)
        self.refs_by_title[in_one_line(target.title).casefold()].append(target.ref)

    def find(self, text: str, kinds: Any = None) -> Target:
        """What a code or a title means: a row of the file first, then the draft. Raises `Unclear`."""
        key = in_one_line(text).casefold()
        for refs in (self.new_by_code.get(key), self.refs_by_code.get(key), self.refs_by_title.get(key)):
            found = [self.targets[ref] for ref in refs or () if kinds is None or self.targets[ref].kind in kinds]
            if len(found) == 1:
                return found[0]
            if found:
                raise Unclear(_("Several elements are called so. Write the UID, or a code that only one of them has."))
        raise Unclear(_("There is no such element, neither in the plan nor in the file."))

    def find_uid(self, uid: str) -> Target:
        if uid not in self.targets:
            raise Unclear(_("The draft has no element with this UID. Leave the cell empty for a new row."))
        return self.targets[uid]

    def refer(self, row: RowReader, uid_key: str, text_key: str, kinds: Any = None) -> Target | None:
        """The element that the row names by uid, code or title; what is wrong is noted beside the cell."""
        before = len(row.line.wrongs)
        uid, text = row.get(uid_key), row.get(text_key)
        if len(row.line.wrongs) > before:
            return None
        if not uid and not text:
            row.wrong(text_key, _("Name the element by its code or title."))
            return None
        key = uid_key if uid else text_key
        try:
            target = self.find_uid(uid) if uid else self.find(text, kinds)
        except Unclear as error:
            row.wrong(key, str(error))
            return None
        if kinds is not None and target.kind not in kinds:
            row.wrong(key, _("This element stands on another level and cannot be meant here."))
            return None
        if uid and text and not self.is_called(target, text):
            row.wrong(
                text_key,
                _("The UID means “%(name)s”, not this. Clear one of the two cells: the other one counts.")
                % {"name": target.name},
            )
            return None
        return target

    def is_called(self, target: Target, text: str) -> bool:
        """Whether a code or a title means this element, as it was or as the file names it."""
        key = in_one_line(text).casefold()
        names = (self.new_by_code.get(key), self.refs_by_code.get(key), self.refs_by_title.get(key))
        return any(target.ref in refs for refs in names if refs)

    def once(self, row: RowReader, what: Any, key: str) -> bool:
        """False, with a note, when an earlier row of the file has named the same."""
        first = self.seen.setdefault(what, row.address(key))
        if first == row.address(key):
            return True
        row.wrong(key, _("The file says this twice: %(address)s says it already.") % {"address": first})
        return False


def draft_of(plan: Plan, contents: Contents, by: Any) -> Draft:
    draft = Draft(plan, by, contents, groups=dict(Workgroup.objects.values_list("slug", "pk")))
    for one in contents.elements:
        assert one.element is not None  # these contents are the draft's
        content = one.content
        target = Target(
            one.uid, one.kind, one.code, one.parent_uid, one.element.workgroup_id, one, content["title"],
            content["body"], content["horizontal"], {**EMPTY_DETAIL, **(content["detail"] or {})},
            {(money["year"], money["source"]): to_euros(money["cents"]) for money in content["funding"]},
            [dict(indicator) for indicator in content.get("indicators", ())],
        )  # fmt: skip
        draft.add(target)
        for indicator in target.indicators:
            draft.indicators[indicator["uid"]] = (one.uid, indicator)
            draft.indicator_titles[indicator["uid"]] = indicator["title"]
    bound = SeriesBinding.objects.filter(indicator__element__plan=plan)
    for uid, frequency in bound.values_list("indicator__uid", "frequency"):
        draft.series[str(uid)] = Frequency(frequency)
    draft.stage_names = _named({stage.code: stage.name for stage in contents.stages})
    return draft


def _named(names: dict[str, str]) -> dict[str, str]:
    """{settled name: what is stored}, by name and by the stored word."""
    return {settled(name): stored for stored, name in names.items()} | {settled(stored): stored for stored in names}
