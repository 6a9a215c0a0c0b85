"""Addresses of the portal: Lithuanian at the root, the same under `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from klaipeda_plan.core import views as core

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", core.healthz, name="healthz"),
    path("readyz", core.readyz, name="readyz"),
]
urlpatterns += i18n_patterns(
    path("komponentai/", core.components_page, name="components"),
    path("paskyra/", include("allauth.account.urls")),
    path("paskyra/antras-veiksnys/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)

handler400 = "klaipeda_plan.core.views.bad_request"
handler403 = "klaipeda_plan.core.views.permission_denied"
handler404 = "klaipeda_plan.core.views.page_not_found"
