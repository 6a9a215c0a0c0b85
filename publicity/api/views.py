"""The data sets under `/api/v1/`, one view each."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.serializers import Serializer

from editions.comparison import compare_editions
from editions.reading import load_translations
from publicity.api import questions, rows, serializers
from publicity.api.answers import ListOf, OpenData, beside
from publicity.api.finding import edition_of, with_public_elements, within
from publicity.data_sets import DATA_SETS
from publicity.queries import published_editions
from publicity.queries_content import public_events, public_news
from publicity.stamps import events_stamp, news_stamp

BAD, BUSY, MISSING, REFUSED = 400, 429, 404, 422


class Root(ListOf):
    name, title = "datasets", gettext_lazy("The data sets")
    refusals = (BAD, BUSY)
    stamps = ()
    row_class = serializers.DataSetRow

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        return DATA_SETS


class Editions(ListOf):
    name, title = "editions", gettext_lazy("Published editions, the newest first")
    refusals = (BAD, BUSY)
    question_class = questions.AboutEditions
    row_class = serializers.EditionRow

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        wanted = {name: asked[name] for name in ("kind", "standing", "sample") if name in asked}
        return published_editions().filter(**wanted)


class OneEdition(OpenData):
    name, title = "edition", gettext_lazy("One edition: names, money, what happened to it")
    refusals = (BAD, MISSING, BUSY)
    row_class = serializers.EditionDetail
    is_list = False

    def answer(self, asked: dict[str, Any], **arguments: Any) -> dict[str, Any]:
        edition = edition_of(arguments["edition"])
        return beside(edition) | {"result": self.row_class(rows.EditionFacts(edition)).data}


class _OfEdition(ListOf):
    """Rows of one edition."""

    refusals: ClassVar[tuple[int, ...]] = (BAD, MISSING, BUSY)

    def answer(self, asked: dict[str, Any], **arguments: Any) -> dict[str, Any]:
        self.edition = edition_of(arguments["edition"])
        return super().answer(asked, **arguments)

    def about(self) -> dict[str, Any]:
        return beside(self.edition)


class Elements(_OfEdition):
    name, title = "elements", gettext_lazy("Elements of an edition, in the order of the document")
    question_class = questions.AboutElements
    row_class = serializers.ElementListRow

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        return rows.element_rows(self.edition, asked, load_translations(self.edition))


class OneElement(OpenData):
    name, title = "element", gettext_lazy("One element, with its money and indicators")
    refusals = (BAD, MISSING, BUSY)
    row_class = serializers.ElementDetail
    is_list = False

    def answer(self, asked: dict[str, Any], **arguments: Any) -> dict[str, Any]:
        edition = edition_of(arguments["edition"])
        row = rows.element_row(edition, str(arguments["uid"]), load_translations(edition))
        if row is None:
            raise Http404(_("Edition No. %(number)s holds no element with this uid.") % {"number": edition.number})
        return beside(edition) | {"result": self.row_class(row).data}


class Measures(_OfEdition):
    name, title = "measures", gettext_lazy("Measures of an edition")
    question_class = questions.AboutMeasures
    row_class = serializers.MeasureRow

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        return rows.measure_rows(self.edition, asked, load_translations(self.edition))


class Money(_OfEdition):
    name, title = "money", gettext_lazy("Sums by measure, year and source")
    question_class = questions.AboutMoney
    row_class = serializers.MoneyListRow

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        return rows.money_rows(self.edition, asked)


class Indicators(_OfEdition):
    name, title = "indicators", gettext_lazy("Indicators with baselines and targets")
    question_class = questions.AboutIndicators
    row_class = serializers.IndicatorListRow

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        return rows.indicator_rows(self.edition, asked)


class Observations(_OfEdition):
    name, title = "observations", gettext_lazy("Values of indicators by period")
    question_class = questions.AboutObservations
    row_class = serializers.ObservationListRow

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        return rows.observation_rows(self.edition, asked)


class Comparison(_OfEdition):
    name, title = "comparison", gettext_lazy("What differs between two editions")
    refusals = (BAD, MISSING, REFUSED, BUSY)
    question_class = questions.AboutComparison
    row_class = serializers.ChangeListRow

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        self.basis = edition_of(arguments["basis"])
        return rows.change_rows(compare_editions(self.basis, self.edition), asked)

    def about(self) -> dict[str, Any]:
        return beside(self.edition, self.basis)


class NewsList(ListOf):
    name, title = "news", gettext_lazy("Published news, the newest first")
    refusals = (BAD, BUSY)
    stamps = (news_stamp, *ListOf.stamps)
    question_class = questions.Since
    row_class: type[Serializer[Any]] = serializers.NewsRow
    day_field = "published_at"

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        return within(public_news().select_related("workgroup"), self.day_field, asked)

    def finished(self, page: list[Any]) -> list[Any]:
        return with_public_elements(page)


class EventList(NewsList):
    name, title = "events", gettext_lazy("Published events, in the order in which they begin")
    stamps = (events_stamp, *ListOf.stamps)
    question_class = questions.AboutEvents
    row_class = serializers.EventRow
    day_field = "starts_at"

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        found = public_events().select_related("workgroup").order_by("starts_at", "pk")
        found = found.filter(kind=asked["kind"]) if "kind" in asked else found
        return within(found, self.day_field, asked)


class Nowhere(OpenData):
    """Every other address under the API: its 404 is a problem like the others."""

    name, title = "nowhere", ""
    schema = None
    stamps = ()

    def asked(self, request: Any) -> dict[str, Any]:
        raise Http404
