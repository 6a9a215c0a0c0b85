"""Numbers on the page, in PDF, DOCX, XLSX, CSV and the API agree for the same edition: each is read for itself."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.test import Client
from lxml import html
from openpyxl import load_workbook

from editions.documents.context import plan_document
from editions.documents.docx.building import plan_docx
from editions.documents.render import render_plan
from editions.reading import load_tree
from klaipeda_plan.core.numbers import format_number, parse_decimal
from plans.hierarchy import Kind
from plans.services.elements import Content, add_element
from tests.editions.papers import page_words
from tests.editions.support import freeze
from tests.editions.word import plain, read

pytestmark = pytest.mark.django_db
SUMS = {
    "Pirmoji priemonė": {("SB", 2024): "1234567.89", ("ES", 2025): "0.01", ("SB", 2025): "98765432.10"},
    "Antroji priemonė": {("ES", 2024): "777", ("ES", 2030): "1000000"},
}
VALUES = {
    ("pradinė reikšmė", "2020"): "-12.345",
    ("siektina reikšmė", "2025"): "17.5",
    ("siektina reikšmė", "2030"): "40",
}


@pytest.fixture
def edition(plan, tree, people):
    """Measures with sums that no other number resembles, and a goal whose indicator has awkward values."""
    indicator = {
        "title": "Skaičių rodiklis", "unit": "t", "decimals": 3, "direction": "increase", "source": "",
        "baseline": {"period": "2020", "value": "-12.345"},
        "targets": [{"period": "2025", "value": "17.5"}, {"period": "2030", "value": "40"}],
    }  # fmt: skip
    goal = add_element(
        plan, Kind.GOAL, tree.priority, Content("Skaičių tikslas", "", parts={"indicators": [indicator]}),
        by=people.coordinator,
    )  # fmt: skip
    task = add_element(plan, Kind.TASK, goal, Content("Skaičių uždavinys", ""), by=people.coordinator)
    for title, sums in SUMS.items():
        funding = {(year, source): Decimal(amount) for (source, year), amount in sums.items()}
        detail = {"responsible": "savivaldybės administracija", "year_from": 2024, "year_to": 2030}
        content = Content(title, "", detail=detail, funding=funding)
        add_element(plan, Kind.MEASURE, task, content, by=people.coordinator)
    return freeze(plan, people.coordinator, publish=True, despite="Bandymas")


def decimals(sums):
    return {key: Decimal(amount) for key, amount in sums.items()}


def from_workbook(edition):
    """({title: {(source, year): sum}}, {(kind, period): value}) of the workbook."""
    content = Client().get(f"/redakcijos/{edition.number}/planas.xlsx").content
    book = load_workbook(io.BytesIO(content))
    return collected(*([list(row) for row in book[name].iter_rows(values_only=True)][2:]
                       for name in ("Lėšos", "Rodiklių reikšmės")))  # fmt: skip


def from_csv(edition):
    tables = []
    for slug in ("lesos", "reiksmes"):
        text = Client().get(f"/redakcijos/{edition.number}/{slug}.csv").content.decode("utf-8-sig")
        tables.append(list(csv.reader(io.StringIO(text), delimiter=";"))[1:])
    return collected(*tables)


def collected(money, values):
    sums, head = {}, money[0]
    for row in money[1:]:
        by_year = {(row[3], int(year)): number(row[head.index(year)]) for year in head if str(year).isdigit()}
        sums.setdefault(row[2], {}).update({key: amount for key, amount in by_year.items() if amount is not None})
    return sums, {(row[3], row[4]): number(row[5]) for row in values[1:] if row[2] == "Skaičių rodiklis"}


def number(cell):
    if cell in (None, ""):
        return None
    return parse_decimal(cell) if isinstance(cell, str) else Decimal(format(cell, ".15g"))


def from_page(edition, node):
    """{(source, year): sum} of the money table on the page of a measure, and its total."""
    page = html.fromstring(Client().get(f"/redakcijos/{edition.number}/{node.code}/").content)
    (table,) = page.xpath("//table[contains(@class, 'money')]")
    years = [int(cell.text_content()) for cell in table.xpath(".//thead//th")[1:-1]]
    codes = {"Savivaldybės biudžetas": "SB", "Europos Sąjungos lėšos": "ES"}
    found = {}
    for row in table.xpath(".//tbody/tr"):
        source = codes[row.xpath("./th")[0].text_content().strip()]
        for year, cell in zip(years, row.xpath("./td"), strict=False):
            if any(sign.isdigit() for sign in cell.text_content()):
                found[source, year] = euros(cell.text_content())
    return found, euros(table.xpath(".//tfoot//td")[-1].text_content())


def euros(text):
    return parse_decimal(text.replace("€", ""))


ROLES = {"baseline": "pradinė reikšmė", "target": "siektina reikšmė"}


def from_api(edition, format):
    """The same as of the workbook, asked for in pages of two rows."""
    sums = {}
    for row in pages_of(edition, "money/", format):
        sums.setdefault(row["title"], {})[row["source"], int(row["year"])] = Decimal(row["amount"])
    rows = [row for row in pages_of(edition, "observations/", format) if row["indicator"] == "Skaičių rodiklis"]
    return sums, {(ROLES[row["role"]], row["period"]): Decimal(row["value"]) for row in rows}


def pages_of(edition, name, format):
    offset, rows = 0, None
    while rows is None or rows:
        asked = {"limit": 2, "offset": offset}
        rows = ask(edition, name, asked)["results"] if format == "json" else table(edition, name, asked)
        yield from rows
        offset += 2


def ask(edition, name, asked=None):
    return Client().get(f"/api/v1/editions/{edition.number}/{name}", asked).json()


def table(edition, name, asked):
    answer = Client().get(f"/api/v1/editions/{edition.number}/{name}", asked | {"format": "csv"})
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_sums_and_values_are_the_same_wherever_they_are_read(edition):
    tree = load_tree(edition)
    sums, values = from_workbook(edition)
    assert {title: sums[title] for title in SUMS} == {title: decimals(one) for title, one in SUMS.items()}
    assert values == decimals(VALUES)
    assert from_csv(edition) == (sums, values)
    assert from_api(edition, "json") == from_api(edition, "csv") == (sums, values)
    assert sum(sum(one.values()) for one in sums.values()) * 100 == tree.total
    assert Decimal(ask(edition, "")["result"]["total"]) * 100 == tree.total
    on_pages(edition, tree, sums, values)
    in_pdf(edition, tree, sums, values)
    in_docx(edition, tree, sums, values)


def on_pages(edition, tree, sums, values):
    measures = {node.title: node for node in tree.walk() if node.kind == Kind.MEASURE}
    for title in SUMS:
        assert from_page(edition, measures[title]) == (sums[title], sum(sums[title].values()))
    goal = next(node for node in tree.walk() if node.title == "Skaičių tikslas")
    page = words(Client().get(f"/redakcijos/{edition.number}/{goal.code}/").content.decode())
    for value in values.values():
        assert format_number(value, 3).replace("\u00a0", " ") in page


def in_pdf(edition, tree, sums, values):
    paper = " ".join(page_words(pdf(edition, tree)))
    for value in values.values():
        assert format_number(value, 3).replace("\u00a0", " ") in paper
    for title, one in sums.items():
        assert shown(sum(one.values())) in paper, f"the sum of {title}"


def in_docx(edition, tree, sums, values):
    """Its tables, cell by cell."""
    events = list(edition.events.order_by("pk"))
    made = plan_docx(edition, tree, events, key="0" * 64, language="lt", report=lambda *_args: None)
    rows = [[plain(cell.text) for cell in row.cells] for table in read(made.content).tables for row in table.rows]
    for title in SUMS:
        one = sums[title]
        (row,) = (row for row in rows if len(row) == 8 and row[1].startswith(title))
        assert row[4] == f"{shown(sum(one.values()))} €"
        by_source = {source: sum(sum_ for (code, _year), sum_ in one.items() if code == source) for source, _ in one}
        assert sorted(re.findall(r"(SB|ES) ([\d ,]+) €", row[5])) == sorted(
            (source, shown(amount)) for source, amount in by_source.items()
        )
    (indicator,) = (row for row in rows if row[0].startswith("Skaičių rodiklis"))
    expected = [format_number(value, 3).replace("\u00a0", " ") for value in values.values()]
    assert indicator[2:5] == [f"{expected[0]} (2020)", *expected[1:]]
    assert euros(rows_of_years(rows)[-1][-1]) * 100 == tree.total


def pdf(edition, tree):
    document = plan_document(edition, tree, list(edition.events.order_by("pk")), language="lt")
    return render_plan(document, key="0" * 64, expected_pages=20, report=lambda *_args: None).content


def shown(amount):
    """As documents write sums: cents only where there are any."""
    return format_number(amount, 0 if amount == amount.to_integral_value() else 2).replace("\u00a0", " ")


def words(page):
    return re.sub(r"\s+", " ", html.fromstring(page).text_content().replace("\u00a0", " "))


def rows_of_years(rows):
    """The rows of the annex by year, with the one of all."""
    begin = next(at for at, row in enumerate(rows) if row[0] == "Metai")
    end = next(at for at, row in enumerate(rows) if at > begin and row[0] == "Iš viso")
    return rows[begin : end + 1]
