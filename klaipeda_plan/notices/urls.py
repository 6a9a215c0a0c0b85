"""Notices to a person, under /pranesimai/."""

from django.urls import path

from klaipeda_plan.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("naujos.json", views.unread, name="unread"),
    path("perskaityta/", views.read_all, name="read_all"),
    path("nustatymai/", views.preferences, name="preferences"),
    path("nustatymai/tik-portale/", views.only_portal, name="only_portal"),
    path("atsisakyti/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
