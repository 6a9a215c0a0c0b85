"""Sittings in the council's room."""

from django.urls import path

from council.sittings.views import agenda, decisions, sittings, texts

app_name = "sittings"
urlpatterns = [
    path("", sittings.sitting_list, name="list"),
    path("naujas/", sittings.add, name="add"),
    path("tekstai/", texts.templates, name="templates"),
    path("tekstai/<kind>/", texts.template, {"item_kind": ""}, name="template_for_any"),
    path("tekstai/<kind>/<item_kind>/", texts.template, name="template"),
    path("<uuid:uid>/", sittings.sitting, name="sitting"),
    path("<uuid:uid>/keisti/", sittings.change, name="change"),
    path("<uuid:uid>/sausti/", sittings.convene, name="convene"),
    path("<uuid:uid>/ivyko/", sittings.hold, name="hold"),
    path("<uuid:uid>/skelbti/", sittings.publish, name="publish"),
    path("<uuid:uid>/nebeskelbti/", sittings.withdraw, name="withdraw"),
    path("<uuid:uid>/salinti/", sittings.drop, name="drop"),
    path("<uuid:uid>/klausimai/naujas/", agenda.add, name="add_item"),
    path("<uuid:uid>/klausimai/<int:pk>/", agenda.change, name="item"),
    path("<uuid:uid>/klausimai/<int:pk>/aukstyn/", agenda.move, {"step": -1}, name="item_up"),
    path("<uuid:uid>/klausimai/<int:pk>/zemyn/", agenda.move, {"step": 1}, name="item_down"),
    path("<uuid:uid>/klausimai/<int:pk>/salinti/", agenda.remove, name="remove_item"),
    path("<uuid:uid>/klausimai/<int:pk>/tekstai/", texts.texts, name="texts"),
    path("<uuid:uid>/klausimai/<int:pk>/sprendimas/", decisions.record, name="decide"),
]
