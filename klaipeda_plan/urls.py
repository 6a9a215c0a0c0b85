"""Addresses of the portal: Lithuanian at the root, the same under `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog

from klaipeda_plan.core import views as core
from publicity.urls import publishing
from publicity.views import sitemaps

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", core.healthz, name="healthz"),
    path("readyz", core.readyz, name="readyz"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", sitemaps.sitemap_part, name="sitemap_part"),
]
urlpatterns += i18n_patterns(
    path("", include("publicity.urls")),
    path("", include("workgroups.urls")),
    path("", include("workgroups.urls.meetings")),
    path("api/", include("publicity.api.urls")),
    path("darbai/", include("klaipeda_plan.jobs.urls")),
    path("jsi18n/", JavaScriptCatalog.as_view(packages=["django_prose_editor"]), name="javascript_catalog"),
    path("komponentai/", core.components_page, name="components"),
    path("komponentai/<slug:component>/", core.component_page, name="component"),
    path("neissiusta/", core.unsent, name="unsent"),
    path("leidyba/", include(publishing)),
    path("paskyra/", include("workgroups.account_urls")),
    path("pranesimai/", include("klaipeda_plan.notices.urls")),
    path("rengimas/", include("plans.urls")),
    path("rengimas/", include("indicators.sheets.urls")),
    path("rengimas/", include("indicators.urls")),
    path("rengimas/redakcijos/", include("editions.urls")),
    path("svecias/", include("plans.urls.guests")),
    path("taryba/", include("council.urls")),
    path("taryba/posedziai/", include("council.sittings.urls")),
    path("taryba/posedziai/", include("council.packets.urls")),
    path("posedziai/", include("council.sittings.urls.public")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)

handler400 = "klaipeda_plan.core.views.bad_request"
handler403 = "klaipeda_plan.core.views.permission_denied"
handler404 = "klaipeda_plan.core.views.page_not_found"
