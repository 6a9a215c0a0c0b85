"""The room of editions in the workspace: what is frozen, freezing, and what happens to an edition later."""

from django.urls import path

from editions import views

app_name = "editions"
urlpatterns = [
    path("", views.edition_list, name="list"),
    path("sudaryti/", views.freeze, name="freeze"),
    path("<int:number>/", views.detail, name="detail"),
    path("<int:number>/turinys/", views.contents, name="contents"),
    path("<int:number>/palyginti/", views.choose_basis, name="choose_basis"),
    path("<int:number>/palyginti/<int:basis>/", views.comparison, name="comparison"),
    path("<int:number>/paskelbti/", views.publish, name="publish"),
    path("<int:number>/atsaukti/", views.withdraw, name="withdraw"),
    path("<int:number>/svarstyti/", views.consider, name="consider"),
    path("<int:number>/sprendimas/", views.decide, name="decide"),
    path("<int:number>/vertimai/", views.translations, name="translations"),
    path("<int:number>/isigaliojimas/", views.put_in_force, name="in_force"),
]
