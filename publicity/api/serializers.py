"""The shape of each row: one line for each column, in the order in which CSV has them."""

from typing import Any

from rest_framework import serializers

from editions.models import Edition, EditionEvent, EventKind
from publicity.addresses import in_edition, permanent
from publicity.api.fields import Euros, Exact
from publicity.api.rows import ElementRow
from publicity.data_sets import absolute, notice_of, with_site
from publicity.models import Event, News

Text = serializers.CharField
Row = serializers.Serializer[Any]


class Reference(Row):
    """Which edition the rows are of."""

    number = serializers.IntegerField()
    title = Text()
    digest = Text()
    sample = serializers.BooleanField()
    address = serializers.SerializerMethodField()

    def get_address(self, edition: Edition) -> str:
        return absolute("publicity:edition", edition.number)


class DataSetRow(Row):
    name = Text(source="key")
    title = Text()
    description = Text(source="text")
    address = Text()
    csv_address = Text()


class EditionRow(Reference):
    kind = Text()
    kind_name = Text(source="get_kind_display")
    standing = Text(allow_null=True)
    document_date = serializers.DateField()
    frozen_at = serializers.DateTimeField()
    plan = serializers.SlugField(source="plan.slug")
    note = Text()
    notice = serializers.SerializerMethodField()

    def get_notice(self, edition: Edition) -> str | None:
        return notice_of(edition)


class HappenedRow(Row):
    """Why an edition was withdrawn once stays in the workspace."""

    kind = Text()
    date = serializers.DateField()
    decision_number = Text()
    register_code = Text()
    link = Text()
    note = serializers.SerializerMethodField()

    def get_note(self, event: EditionEvent) -> str:
        return "" if event.kind == EventKind.WITHDRAWN else event.note


class Named(Row):
    code = Text()
    name = Text()


class KindCount(Row):
    kind = Text()
    count = serializers.IntegerField()


class EditionDetail(Row):
    """`total` is all money of the edition in euros."""

    edition = EditionRow()
    total = Euros()
    counts = KindCount(many=True)
    groups = Named(many=True)
    sources = Named(many=True)
    stages = Named(many=True)
    events = HappenedRow(many=True)


class MoneyOfElement(Row):
    year = serializers.IntegerField(source="sum.year")
    source = Text(source="sum.source")  # type: ignore[assignment]
    source_name = Text()
    amount = Euros(source="sum.cents")


class AmountRow(Row):
    period = Text()
    value = Exact()


class IndicatorOfElement(Row):
    """`number` counts the indicators of one element; `uid` is the same in every edition."""

    uid = serializers.UUIDField(allow_null=True)
    number = serializers.IntegerField()
    title = Text(source="figures.title")
    unit = Text(source="figures.unit")
    decimals = serializers.IntegerField(source="figures.decimals")
    direction = Text(source="figures.direction")
    source = Text(source="figures.source")  # type: ignore[assignment]
    method = Text(source="figures.method")
    responsible = Text(source="figures.responsible")
    baseline = AmountRow(source="figures.baseline", allow_null=True)
    targets = AmountRow(source="figures.targets", many=True)


class Element(Row):
    """`permanent_address` is for ever; `address` is this edition's."""

    uid = serializers.UUIDField(source="node.uid")
    code = Text(source="node.code")
    title = Text(source="node.title")
    title_en = Text(source="english.title")
    address = serializers.SerializerMethodField()
    permanent_address = serializers.SerializerMethodField()

    def get_address(self, row: ElementRow) -> str:
        return with_site(in_edition(row.edition).of(row.node))

    def get_permanent_address(self, row: ElementRow) -> str:
        return with_site(permanent(row.node.short_uid))


class ElementListRow(Element):
    """`total` is the money in euros of the element and all under it; `body` is HTML."""

    kind = Text(source="node.kind")
    kind_name = Text()
    parent = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]
    depth = serializers.IntegerField(source="node.depth")
    group = Text(source="node.workgroup", allow_null=True)
    group_name = Text()
    is_horizontal = serializers.BooleanField(source="node.is_horizontal")
    total = Euros(source="node.total")
    body = Text(source="node.body")
    summary_en = Text(source="english.summary")
    translation_is_stale = serializers.BooleanField(source="english.is_stale")


