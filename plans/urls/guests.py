"""Addresses of guest reviewers, under /svecias/: the secret in them is all that a guest has."""

from django.urls import path

from plans.views import guest_pages

app_name = "guests"

urlpatterns = [
    path("<str:secret>/", guest_pages.branch, name="branch"),
    path("<str:secret>/e/<uuid:uid>/", guest_pages.element, name="element"),
    path("<str:secret>/e/<uuid:uid>/pastaba/", guest_pages.add_remark, name="add_remark"),
    path("<str:secret>/e/<uuid:uid>/pastaba/<int:pk>/atsakyti/", guest_pages.answer_remark, name="answer_remark"),
    path("<str:secret>/e/<uuid:uid>/rekomendacija/", guest_pages.recommend, name="recommend"),
    path("<str:secret>/failai/<uuid:uid>/", guest_pages.picture, name="picture"),
]
