"""Texts of a form that were not saved: whether something in them is new, and how they are shown to be copied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from indicators.models import Direction
from klaipeda_plan.core.bodies import clean_body
from plans.forms.indicators import FIRST_FIELDS, IndicatorForm
from plans.forms.money import CELL
from plans.forms.text import DetailForm, TextForm
from plans.forms.typed import Typed, rows_of, same, targets_of, typed_from_snapshot, with_rows
from plans.models import Element, ElementVersion, FundingSource
from plans.services.copies import texts_of_copy

BLOCK_ID = re.compile(r' data-block="\w+"')  # what was just typed has none yet


@dataclass(frozen=True)
class LeftText:
    """What a page shows of typed texts: the body cleaned (or, where it cannot be, as plain text), the rest by label."""

    title: str
    body: str
    plain_body: str
    rest: list[tuple[str, str]]

    @classmethod
    def of(cls, typed: Typed) -> "LeftText":
        body = _cleaned(typed.get("body", ""))
        plain = typed.get("body", "") if body is None else ""
        plain = "\n\n".join(filter(None, [plain, typed.get("text", ""), typed.get("message", "")]))
        return cls(typed.get("title", ""), body or "", plain, list(_rest(typed)))


def is_unsaved(element: Element, typed: Typed) -> bool:
    """Whether the texts say something that neither the newest version nor the one they were written over does."""
    written = texts_of_copy(typed)
    newest = stored_texts(element)
    if not _differ(written, texts_of_copy(newest)):
        return False
    number = typed.get("base_number", "")
    if number == newest.get("base_number") or not number.isdecimal() or len(number) > 9:
        return True
    return _differ(written, texts_of_copy(stored_texts(element, int(number))))


def stored_texts(element: Element, number: int | None = None) -> Typed:
    """The texts of the newest version, or of version `number`; nothing where there is no such version."""
    sources = list(FundingSource.objects.all())
    version = element.current_version
    if number is not None and (version is None or version.number != number):
        version = ElementVersion.objects.filter(element=element, number=number).first()
    if version is None:
        return {}
    base = {"base_version": str(element.text_version), "base_number": str(version.number)}
    return typed_from_snapshot(version.snapshot, sources) | base


def _differ(typed: Typed, stored: Typed) -> bool:
    fields, others = with_rows(typed, []), with_rows(stored, [])
    rows, other_rows = rows_of(typed), rows_of(stored)
    if len(rows) != len(other_rows):
        return True
    pairs = [(fields, others), *zip(rows, other_rows, strict=True)]
    return any(
        not _same(name, one.get(name, ""), other.get(name, "")) for one, other in pairs for name in {*one, *other}
    )


def _same(name: str, one: str, other: str) -> bool:
    if name != "body" or one == other:
        return same(name, one, other)
    bodies = [_cleaned(one), _cleaned(other)]
    return None not in bodies and len({BLOCK_ID.sub("", body or "") for body in bodies}) == 1


def _cleaned(body: str) -> str | None:
    try:
        return clean_body(body) if "<" in body else None
    except ValidationError:
        return None


def _rest(typed: Typed) -> Iterator[tuple[str, str]]:
    """Label and text of all that is filled in besides title and body."""
    if typed.get("reason"):
        yield str(TextForm.base_fields["reason"].label), typed["reason"]
    if typed.get("quote"):
        yield _("The words you mean"), typed["quote"]
    for name, field in DetailForm.base_fields.items():
        if typed.get(f"detail-{name}"):
            yield str(field.label), typed[f"detail-{name}"]
    names = dict(FundingSource.objects.values_list("pk", "name"))
    for name, value in typed.items():
        if value and (match := CELL.fullmatch(name)):
            yield f"{names.get(int(match[2]), '')}, {match[1]}", value
    for number, row in enumerate(rows_of(typed), start=1):
        heading = _("Indicator %(number)s") % {"number": number}
        row = row | {"direction": str(dict(Direction.choices).get(row.get("direction", ""), ""))}
        filled = [(IndicatorForm.base_fields[name].label, row.get(name, "")) for name in FIRST_FIELDS]
        lines = [f"{label}: {value}" for label, value in filled if value]
        for line in targets_of(row):
            target = f"{row.get(f'target_{line}_period', '')} – {row.get(f'target_{line}_value', '')}"
            lines.append(_("Target: %(target)s") % {"target": target})
        yield heading, "; ".join(lines)