class ElementDetail(ElementListRow):
    money = MoneyOfElement(many=True)
    indicators = IndicatorOfElement(many=True)


class MeasureRow(Element):
    """`goal` and `task` are codes; `people`, `premises` and `land` are quantities, `total` is in euros."""

    goal = Text(source="goal_code")
    task = Text(source="task_code")
    group = Text(source="node.workgroup", allow_null=True)
    group_name = Text()
    responsible = Text(source="detail.responsible")
    office = Text(source="detail.office")
    partners = Text(source="detail.partners")
    year_from = serializers.IntegerField(source="detail.year_from", allow_null=True)
    year_to = serializers.IntegerField(source="detail.year_to", allow_null=True)
    stage = Text(source="detail.stage")
    stage_name = Text()
    expected_result = Text(source="detail.expected_result")
    people = Text(source="detail.people")
    premises = Text(source="detail.premises")
    land = Text(source="detail.land")
    other_resources = Text(source="detail.other_resources")
    total = Euros(source="node.total")


class MoneyListRow(Row):
    """Euros of one element in one year from one source."""

    element = serializers.UUIDField(source="node.uid")
    code = Text(source="node.code")
    title = Text(source="node.title")
    group = Text(source="node.workgroup", allow_null=True)
    year = serializers.IntegerField(source="sum.year")
    source = Text(source="sum.source")  # type: ignore[assignment]
    source_name = Text()
    amount = Euros(source="sum.cents")


class IndicatorListRow(IndicatorOfElement):
    """An indicator of an element; `uid` is the same in every edition."""

    element = serializers.UUIDField(source="node.uid")
    code = Text(source="node.code")
    kind = Text(source="node.kind")
    group = Text(source="node.workgroup", allow_null=True)


class ObservationListRow(Row):
    """`role` is baseline, target or actual. An actual value may be missing: then `status` says why."""

    element = serializers.UUIDField(source="indicator.node.uid")
    code = Text(source="indicator.node.code")
    indicator_uid = serializers.UUIDField(source="indicator.uid", allow_null=True)
    number = serializers.IntegerField(source="indicator.number")
    indicator = Text(source="indicator.figures.title")
    unit = Text(source="indicator.figures.unit")
    role = Text()
    period = Text()
    value = Exact(allow_null=True)
    status = Text()
    source = Text()  # type: ignore[assignment]
    note = Text()


class SideRow(Row):
    code = Text(allow_null=True)
    title = Text(allow_null=True)
    body = Text(allow_null=True)
    amount = Euros(allow_null=True)


class ChangeListRow(Row):
    """One element that differs: how, and what it was and is. `reasons` are those that are public."""

    uid = serializers.UUIDField(source="entry.uid")
    kind = Text(source="entry.kind")
    group = Text(source="entry.area")
    sorts = serializers.ListField(child=Text())
    words = serializers.ListField(child=Text())
    old = SideRow()
    new = SideRow()
    reasons = serializers.ListField(child=Text())


class PublicationRow(Row):
    uid = serializers.UUIDField()
    title = Text()
    title_en = Text()
    summary = Text()
    summary_en = Text()
    body = Text()
    body_en = Text()
    group = Text(source="workgroup.slug", allow_null=True, default=None)
    elements = serializers.ListField(child=serializers.UUIDField(), source="public_elements")
    published_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class NewsRow(PublicationRow):
    address = serializers.SerializerMethodField()

    def get_address(self, item: News) -> str:
        return absolute("publicity:news", item.slug)


class EventRow(PublicationRow):
    """With `whole_day` only the days of both moments are known."""

    kind = Text()
    kind_name = Text(source="get_kind_display")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    whole_day = serializers.BooleanField()
    place = Text()
    place_en = Text()
    map_url = Text()
    broadcast_url = Text()
    recording_url = Text()
    captions_url = Text()
    is_cancelled = serializers.BooleanField()
    address = serializers.SerializerMethodField()

    def get_address(self, item: Event) -> str:
        return absolute("publicity:event", item.slug)
