"""The links of one element, all on one page. Only what the person changed is sent to the service: what somebody
else links meanwhile stays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import Element, LinkKind
from plans.services.links import NewLink

Choice = tuple[str, Any]  # uid, words


@dataclass(frozen=True)
class Choices:
    """What may be linked: problems by area, the horizontal priority, elements of earlier plans; and what is."""

    problems: list[tuple[str, list[Element]]] | None  # None: this kind of element addresses no problems
    horizontal: Element | None
    earlier: list[tuple[str, list[Element]]] | None
    linked: dict[tuple[str, str], str] = field(default_factory=dict)  # (kind, uid): reason
    continued: list[Element] = field(default_factory=list)

    def linked_to(self, kind: str) -> list[str]:
        return [uid for one, uid in self.linked if one == kind]


def _options(elements: Iterable[Element]) -> list[Choice]:
    return [(str(one.uid), one.title) for one in elements]


class KnownField(forms.MultipleChoiceField):
    """Passes over what is not among the choices any more: somebody else took it away."""

    def clean(self, value: Any) -> list[str]:
        return super().clean([one for one in value or [] if self.valid_value(one)])


class LinksForm(forms.Form):
    """Each list of boxes goes with a hidden list of those that were ticked when the page was opened."""

    def __init__(self, choices: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.choices = choices
        self.targets: dict[str, Element] = {}
        if choices.problems is not None:
            self._boxes("addresses", LinkKind.ADDRESSES, [one for _area, some in choices.problems for one in some])
        if choices.horizontal:
            self._boxes("contributes", LinkKind.CONTRIBUTES, [choices.horizontal])
        if choices.earlier is not None:
            self._boxes("continues", LinkKind.CONTINUES, choices.continued)
            free = [(plan, [one for one in some if one not in choices.continued]) for plan, some in choices.earlier]
            self.targets |= {str(one.uid): one for _plan, some in free for one in some}
            self.fields["new"] = forms.ChoiceField(
                label=_("Element of the earlier plan"), required=False,
                choices=[("", _("– choose –")), *((plan, _options(some)) for plan, some in free)],
            )  # fmt: skip
            self.fields["reason"] = forms.CharField(
                label=_("How it continues it"), required=False, max_length=300,
                help_text=_("In a few words: the same aim, a part of it, the next step."),
            )  # fmt: skip

    def _boxes(self, name: str, kind: LinkKind, elements: list[Element]) -> None:
        self.targets |= {str(one.uid): one for one in elements}
        options, now = _options(elements), self.choices.linked_to(kind)
        gone = {"invalid_choice": _("What you chose was removed meanwhile. Choose again.")}
        field = forms.MultipleChoiceField if kind == LinkKind.ADDRESSES else KnownField
        self.fields[name] = field(choices=options, required=False, initial=now, error_messages=gone)
        self.fields[f"{name}_were"] = KnownField(
            choices=options, required=False, initial=now, widget=forms.MultipleHiddenInput
        )

    def areas(self) -> Iterator[tuple[str, list[tuple[Element, bool]]]]:
        """Problems by area, each with whether its box is ticked."""
        ticked = self.ticked("addresses")
        for area, problems in self.choices.problems or []:
            yield area, [(one, str(one.uid) in ticked) for one in problems]

    def ticked(self, name: str) -> set[str]:
        return set(self[name].value() or [])

    def contributes_ticked(self) -> bool:
        return bool(self.ticked("contributes"))

    def continued(self) -> list[tuple[Element, str, bool]]:
        """What is continued now: the element, the reason, whether its box is still ticked."""
        ticked, reasons = self.ticked("continues"), self.choices.linked
        return [
            (one, reasons.get((LinkKind.CONTINUES, str(one.uid)), ""), str(one.uid) in ticked)
            for one in self.choices.continued
        ]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("new") and not data.get("reason"):
            self.add_error("reason", _("Say in a few words how it continues the earlier plan."))
        if data.get("reason") and not data.get("new"):
            self.add_error("new", _("Choose the element of the earlier plan."))
        return data

    def added(self) -> list[NewLink]:
        found = [
            NewLink(kind, self.targets[uid])
            for kind in self._kinds()
            for uid in self.cleaned_data[kind]
            if uid not in self.cleaned_data[f"{kind}_were"] and kind != LinkKind.CONTINUES
        ]
        if self.cleaned_data.get("new"):
            target = self.targets[self.cleaned_data["new"]]
            found.append(NewLink(LinkKind.CONTINUES, target, self.cleaned_data["reason"]))
        return found

    def removed(self) -> list[tuple[str, Element]]:
        return [
            (kind, self.targets[uid])
            for kind in self._kinds()
            for uid in self.cleaned_data[f"{kind}_were"]
            if uid not in self.cleaned_data[kind]
        ]

    def _kinds(self) -> list[str]:
        """The fields of boxes are called like the kinds of links."""
        return [kind.value for kind in LinkKind if kind.value in self.fields]
