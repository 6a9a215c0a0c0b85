"""The admin of the portal: its login is the portal's, and it shows our own models only."""

from collections.abc import Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _

LEFT_OUT = ("password_change", "password_change_done", "autocomplete", "view_on_site")


class PortalAdminSite(AdminSite):
    """No login, no password form and no models of its own: what the libraries register stays out."""

    enable_nav_sidebar = False
    final_catch_all_view = False

    def register(
        self, model_or_iterable: type[Model] | Iterable[type[Model]], admin_class: Any = None, **options: Any
    ) -> None:
        given = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else list(model_or_iterable)
        ours = [model for model in given if self._is_ours(model)]
        super().register(ours, admin_class, **options)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the portal's login; whoever is logged in and has no business here gets a 403 that says who has."""
        if request.user.is_authenticated:
            raise PermissionDenied(_("Consultants, coordinators and administrators."))
        query = urlencode({"next": request.GET.get("next", request.get_full_path())})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """The answer for who may not enter is given at the address itself, without a way round."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                return self.login(request)
            return inner(request, *args, **kwargs)

        return guarded

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [url for url in super().get_urls() if getattr(url, "name", None) not in LEFT_OUT]

    def _is_ours(self, model: type[Model]) -> bool:
        module = apps.get_app_config(model._meta.app_label).module
        file = getattr(module, "__file__", None) or ""
        return file.startswith(str(settings.BASE_DIR)) and "site-packages" not in file


class PortalAdminConfig(AdminConfig):
    """`django.contrib.admin` with this site as the default one."""

    default_site = "klaipeda_plan.core.admin_site.PortalAdminSite"
