"""The form of an event."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publicity.broadcasts import check_broadcast
from publicity.forms.content import MomentField, PublicationForm
from publicity.models import Event, EventKind, LibraryDocument


class AddressField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=500, assume_scheme="https", **kwargs)


class EventForm(PublicationForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EventKind.choices)
    starts_at = MomentField(label=gettext_lazy("Begins"))
    ends_at = MomentField(label=gettext_lazy("Ends"))
    whole_day = forms.BooleanField(label=gettext_lazy("Only the day is known"), required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    place_en = forms.CharField(label=gettext_lazy("Place in English"), max_length=200, required=False)
    map_url = AddressField(
        label=gettext_lazy("Link to a map"), help_text=gettext_lazy("A plain link; the page shows no map of its own.")
    )
    broadcast_url = AddressField(label=gettext_lazy("Live broadcast"))
    recording_url = AddressField(label=gettext_lazy("Recording"))
    captions_url = AddressField(label=gettext_lazy("Captions of the recording"))
    materials = forms.ModelMultipleChoiceField(
        LibraryDocument.objects.order_by("title"), label=gettext_lazy("Materials of the library"), required=False,
        widget=forms.SelectMultiple(attrs={"size": "5"}),
    )  # fmt: skip
    is_cancelled = forms.BooleanField(label=gettext_lazy("The event is cancelled"), required=False)

    values = (
        *PublicationForm.values, "kind", "starts_at", "ends_at", "whole_day", "place", "place_en", "map_url",
        "broadcast_url", "recording_url", "captions_url", "is_cancelled",
    )  # fmt: skip
    field_order = [
        "version", "title", "kind", "starts_at", "ends_at", "whole_day", "place", "map_url", "summary", "body",
        "broadcast_url", "recording_url", "captions_url", "materials", "picture_file", "picture_kept", "picture_alt",
        "without_picture",
    ]  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, item: Event | None = None, **kwargs: Any) -> None:
        initial = {"materials": list(item.materials.all())} if item is not None else {}
        super().__init__(data, files, item=item, initial=initial, **kwargs)

    def clean_broadcast_url(self) -> str:
        return self._checked("broadcast_url")

    def clean_recording_url(self) -> str:
        return self._checked("recording_url")

    def _checked(self, name: str) -> str:
        """An address of before that is not changed stays: its page shows a plain link."""
        address: str = self.cleaned_data[name]
        if self.item is None or address != getattr(self.item, name):
            check_broadcast(address)
        return address

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and data.get("whole_day"):
            starts, ends = data["starts_at"], data["ends_at"] = _edge(starts, 0, 0), _edge(ends, 23, 59)
        if starts and ends and ends < starts:
            self.add_error("ends_at", _("The event would end before it begins."))
        if data.get("captions_url") and not data.get("recording_url") and "recording_url" not in self.errors:
            self.add_error("captions_url", _("Captions belong to a recording: give its address, too."))
        return data

    def related(self) -> dict[str, list[Any]]:
        return {"materials": list(self.cleaned_data["materials"])}


def _edge(moment: datetime.datetime, hour: int, minute: int) -> datetime.datetime:
    local = timezone.localtime(moment)
    return timezone.make_aware(datetime.datetime.combine(local.date(), datetime.time(hour, minute)))
