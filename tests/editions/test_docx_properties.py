"""Whatever is edited: all tracked changes accepted give the text of the edition, rejected that of its basis."""

from django.utils import translation
from hypothesis import HealthCheck, given, settings

from editions.documents.docx.building import comparison_docx, plan_docx
from tests.editions.comparing import compared, tree
from tests.editions.papers import KEY, edition_of
from tests.editions.test_comparison_properties import edited
from tests.editions.word import body_of, lines, settled

ABOUT = "Apie šį dokumentą"


def silent(percent, message=""):
    """Nobody waits."""


def comparison_of(old, new):
    with translation.override("lt"):
        comparison = compared(old, new)
        return comparison_docx(comparison, [], key=KEY, language="lt", report=silent).content


def plan_of(rows):
    with translation.override("lt"):
        return plan_docx(edition_of(), tree(rows), [], key=KEY, language="lt", report=silent).content


def plan_lines(body):
    """The text of the plan: from its first heading to the last page, past the counts of a comparison."""
    found = lines(body)
    headings = [at for at, (style, words) in enumerate(found) if style == "Heading1" and words != "Santrauka"]
    end = max(at for at in headings if found[at][1] == ABOUT)
    return found[headings[0] : end]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edited())
def test_accepted_it_is_the_edition_and_rejected_its_basis(pair):
    old, new = pair
    content = comparison_of(old, new)
    for rows, answer in ((new, "accept"), (old, "reject")):
        found = plan_lines(settled(body_of(content), answer))
        assert found == (plan_lines(body_of(plan_of(rows))) if rows else [])
