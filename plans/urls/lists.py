"""What the coordinator keeps for the whole plan: organisations, stages, funding sources."""

from django.urls import path

from plans.views import money_grid, organisations, sources, stages

urlpatterns = [
    path("pinigai/", money_grid.money_grid, name="money_grid"),
    path("pinigai/forma/", money_grid.money_form, name="money_form"),
    path("pinigai/<uuid:uid>/", money_grid.save_cells, name="save_cells"),
    path("organizacijos/", organisations.organisations, name="organisations"),
    path("organizacijos/sujungti/", organisations.merge_organisations, name="merge_organisations"),
    path("organizacijos/<int:pk>/", organisations.organisation, name="organisation"),
    path("organizacijos/<int:pk>/taisyti/", organisations.change_organisation, name="change_organisation"),
    path("organizacijos/<int:pk>/atskirti/<int:spelling>/", organisations.split_spelling, name="split_spelling"),
    path("organizacijos/<int:pk>/pasalinti/", organisations.remove_organisation, name="remove_organisation"),
    path("etapai/", stages.stages, name="stages"),
    path("etapai/naujas/", stages.add_stage, name="add_stage"),
    path("etapai/<int:pk>/", stages.stage, name="stage"),
    path("etapai/<int:pk>/taisyti/", stages.change_stage, name="change_stage"),
    path("etapai/<int:pk>/pasalinti/", stages.remove_stage, name="remove_stage"),
    path("lesu-saltiniai/", sources.sources, name="sources"),
    path("lesu-saltiniai/naujas/", sources.add_source, name="add_source"),
    path("lesu-saltiniai/<int:pk>/", sources.change_source, name="change_source"),
    path("lesu-saltiniai/<int:pk>/vieta/", sources.shift_source, name="shift_source"),
    path("lesu-saltiniai/<int:pk>/pasalinti/", sources.remove_source, name="remove_source"),
]
