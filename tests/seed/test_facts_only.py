"""`manage.py seed --facts-only`: what the public sources say and nothing else."""

import pytest
from django.core.management import call_command

from editions.models import Edition
from plans.hierarchy import Kind
from plans.models import Element, Plan

pytestmark = pytest.mark.django_db


def test_facts_only_leaves_the_sample_out():
    call_command("seed", "--facts-only", verbosity=0)
    assert list(Edition.objects.order_by("number").values_list("number", "sample")) == [(1, False), (2, False)]
    plan = Plan.objects.current()
    assert not plan.holds_sample
    assert set(Element.objects.filter(plan=plan).values_list("kind", flat=True)) == {Kind.VISION, Kind.PRIORITY}


def test_the_sample_can_be_loaded_later():
    call_command("seed", "--facts-only", verbosity=0)
    call_command("seed", verbosity=0)
    assert Edition.objects.get(sample=True).number == 3
    assert Plan.objects.current().holds_sample
