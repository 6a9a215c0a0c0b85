"""Rewriting the pages about the portal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from publicity.forms.content import PageForm
from publicity.models import StaticPage
from publicity.pages import find_page, page_keys
from publicity.services.pages import save_page
from publicity.services.writing import StaleContent
from publicity.views._guards import editors_only, media_of


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def edit_page(request: HttpRequest, key: str) -> HttpResponse:
    """A page is public as it is saved."""
    page = _page_of(key)
    form = PageForm(request.POST if request.method == "POST" else None, item=page)
    stale = None
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.values}
        try:
            save_page(key, values, base_version=form.cleaned_data["version"], by=request.user)
        except StaleContent as error:
            form.open_on(error.current.version)
            stale = error
        else:
            messages.success(request, _("Saved: everybody sees it now."))
            return redirect("publishing:page", key=key)
    status = 409 if stale else 422 if form.is_bound else 200
    context = {"item": page, "form": form, "stale": stale, "media": media_of(request, form)}
    return render(request, "publicity/workspace/page.html", context, status=status)


def _page_of(key: str) -> StaticPage:
    if key not in page_keys():
        raise Http404
    return find_page(key)
