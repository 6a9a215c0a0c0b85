"""Forms of import and export: what is taken along, which column is which, why it is brought in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.sheets.layout import BY_SLUG, SHEETS, YEAR_KEY, Sheet
from indicators.sheets.matching import Match, guess_columns
from indicators.sheets.opening import MOST_BYTES
from indicators.sheets.raw import RawSheet
from plans.models import Plan
from workgroups.models import Workgroup

SAMPLES = 3  # values of a column that help to know it
MOST_NAMED = 12  # headings that help to know a sheet


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label=_("File"), widget=forms.RadioSelect, initial="xlsx",
        choices=[("xlsx", _("XLSX – a workbook with a sheet for each level")),
                 ("csv", _("CSV – semicolons, decimal commas, UTF-8; several sheets come in a zip file"))],
    )  # fmt: skip
    sheets = forms.MultipleChoiceField(
        label=_("Sheets"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None means the whole plan."),
        choices=[(sheet.slug, sheet.name) for sheet in SHEETS],
    )  # fmt: skip
    group = forms.ModelChoiceField(
        Workgroup.objects.all(), label=_("Working group"), required=False, to_field_name="slug",
        empty_label=_("All groups"),
    )  # fmt: skip


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"), help_text=_("An .xlsx or .csv file, or a .zip with .csv files, at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.zip"}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB. Bring the plan in parts, sheet by sheet."),
                params={"most": MOST_BYTES // 1024 // 1024},
            )
        return file


class ApplyForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stands in the history of every element that is written."),
    )  # fmt: skip


class SheetForm(forms.Form):
    """What one sheet of the file is; its columns have a field each, named `c-<column from 0>`."""

    hide_optional = True
    slug = forms.ChoiceField(
        label=_("What it holds"), required=False,
        choices=[("", _("nothing for the plan")), *((sheet.slug, sheet.name) for sheet in SHEETS)],
    )  # fmt: skip
    heading_row = forms.IntegerField(
        label=_("Row of the headings"), min_value=1, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def __init__(self, raw: RawSheet, match: Match, plan: Plan, data: Any = None, *, prefix: str) -> None:
        initial = {"slug": match.slug, "heading_row": match.heading_row or 1}
        super().__init__(data, initial=initial, prefix=prefix)
        self.raw, self.match = raw, match
        sheet = BY_SLUG.get(match.slug)
        columns = sorted({index for row in raw.rows[:50] for index in row.cells})
        self.columns = columns if sheet else []
        if not sheet:
            self.fields["slug"].help_text = " · ".join(self._label(index) for index in columns[:MOST_NAMED])
        for index in self.columns:
            self.fields[f"c-{index}"] = forms.ChoiceField(
                label=self._label(index), required=False, initial=match.columns.get(index, ""),
                choices=_choices(sheet, plan, match), help_text=self._samples(index),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        keys = [key for index in self.columns if (key := given.get(f"c-{index}"))]
        for key in {one for one in keys if keys.count(one) > 1}:
            last = [index for index in self.columns if given.get(f"c-{index}") == key][-1]
            self.add_error(f"c-{last}", _("Another column of the sheet is this one already."))
        return given

    def matched(self) -> Match:
        """As the person says; a sheet that became another one, or whose headings moved, is guessed anew."""
        slug, heading_row = self.cleaned_data["slug"], self.cleaned_data["heading_row"]
        if not slug:
            return Match(self.raw.name, heading_row=heading_row, is_sure=True)
        if (slug, heading_row) != (self.match.slug, self.match.heading_row):
            return Match(self.raw.name, slug, heading_row, guess_columns(self.raw, slug, heading_row))
        columns = {index: key for index in self.columns if (key := self.cleaned_data[f"c-{index}"])}
        return Match(self.raw.name, slug, heading_row, columns, is_sure=True)

    def _label(self, index: int) -> str:
        letter = self.raw.address(1, index).rpartition("!")[2].rstrip("1")
        row = next((one for one in self.raw.rows if one.number == self.match.heading_row), None)
        heading = str(row.cells[index].value) if row and index in row.cells else ""
        return f"{letter}. {heading}".strip()[:120]

    def _samples(self, index: int) -> str:
        below = (row for row in self.raw.rows[:200] if row.number > self.match.heading_row and index in row.cells)
        values = [str(row.cells[index].value)[:40] for row, _number in zip(below, range(SAMPLES), strict=False)]
        return " · ".join(values)


def _choices(sheet: Sheet | None, plan: Plan, match: Match) -> list[tuple[str, Any]]:
    assert sheet is not None
    years = {int(key.removeprefix(YEAR_KEY)) for key in match.columns.values() if key.startswith(YEAR_KEY)}
    columns = sheet.columns_for(sorted(years | set(range(plan.period_start, plan.period_end + 1))))
    return [("", _("not used")), *((one.key, one.heading) for one in columns if not one.read_only)]
