"""What differs between two editions, counted, and how the file shows it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editions.comparison.presenting import Choice, Shown
from editions.comparison.summary import MoneyChange, MoneyLine
from editions.documents.comparison_model import ComparisonDocument
from editions.documents.docx.inline import STRONG, bits_of
from editions.documents.docx.writing import Writer
from klaipeda_plan.core.numbers import format_euros


def write_summary(writer: Writer, document: ComparisonDocument) -> None:
    shown = document.shown
    assert shown is not None  # a comparison has it
    writer.heading(_("Summary"), 1, anchor="santrauka")
    comparison = shown.comparison
    if comparison.is_empty:
        writer.paragraph(bits_of(_("The two editions hold the same text: nothing differs."), STRONG))
        return
    writer.paragraph(_counts(shown))
    for fact in comparison.facts:
        writer.paragraph(f"{_capital(fact.label)}: {fact.old or '–'} → {fact.new or '–'}")
    _levels(writer, shown)
    if shown.summary.money:
        _money(writer, shown.summary.money)
    elif comparison.new.total:
        writer.paragraph(_("The money of the plan did not change."))
    _explain(writer)


def _counts(shown: Shown) -> str:
    changed, summary = len(shown.comparison.changes), shown.summary
    said = [
        ngettext("%(count)s element differs.", "%(count)s elements differ.", changed) % {"count": changed},
        ngettext("%(count)s element stayed as it was.", "%(count)s elements stayed as they were.", summary.unchanged)
        % {"count": summary.unchanged},
    ]
    if summary.renumbered:
        words = ngettext(
            "%(count)s more was only renumbered.", "%(count)s more were only renumbered.", summary.renumbered
        )
        said.append(words % {"count": summary.renumbered})
    return " ".join(said)


def _levels(writer: Writer, shown: Shown) -> None:
    if not shown.levels:
        return
    head = (_("Level"), _("Added"), _("Removed"), _("Moved"), _("Changed"))
    rows = [
        [_capital(name), *(str(count or "–") for count in (one.added, one.removed, one.moved, one.changed))]
        for name, one in shown.levels
    ]
    writer.table(rows, head=head, widths=[3, 1, 1, 1, 1], caption=_("By level"), numbers={1, 2, 3, 4})
    writer.paragraph(_listed(shown.sorts))
    if len(shown.areas) > 1:
        words = _("By area:")
        writer.paragraph(f"{words} {_listed(shown.areas)}")


def _listed(choices: Iterable[Choice]) -> str:
    return "; ".join(f"{_capital(one.label)}: {one.count}" for one in choices) + "."


def _money(writer: Writer, money: MoneyChange) -> None:
    head = (_("Year, source"), _("Before"), _("Now"), _("Difference"))
    rows = [_row(line, line.label) for line in (*money.years, *money.sources)]
    rows.append(_row(money.total, _("In total")))
    caption = _("Money of the plan before and now")
    writer.table(rows, head=head, widths=[3, 2, 2, 2], caption=caption, numbers={1, 2, 3})


def _row(line: MoneyLine, label: str) -> list[str]:
    difference = ("+" if line.delta > 0 else "") + format_euros(line.delta) if line.delta else "–"
    return [label, format_euros(line.old), format_euros(line.new), difference]


def _explain(writer: Writer) -> None:
    writer.heading(_("How changes are marked"), 2)
    writer.paragraph(
        _("The text below is the whole plan. What differs stands in it as tracked changes of the text processor: "
          "accepting all of them gives the text of the new edition, rejecting all of them that of the former one.")
    )  # fmt: skip
    writer.bullets([
        _("What was moved stands at its former place as deleted and at its new place as inserted; a comment beside it "
          "says from where to where."),
        _("Each table of which the columns changed is deleted as a whole and inserted anew."),
    ])  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
