"""The council's room: documents of editions for sittings."""

from django.urls import path, re_path

from council import views

app_name = "council"
urlpatterns = [
    path("", views.edition_list, name="list"),
    path("redakcijos/<int:number>/", views.edition, name="edition"),
    path("redakcijos/<int:number>/pdf/", views.build_pdf, name="build"),
    path("redakcijos/<int:number>/archyvui/", views.build_archive, name="build_archive"),
    path("redakcijos/<int:number>/docx/", views.build_docx, name="build_docx"),
    path("redakcijos/<int:number>/palyginimas/", views.build_comparison, name="build_comparison"),
    path(
        "redakcijos/<int:number>/palyginimas/docx/",
        views.build_comparison,
        {"format": "docx"},
        name="build_comparison_docx",
    ),
    re_path(r"^failai/(?P<sha256>[0-9a-f]{64})/$", views.download, name="file"),
]
