"""Sittings as everybody reads them."""

from django.urls import path

from council.sittings.views import public

app_name = "public_sittings"
urlpatterns = [
    path("", public.sitting_list, name="list"),
    path("<uuid:uid>/", public.sitting, name="sitting"),
]
