"""Money written cell by cell: some sums of one measure, the others as they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.numbers import to_euros
from plans.content import Content
from plans.hierarchy import Kind
from plans.models import Element, ElementVersion
from plans.services.elements import save_element
from plans.services.review import lock_element

Cell = tuple[int, str]  # year, code of the source
Sums = dict[Cell, int]  # cents; what is not there is nothing


@dataclass(frozen=True)
class Written:
    """What came of it: the newest version, all sums as they stand now, and the cells that were left as somebody
    else (`others`) wrote them meanwhile, with what stands in them."""

    version: ElementVersion
    sums: Sums
    clashes: Sums = field(default_factory=dict)
    others: str = ""


@transaction.atomic
def write_cells(element: Element, cells: Mapping[Cell, int], *, base_number: int, by: Any, reason: str = "") -> Written:
    """Put `cells` (0 empties one) into the money of a measure as it stood in version `base_number`.

    Whatever else was saved since then stays. A cell that somebody changed meanwhile to something else is not
    written, it is told. All that can be written is one version. Raises Refused, NotAllowed as a save does.
    """
    if element.kind != Kind.MEASURE:
        raise Refused(_("Only measures have money."))
    element = lock_element(element)
    newest = element.current_version
    assert newest is not None  # every element is born with a version
    stored = _sums(newest)
    clashes: Sums = {}
    if base_number != newest.number:
        base = _sums(ElementVersion.objects.filter(element=element, number=base_number).first())
        cells = {cell: cents for cell, cents in cells.items() if cents != base.get(cell, 0)}
        theirs = {cell: stored.get(cell, 0) for cell in cells}
        clashes = {cell: cents for cell, cents in theirs.items() if cents not in (base.get(cell, 0), cells[cell])}
    wanted = {cell: cents for cell, cents in cells.items() if cell not in clashes}
    sums = {cell: cents for cell, cents in (stored | wanted).items() if cents}
    saved = _save(element, sums, by=by, reason=reason)
    others = str(newest.by) if clashes and newest.by else ""
    return Written(saved or newest, sums, clashes, others)


def _save(element: Element, sums: Sums, *, by: Any, reason: str) -> ElementVersion | None:
    content = Content(element.title, element.body, funding={cell: to_euros(cents) for cell, cents in sums.items()})
    return save_element(element, content, base_version=element.text_version, by=by, reason=reason)


def _sums(version: ElementVersion | None) -> Sums:
    rows = version.snapshot["funding"] if version else []
    return {(row["year"], row["source"]): row["cents"] for row in rows}
