"""Long work that somebody waits for."""

from django.urls import path

from klaipeda_plan.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/busena.json", views.status, name="status"),
    path("<int:pk>/atsaukti/", views.cancel, name="cancel"),
]
