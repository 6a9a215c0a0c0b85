"""Editions and a process for the public pages."""

import datetime
import uuid

import pytest

from editions import reading
from klaipeda_plan.core.canonical import digest_of
from plans.hierarchy import Kind
from publicity.models import Milestone, ProcessPart
from tests.editions.support import freeze, write


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    """Trees of earlier tests' editions are forgotten."""
    reading._tree.cache_clear()


@pytest.fixture
def edition(plan, tree, people):
    """The small plan, published: `/planas/` shows it."""
    return freeze(plan, people.coordinator, title="Paskelbta redakcija", publish=True)


@pytest.fixture
def process(plan):
    """Two parts; a milestone with both dates, one planned by its month, one that nobody published."""
    preparation = ProcessPart.objects.create(
        plan=plan, key="preparation", title="Plano rengimas", products="tyrimai\nkoncepcija"
    )
    council = ProcessPart.objects.create(plan=plan, key="council", title="Tarybos posėdžiai", position=1)
    Milestone.objects.create(
        part=preparation, title="Koncepcijos projektas", is_published=True,
        planned_date=datetime.date(2020, 6, 1), actual_date=datetime.date(2020, 7, 15),
    )  # fmt: skip
    Milestone.objects.create(
        part=council, title="Plano tvirtinimas", is_published=True, month_only=True,
        planned_date=datetime.date(2020, 12, 1),
    )  # fmt: skip
    Milestone.objects.create(part=council, title="Slapta gairė", actual_date=datetime.date(2021, 1, 1))
    return preparation, council


@pytest.fixture
def make_edition(plan, people):
    """`make_edition(n)`: a published edition with one goal, n tasks under it and n measures under each."""

    def make(size, **fields):
        vision, priority, goal = (uid_of(name) for name in ("vision", "priority", "goal"))
        rows = [
            (vision, None, "00001", Kind.VISION, "Vizija", {}),
            (priority, vision, "0000100001", Kind.PRIORITY, "Prioritetas", {}),
            (goal, priority, "000010000100001", Kind.GOAL, "Tikslas", {"workgroup": "aplinkos-apsauga"}),
        ]
        for task in range(1, size + 1):
            path = f"000010000100001{task:05d}"
            rows.append((uid_of("task", task), goal, path, Kind.TASK, f"Uždavinys {task}", {}))
            for number in range(1, size + 1):
                money = {"funding": [{"year": 2022, "source": "SB", "cents": 100}]}
                uid = uid_of("measure", task, number)
                rows.append((uid, uid_of("task", task), f"{path}{number:05d}", Kind.MEASURE, "Priemonė", money))
        return write(plan, people.coordinator, rows, **fields)

    return make


def uid_of(*parts):
    return uuid.UUID(digest_of("/".join(map(str, parts)))[:32])
