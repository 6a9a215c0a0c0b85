"""Packets, beside the sittings they are of."""

from django.urls import path

from council.packets import views

app_name = "packets"
urlpatterns = [
    path("<uuid:uid>/skaityti/", views.reading, name="reading"),
    path("<uuid:uid>/paketas/", views.build, name="build"),
    path("<uuid:uid>/klausimai/<int:pk>/paketas/", views.build, name="build_item"),
    path("<uuid:uid>/paketai/<int:number>/zip/", views.archive, name="archive"),
    path("<uuid:uid>/paketai/<int:number>/<int:position>/", views.file, name="file"),
]
