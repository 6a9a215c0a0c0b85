"""Addresses of indicators in the drafting room, under /rengimas/statistika/."""

from django.urls import path

from indicators.views import statistics

app_name = "indicators"

urlpatterns = [
    path("", statistics.overview, name="statistics"),
    path("<uuid:uid>/", statistics.series, name="series"),
    path("<uuid:uid>/gauti/", statistics.fetch_now, name="fetch_series"),
    path("atsakymai/<int:pk>/", statistics.decide, name="decide_fetch"),
]
