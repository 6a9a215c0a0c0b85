"""An item that amends the plan names the decision by which the plan was approved first."""

import datetime

import pytest

from council.documents.model import Decided
from council.models import ItemKind
from council.services.packets_contents import decision_document
from editions.models import EditionKind
from editions.services.events import record_decision
from tests.council.sittings import make_item, make_sitting
from tests.editions.support import freeze

FIRST, SECOND = datetime.date(2021, 7, 29), datetime.date(2023, 3, 30)


@pytest.fixture
def made(plan, tree, people):
    """Two editions of the plan that were decided, a draft between them, and a third that is put forward."""
    by = people.coordinator
    first = freeze(plan, by, kind=EditionKind.PLAN)
    record_decision(first, by=by, date=FIRST, number="T2-158")
    draft = freeze(plan, by, kind=EditionKind.PLAN_DRAFT)
    record_decision(draft, by=by, date=FIRST, number="T2-1")
    record_decision(freeze(plan, by, kind=EditionKind.PLAN), by=by, date=SECOND, number="T2-77")
    return freeze(plan, by, kind=EditionKind.PLAN)


def document_of(people, edition, kind):
    sitting = make_sitting(people.secretary, days=3)
    return decision_document(sitting, make_item(sitting, people.secretary, edition=edition, kind=kind))


def test_an_amendment_names_the_first_decision_on_the_plan(made, people):
    assert document_of(people, made, ItemKind.AMENDMENT).amends == Decided("T2-158", FIRST)


def test_what_is_no_amendment_names_none(made, people):
    assert document_of(people, made, ItemKind.PLAN_DRAFT).amends is None


def test_an_amendment_of_a_plan_that_was_never_approved_names_none(plan, tree, people):
    edition = freeze(plan, people.coordinator, kind=EditionKind.PLAN)
    assert document_of(people, edition, ItemKind.AMENDMENT).amends is None
