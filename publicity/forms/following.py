"""What to follow by e-mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from editions.reading import Node
from publicity.models import Topic
from publicity.naming import in_lithuanian, spoken_name
from workgroups.models import Workgroup

WHOLE = (Topic.ALL, Topic.NEWS, Topic.EVENTS)


class TopicsForm(forms.Form):
    """Kinds of news, groups, and the elements that are followed already or that the link brought along."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What to write about"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[
            (Topic.ALL, gettext_lazy("everything: news, events, editions of the plan, meetings of the groups")),
            (Topic.NEWS, pgettext_lazy("what letters are about", "news")),
            (Topic.EVENTS, gettext_lazy("events and broadcasts")),
        ],
    )  # fmt: skip
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Matters of a working group"), required=False, widget=forms.CheckboxSelectMultiple
    )
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("Elements of the plan"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, elements: list[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(group.slug, spoken_name(group)) for group in Workgroup.objects.all()]
        self.fields["groups"].choices = groups  # type: ignore[attr-defined]
        self.fields["elements"].choices = [  # type: ignore[attr-defined]
            (node.uid, in_lithuanian(f"{node.code} {node.title}")) for node in elements
        ]
        if not elements:
            del self.fields["elements"]
        if not groups:
            del self.fields["groups"]

    def wanted(self) -> list[tuple[str, str]]:
        data = self.cleaned_data
        rows = [(topic, "") for topic in data["topics"]]
        rows += [(str(Topic.GROUP), slug) for slug in data.get("groups", [])]
        return rows + [(str(Topic.ELEMENT), uid) for uid in data.get("elements", [])]


class FollowForm(TopicsForm):
    """The first step: an address that will be asked."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    field_order = ["email"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.wanted():
            raise forms.ValidationError(_("Choose at least one thing to follow."), code="nothing")
        return data
