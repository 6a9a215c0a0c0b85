"""Indicators of a frozen edition: what is withheld, what older editions lack, and how pages and documents show it."""

import io
from decimal import Decimal

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone

from editions.models import Edition, EditionKind
from editions.reading import FrozenIndicator, FrozenNumber, FrozenObservation, load_tree
from editions.services.events import publish_edition
from editions.services.freeze import freeze_edition
from indicators.figures import figures_of
from indicators.models import Indicator
from indicators.services.observations import Entry, record_observations
from plans.hierarchy import Kind
from tests.editions.papers import detail as detail_of
from tests.editions.papers import document_of, money, node, page_words, pdf_of
from tests.support.factories import accept_all

OLD = {
    "title": "Rodiklis", "unit": "vnt.", "decimals": 0, "direction": "increase", "baseline": None, "targets": [],
    "observations": [{"period": "2020", "value": "5"}, {"period": "2021", "value": None, "status": "confidential"}],
}  # fmt: skip


def test_an_indicator_of_an_old_edition_is_read_without_what_came_later():
    read = figures_of(OLD)
    assert (read.method, read.responsible, read.source) == ("", "", "")
    assert read.observations == (
        FrozenObservation("2020", Decimal(5)), FrozenObservation("2021", None, "confidential")
    )  # fmt: skip


@pytest.fixture
def published(plan, tree, people):
    """An edition with a final, a preliminary and a confidential value of the goal's indicator."""
    indicator = Indicator.objects.get(element=tree.goal)
    entries = [
        Entry("2021", Decimal("30.5"), source="VDA"), Entry("2022", Decimal(29), "preliminary"),
        Entry("2023", None, "confidential"),
    ]  # fmt: skip
    record_observations(indicator, entries, by=people.member)
    accept_all(plan, by=people.coordinator)
    edition = freeze_edition(
        plan, kind=EditionKind.PLAN_DRAFT, title="Redakcija", document_date=timezone.localdate(), by=people.coordinator
    )
    publish_edition(edition, by=people.coordinator)
    return Edition.objects.get(pk=edition.pk)


@pytest.mark.django_db
def test_a_withheld_value_is_frozen_with_its_status(published):
    observations = load_tree(published).by_code["1.1"].indicators[0].observations
    assert [(one.period, one.value, one.status, one.source) for one in observations] == [
        ("2021", Decimal("30.5"), "final", "VDA"), ("2022", 29, "preliminary", ""), ("2023", None, "confidential", "")
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/planas/1.1/", ("konfidenciali", "išankstinė", "VDA", "pakeliui", "Skaičiai lentelėje", "")),
        ("/en/planas/1.1/", ("confidential", "preliminary", "VDA", "on the way", "Numbers in a table", "")),
    ],
)
def test_the_public_page_shows_chart_table_and_verdict(published, address, words):
    page = Client().get(address).content.decode()
    for word in words[:-1]:
        assert word in page
    assert 'class="drawing drawing--line"' in page
    assert page.count("<details") >= 1
    assert "None" not in page


@pytest.mark.django_db
def test_the_public_page_of_a_measure_shows_its_money_as_bars(published):
    page = Client().get("/planas/1.1.1.1/").content.decode()
    assert 'class="drawing drawing--bars"' in page
    assert "Lėšos pagal metus ir šaltinius, tūkst. €" in page
    assert "2022 – 120; 2023 – 80." in page.replace("\u00a0", " ")


def goal_with(*indicators):
    sums = money(*((year, source, 10_000_00 * year) for year in (2022, 2023, 2024) for source in ("SB", "ES")))
    measure = node(Kind.MEASURE, "1.1.1.1", "Priemonė", "<p>a</p>", detail=detail_of(), funding=sums)
    task = node(Kind.TASK, "1.1.1", "Uždavinys", "<p>b</p>", children=[measure], indicators=indicators[:1])
    return node(Kind.GOAL, "1.1", "Tikslas", "<p>c</p>", children=[task], indicators=indicators)


def whole(goal):
    priority = node(Kind.PRIORITY, "I", "Prioritetas", "<p>d</p>", children=[goal])
    return node(Kind.VISION, "V", "KLAIPĖDA 2035", children=[priority])


SEEN = FrozenIndicator(
    "Koncentracija", "µg/m³", 1, "decrease", "", FrozenNumber("2020", Decimal("31.5")),
    (FrozenNumber("2030", Decimal(25)),),
    (FrozenObservation("2021", Decimal("30.5")), FrozenObservation("2022", None, "confidential")),
)  # fmt: skip
BARE = FrozenIndicator("Tik vardas", "vnt.", 0, "increase", "", None, (), ())


def test_goals_have_a_chart_of_each_indicator_that_can_be_drawn():
    vision = document_of(whole(goal_with(SEEN, BARE))).parts[1].entry
    goal = vision.entries[0]
    assert [one.title for one in goal.charts] == ["Koncentracija, µg/m³"]
    assert goal.entries[0].charts == (), "a task has its numbers in the table"
    table = goal.indicators
    assert table.has_actual
    assert [row.actual.replace("\u00a0", " ") for row in table.rows] == ["konfidenciali (2022)", "–"]
    assert not document_of(whole(goal_with(BARE))).parts[1].entry.entries[0].indicators.has_actual


@pytest.fixture(scope="module")
def printed():
    return pdf_of(whole(goal_with(SEEN))).content


def test_the_pdf_shows_the_charts_with_their_numbers(printed):
    text = " ".join(page_words(printed))
    for words in ("Faktinė (metai)", "konfidenciali (2022)", "pradinė reikšmė", "kelias į siekinį", "31,5", "30,5",
                  "Lėšos pagal metus ir šaltinius, mln. €"):  # fmt: skip
        assert words in text
    assert "None" not in text


def test_every_chart_is_a_figure_with_all_its_words(printed):
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        figures = [one for one in _structure(pdf.Root.StructTreeRoot) if str(one.S) == "/Figure"]
        told = [str(one.Alt).replace("\u00a0", " ") for one in figures]
        assert all(told), "no figure without words"
        assert [one for one in sorted(told) if one.startswith(("Koncentracija", "Lėšos"))] == [
            "Koncentracija, µg/m³. Pradinė reikšmė 2020 – 31,5; faktinės reikšmės 2021 – 30,5; siekiniai 2030 – 25,0.",
            "Lėšos pagal metus ir šaltinius, mln. €. 2022 – 40,4; 2023 – 40,5; 2024 – 40,5.",
        ]


def _structure(element):
    for kid in element.get("/K", []) if isinstance(element.get("/K"), pikepdf.Array) else [element.get("/K")]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _structure(kid)
