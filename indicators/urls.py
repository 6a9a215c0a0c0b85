"""Addresses of indicators in the drafting room, under /rengimas/."""

from django.urls import path

from indicators.views import dashboards, observations, statistics

app_name = "indicators"

urlpatterns = [
    path("rodikliai/", observations.indicators, name="indicators"),
    path("rodikliai/<uuid:uid>/", observations.indicator, name="indicator"),
    path("rodikliai/<uuid:uid>/reiksmes/", observations.observations, name="observations"),
    path("suvestine/", dashboards.dashboard, name="dashboard"),
    path("suvestine/lesos/", dashboards.money_list, name="dashboard_money"),
    path("suvestine/rodikliai/", dashboards.evaluated, name="dashboard_indicators"),
    path("suvestine/truksta/<slug:key>/", dashboards.lacking, name="dashboard_lacking"),
    path("statistika/", statistics.overview, name="statistics"),
    path("statistika/<uuid:uid>/", statistics.series, name="series"),
    path("statistika/<uuid:uid>/gauti/", statistics.fetch_now, name="fetch_series"),
    path("statistika/atsakymai/<int:pk>/", statistics.decide, name="decide_fetch"),
]
