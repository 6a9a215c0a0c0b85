"""What the review pages show, read in a constant number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from plans.changes import changes_since_acceptance, draft_codes, names_for
from plans.differences import Difference, compare_snapshots
from plans.models import Element, ElementVersion, Recommendation, ReviewStep, State, Verdict
from plans.queries_review import last_submissions, recommendations_on

MESSAGE = 160  # letters of the message in the queue; all of it stands on the element's page


@dataclass(frozen=True)
class Review:
    """An element as its reviewer sees it."""

    code: str
    submission: ReviewStep | None
    difference: Difference | None
    recommendations: list[Recommendation] = field(default_factory=list)


def with_review(elements: Iterable[Element], *, named: bool = False) -> list[Element]:
    """The same elements; `review_of` answers for each of them, with names of what they point at if `named`.
    Four or eight queries at any number."""
    listed = list(elements)
    codes = draft_codes(element.plan_id for element in listed)
    names = names_for(listed, codes) if named else None
    submissions, advised = last_submissions(listed), recommendations_on(listed)
    differences = changes_since_acceptance(listed, names)
    for element in listed:
        review = Review(
            codes.get(element.pk, ""), submissions.get(element.pk), differences.get(element.pk),
            advised.get(element.pk, []),
        )  # fmt: skip
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
    who = f"{step.by}, {when}" if step.by else when
    return f"{who}: {Truncator(step.reason).chars(MESSAGE)}" if step.reason else who


def size_text(element: Element) -> str:
    difference = review_of(element).difference
    return render_to_string("plans/_difference_size.html", {"difference": difference}) if difference else "–"


def advice_text(element: Element) -> str:
    """What guests recommend on the newest version, counted; – for nothing."""
    newest = [one for one in review_of(element).recommendations if one.version_id == element.current_version_id]
    counts = Counter(one.verdict for one in newest)
    words = {
        Verdict.ACCEPT: ngettext("%(count)d to accept", "%(count)d to accept", counts[Verdict.ACCEPT]),
        Verdict.RETURN: ngettext("%(count)d to return", "%(count)d to return", counts[Verdict.RETURN]),
    }
    return ", ".join(text % {"count": counts[one]} for one, text in words.items() if counts[one]) or "–"


@dataclass(frozen=True)
class ReviewPage:
    """One element with its difference since acceptance and with all that it holds now."""

    element: Element
    version: ElementVersion
    code: str
    difference: Difference
    whole: Difference
    steps: list[ReviewStep]
    recommendations: list[Recommendation]

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
        recommendations=recommendations_on([element]).get(element.pk, []),
    )
