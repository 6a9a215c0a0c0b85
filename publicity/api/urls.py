"""Addresses of the open data, under `/api/`."""

from django.urls import path, re_path, register_converter

from publicity.api import description, views


class EditionConverter:
    """The number of an edition, or the one that the page of the plan shows."""

    regex = r"current|[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(EditionConverter, "api_edition")

app_name = "api"
EDITION = "v1/editions/<api_edition:edition>/"
urlpatterns = [
    path("schema/", description.schema, name="schema"),
    path("v1/", views.Root.as_view(), name="root"),
    path("v1/editions/", views.Editions.as_view(), name="editions"),
    path(EDITION, views.OneEdition.as_view(), name="edition"),
    path(f"{EDITION}elements/", views.Elements.as_view(), name="elements"),
    path(f"{EDITION}elements/<uuid:uid>/", views.OneElement.as_view(), name="element"),
    path(f"{EDITION}measures/", views.Measures.as_view(), name="measures"),
    path(f"{EDITION}money/", views.Money.as_view(), name="money"),
    path(f"{EDITION}indicators/", views.Indicators.as_view(), name="indicators"),
    path(f"{EDITION}observations/", views.Observations.as_view(), name="observations"),
    path(f"{EDITION}comparison/<api_edition:basis>/", views.Comparison.as_view(), name="comparison"),
    path("v1/news/", views.NewsList.as_view(), name="news"),
    path("v1/events/", views.EventList.as_view(), name="events"),
    re_path(r"^[\s\S]*/\Z", views.Nowhere.as_view(), name="nowhere"),
]
