"""Addresses of import and export, under /rengimas/."""

from django.urls import path

from indicators.views import sheets

app_name = "sheets"

urlpatterns = [
    path("eksportas/", sheets.export, name="export"),
    path("importas/", sheets.imports, name="imports"),
    path("importas/sablonas.xlsx", sheets.template, name="template"),
    path("importas/<uuid:uid>/", sheets.detail, name="import"),
    path("importas/<uuid:uid>/stulpeliai/", sheets.columns, name="columns"),
    path("importas/<uuid:uid>/tikrinti/", sheets.check, name="check"),
    path("importas/<uuid:uid>/taikyti/", sheets.apply, name="apply"),
    path("importas/<uuid:uid>/salinti/", sheets.drop, name="drop"),
]
