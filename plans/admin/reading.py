"""What the review pages show, read in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime

from plans.changes import changes_since_acceptance, draft_codes, names_for
from plans.differences import Difference, compare_snapshots
from plans.models import Element, ElementVersion, ReviewStep, State


@dataclass(frozen=True)
class Review:
    """An element as its reviewer sees it."""

    code: str
    submission: ReviewStep | None
    difference: Difference | None


def with_review(elements: Iterable[Element], *, named: bool = False) -> list[Element]:
    """The same elements; `review_of` answers for each of them, with names of what they point at if `named`.
    Three or seven queries at any number."""
    listed = list(elements)
    codes = draft_codes(element.plan_id for element in listed)
    names = names_for(listed, codes) if named else None
    submissions = {
        step.element_id: step  # the newest wins
        for step in ReviewStep.objects.filter(element__in=listed, to_state=State.SUBMITTED)
        .select_related("by").order_by("pk")
    }  # fmt: skip
    differences = changes_since_acceptance(listed, names)
    for element in listed:
        review = Review(codes.get(element.pk, ""), submissions.get(element.pk), differences.get(element.pk))
        element.review = review  # type: ignore[attr-defined]
    return listed


def review_of(element: Element) -> Review:
    review: Review = element.review  # type: ignore[attr-defined]
    return review


def submission_text(element: Element) -> str:
    step = review_of(element).submission
    if step is None:
        return "–"
    when = date_format(localtime(step.at), "SHORT_DATETIME_FORMAT")
    return f"{step.by}, {when}" if step.by else when


def size_text(element: Element) -> str:
    difference = review_of(element).difference
    return render_to_string("plans/_difference_size.html", {"difference": difference}) if difference else "–"


@dataclass(frozen=True)
class ReviewPage:
    """One element with its difference since acceptance and with all that it holds now."""

    element: Element
    version: ElementVersion
    code: str
    difference: Difference
    whole: Difference
    steps: list[ReviewStep]

    @property
    def submission(self) -> ReviewStep | None:
        return next((step for step in self.steps if step.to_state == State.SUBMITTED), None)


def review_page(element: Element) -> ReviewPage:
    codes = draft_codes([element.plan_id])
    names = names_for([element], codes)
    version = ElementVersion.objects.select_related("by").get(pk=element.current_version_id or 0)
    return ReviewPage(
        element=element,
        version=version,
        code=codes.get(element.pk, ""),
        difference=changes_since_acceptance([element], names)[element.pk],
        whole=compare_snapshots(None, version.snapshot, names),
        steps=list(element.steps.select_related("by", "version")),
    )
