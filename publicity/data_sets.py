"""The data sets that the portal gives away: what they are called, what is in them, where they are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions.models import Edition

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "CC BY 4.0"
CURRENT = "current"  # in place of an edition's number: the one that the plan's page shows


@dataclass(frozen=True)
class DataSet:
    """`key` names the set in the catalogue and the last piece of its route; those of an edition need one."""

    key: str
    title: "StrPromise"
    text: "StrPromise"
    of_edition: bool = False

    @property
    def path(self) -> str:
        """Of its first page, of the current edition, in the active language."""
        return reverse(f"api:{self.key}", args=[CURRENT] if self.of_edition else [])

    @property
    def csv_path(self) -> str:
        return f"{self.path}?format=csv"

    @property
    def address(self) -> str:
        return with_site(self.path)

    @property
    def csv_address(self) -> str:
        return with_site(self.csv_path)


DATA_SETS: tuple[DataSet, ...] = (
    DataSet(
        "editions", gettext_lazy("Editions of the plan"),
        gettext_lazy(
            "Every published edition: number, date, digest, what happened to it, the names of groups, sources, stages."
        ),
    ),
    DataSet(
        "elements", gettext_lazy("Elements of the plan"),
        gettext_lazy(
            "Vision, priorities, goals, tasks, measures and the rest of the text, in the order of the document."
        ), True,
    ),
    DataSet(
        "measures", gettext_lazy("Measures"),
        gettext_lazy("Who answers for each measure, its years, stage, resources and money."), True,
    ),
    DataSet(
        "money", gettext_lazy("Money"), gettext_lazy("Sums in euros by measure, year and source of funding."), True
    ),
    DataSet(
        "indicators", gettext_lazy("Indicators"),
        gettext_lazy("What is measured, in which unit, the baseline and the targets."), True,
    ),
    DataSet(
        "observations", gettext_lazy("Values of indicators"),
        gettext_lazy("Baselines, targets and actual values, one row for each indicator and period."), True,
    ),
    DataSet(
        "news", gettext_lazy("News"),
        gettext_lazy("Published news with their texts and the elements of the plan they are about."),
    ),
    DataSet(
        "events", gettext_lazy("Events"), gettext_lazy("Published events: when, where, broadcasts and recordings.")
    ),
)  # fmt: skip


def absolute(name: str, *arguments: object) -> str:
    """The portal's own address of a route: never the host that somebody asked."""
    return with_site(reverse(name, args=arguments))


def with_site(path: str) -> str:
    return settings.SITE_URL + path


def notice_of(*editions: Edition) -> str | None:
    """What must be said of everything that comes from a sample."""
    return _("Sample data – not the real plan") if any(one.sample for one in editions) else None
