"""Two saves over one base become one: field by field, the body by blocks and words.

What only one of them changed is taken from that one. What both changed is a clash that somebody decides;
nothing is dropped without a decision. `plans.services.elements.save_element` joins under the element's lock.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from klaipeda_plan.core.merging import Choice, MergedBody, merge_bodies, merge_texts
from plans.content import INDICATOR, Content, Texts, content_of, texts_of, texts_of_snapshot
from plans.models import Element, ElementVersion, VersionKind
from plans.snapshot import Snapshot

# Texts in words, which may be joined by words; of the other fields one side is taken whole.
WORDED = frozenset({"title", "detail-partners", "detail-expected_result", "detail-other_resources"})
WORDED_OF_INDICATOR = frozenset({"title", "source"})
YEAR_NAMES = ("detail-year_from", "detail-year_to")
LONGEST = {"title": 500, "detail-partners": 500, "detail-expected_result": 5000, "detail-other_resources": 5000}
LONGEST_OF_INDICATOR = 300
# Versions that leave the text and the numbers as they are.
NOT_WRITTEN = (VersionKind.MOVED, VersionKind.LINKED)


@dataclass(frozen=True)
class Clash:
    """A field that both changed; `both` is "" where two values cannot stand together. `owner` is the title of
    the indicator that it is a field of. The name `indicator/<uid>` alone: one removed what the other changed,
    and the side that removed it is ""."""

    name: str
    base: str
    mine: str
    theirs: str
    both: str = ""
    owner: str = ""

    @property
    def is_removal(self) -> bool:
        return self.name.count("/") == 1


@dataclass(frozen=True)
class Joined:
    """`texts` hold what needs no decision, the stored value where one is needed; the body stands in `body`."""

    texts: Texts
    body: MergedBody
    clashes: tuple[Clash, ...] = field(default=())

    @cached_property
    def is_settled(self) -> bool:
        return not self.clashes and not self.body.conflicts

    def decided(self, fields: Mapping[str, str], pieces: Mapping[int, Choice]) -> Texts:
        """The texts with a value for each clash and a choice for each conflict of the body."""
        texts = {**self.texts, "body": self.body.resolve(pieces)}
        for clash in self.clashes:
            if not clash.is_removal:
                texts[clash.name] = fields[clash.name]
            elif not fields[clash.name]:
                texts = {name: text for name, text in texts.items() if not name.startswith(f"{clash.name}/")}
        return texts

    def content(self) -> Content:
        """What is written where nothing needs a decision."""
        return content_of(self.decided({}, {}))


def join(base: Snapshot | None, content: Content, newest: Snapshot) -> Joined:
    """What somebody typed over `base`, joined with the newest version. Without a base whatever differs clashes."""
    old = texts_of_snapshot(base) if base else {}
    stored = texts_of_snapshot(newest)
    mine = texts_of(content, old or stored)
    body = merge_bodies(old.pop("body", None), mine.pop("body"), stored.pop("body"))
    removed = dict(_removals(old, mine, stored))
    apart = () if _years_in_order(old, mine, stored) else YEAR_NAMES
    texts: Texts = {}
    clashes = [clash for clash in removed.values() if clash]
    for name in [*stored, *(name for name in mine if name not in stored)]:
        sides = [side.get(name, "") for side in (old, mine, stored)]
        uid = _uid(name)
        if uid in removed:
            if removed[uid]:
                texts[name] = sides[1] or sides[2]
            continue
        text = _one_of(name, *sides) if base and name not in apart else _alike(sides)
        if text is None:
            clash = _clash(name, *sides, owner=stored.get(f"indicator/{uid}/title", ""))
            clashes.append(clash)
        texts[name] = sides[2] if text is None else text
    return Joined(texts, body, tuple(clashes))


def join_over(element: Element, content: Content, *, base: int, over: int) -> Joined | None:
    """What was typed over version `base` joined with version `over`; None where there is no such version."""
    numbers = ElementVersion.objects.filter(element=element, number__in=(base, over)).order_by()
    snapshots: dict[int, Snapshot] = dict(numbers.values_list("number", "snapshot"))
    return join(snapshots.get(base), content, snapshots[over]) if over in snapshots else None


def authors_since(element: Element, number: int, until: int | None = None) -> list[Any]:
    """Who wrote text or numbers after version `number`, the last one last, each once."""
    versions = ElementVersion.objects.filter(element=element, number__gt=number, by__isnull=False)
    if until is not None:
        versions = versions.filter(number__lt=until)
    ordered = versions.exclude(kind__in=NOT_WRITTEN).select_related("by").defer("snapshot").order_by("-number")
    return list(dict.fromkeys(version.by for version in ordered))[::-1]


def _one_of(name: str, base: str, mine: str, theirs: str) -> str | None:
    """The joined value, None where both changed it and the changes touch."""
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    if not _is_worded(name) or not mine or not theirs:
        return None
    text = merge_texts(base, mine, theirs).settled
    return text if text is not None and len(text) <= LONGEST.get(name, LONGEST_OF_INDICATOR) else None


def _alike(sides: list[str]) -> str | None:
    return sides[1] if sides[1] == sides[2] else None


def _years_in_order(old: Texts, mine: Texts, stored: Texts) -> bool:
    """Whether the first year of one and the last year of the other make a span of years."""
    first, last = (_one_of(name, *(side.get(name, "") for side in (old, mine, stored))) for name in YEAR_NAMES)
    return not first or not last or int(first) <= int(last)


def _clash(name: str, base: str, mine: str, theirs: str, *, owner: str) -> Clash:
    if not _is_worded(name) or not mine or not theirs:
        return Clash(name, base, mine, theirs, owner=owner)
    text = merge_texts(base, mine, theirs)
    return Clash(name, text.side("base"), text.side("mine"), text.side("theirs"), text.side("both"), owner)


def _is_worded(name: str) -> bool:
    match = INDICATOR.fullmatch(name)
    return match[2] in WORDED_OF_INDICATOR if match else name in WORDED


def _uid(name: str) -> str | None:
    match = INDICATOR.fullmatch(name)
    return match[1] if match else None


def _removals(old: Texts, mine: Texts, stored: Texts) -> Iterator[tuple[str, Clash | None]]:
    """Indicators that one of the two removed; a clash where the other changed it."""
    for uid in dict.fromkeys(uid for name in old if (uid := _uid(name))):
        stem = f"indicator/{uid}/"
        rows = [{name: text for name, text in side.items() if name.startswith(stem)} for side in (old, mine, stored)]
        if bool(rows[1]) == bool(rows[2]):
            continue
        base, ours, theirs = (row.get(f"{stem}title", "") for row in rows)
        unchanged = rows[0] == (rows[1] or rows[2])
        yield uid, None if unchanged else Clash(f"indicator/{uid}", base, ours, theirs, owner=base)
