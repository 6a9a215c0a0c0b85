"""What the pages of the admin have in common: a history that is shown and never reverted, nothing deleted."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

if TYPE_CHECKING:  # the stubs know what Django's class does not: that it is generic
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class HistoryAdmin(SimpleHistoryAdmin):
    """Who changed what, when and why. Without simple-history's page of an old record: its setting
    SIMPLE_HISTORY_REVERT_DISABLED hides the button, but a form posted there still writes the record back,
    and the permission to look is enough for it."""

    object_history_template = "admin/history/records.html"
    actions = None
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        """Without the page of an old record, and without Django's nameless forwarding to the change page."""
        return [url for url in super().get_urls() if url.name and not url.name.endswith("_simple_history")]

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReasonForm(ModelForm):
    """A form that asks why; the answer stands in the history."""

    change_reason = forms.CharField(label=_("Why it is changed"), max_length=100, required=False)


class RecordAdmin(HistoryAdmin):
    """Records that people keep by hand. Who may is asked of the permissions of the app."""

    form = ReasonForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._change_reason = form.cleaned_data.get("change_reason") or ("changed" if change else "added")
        super().save_model(request, obj, form, change)
