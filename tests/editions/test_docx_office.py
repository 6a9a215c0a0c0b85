"""LibreOffice opens what the portal writes: it lays the plan out and accepts and rejects the tracked changes."""

import pytest

from plans.hierarchy import Kind
from tests.editions.comparing import compared, element
from tests.editions.docx_plan import NOTE, comparison_of, plan_of, rows
from tests.editions.papers import page_words, read
from tests.editions.test_comparison import DETAIL, indicator, money
from tests.support.office import Office

SAMPLE_MARK = "Sąlyginiai duomenys – ne tikras planas"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def pdf(office):
    return office.pdf(plan_of(rows(measures=30), sample=True))


@pytest.fixture(scope="module")
def pages(pdf):
    return page_words(pdf)


def test_the_plan_is_laid_out_with_its_words_numbers_and_notes(pages):
    text = " ".join(pages)
    for phrase in (
        "strateginis plėtros planas", "Turinys S1. Aplinkos analizė", "S1. Aplinkos analizė", "Padėtis",
        "Stiprybės", "Triukšmas „prie“ <uosto>", "KLAIPĖDA 2035 – veržli, sumani, įtrauki",
        "1.1 tikslas. Mažinti taršą", "Stotelės (30)", "SB 120 000 €", "6 000 015 €", NOTE, "Apie šį dokumentą",
    ):  # fmt: skip
        assert phrase in text


def test_every_page_says_that_the_data_are_samples_and_its_number(pages):
    assert len(pages) > 8
    for number, page in enumerate(pages, 1):
        assert SAMPLE_MARK in page
        if number > 1:
            assert f"{number} / {len(pages)}" in page


def test_measures_stand_on_landscape_pages_that_repeat_their_head(pdf, pages):
    wide = [at for at, page in enumerate(read(pdf).pages) if page.mediabox.width > page.mediabox.height]
    assert len(wide) > 2
    for at in wide:
        assert "Kodas Priemonė" in pages[at]
    assert read(pdf).pages[wide[-1] + 1].mediabox.width < 600


def edited():
    """The same plan with every kind of change: words, lists, tables, rows, moves, removals, numbers."""
    found = {uid: (uid, parent, given) for uid, parent, given in rows(vision="KLAIPĖDA 2035 – atvira, sumani, įtrauki")}
    body = found["s"][2]["body"]
    body = body.replace("gerėja", "labai gerėja").replace("<li>Vanduo</li>", "<li>Vanduo</li><li>Žemė</li>")
    body = body.replace("<td>14</td>", "<td>15</td>").replace("<p>Aplinka", "<p>Nauja pastraipa.</p><p>Aplinka")
    found["s"] = ("s", None, element(Kind.SECTION, "Aplinkos būklė", body=body))
    found["si"] = ("si", "s", element(Kind.SECTION, "Oras", body="<p>Apie orą.</p><table><tbody><tr><td>a</td></tr>"
                                      "</tbody></table><table><tbody><tr><td>b</td></tr></tbody></table>"))  # fmt: skip
    other = {"detail": DETAIL | {"year_to": 2030, "office": "Skyrius"}, "funding": money((2022, "SB", 15_000_000))}
    found["m1"] = ("m1", "t", element(Kind.MEASURE, "Stotelės (1)", indicators=[indicator("m1", "6")], **other))
    del found["m2"], found["we"]
    listed = list(found.values())
    listed.insert(6, ("n", None, element(Kind.SECTION, "Naujas skyrius", body="<ol><li>Pirma</li><li>Antra</li></ol>")))
    moved = ("m3", "t2", found["m3"][2])
    return [*(row for row in listed if row[0] != "m3"), ("t2", "g", element(Kind.TASK, "Kitas uždavinys")), moved]


def plan_words(lines):
    """From the first heading of the text to the last page."""
    begin = max(at for at, line in enumerate(lines) if line.startswith("S1. ") and "\t" not in line)
    return lines[begin : len(lines) - lines[::-1].index("Apie šį dokumentą") - 1]


@pytest.mark.parametrize(("answer", "old_is_first"), [("accept", True), ("reject", True), ("accept", False)])
def test_accepted_there_it_is_the_edition_and_rejected_its_basis(office, answer, old_is_first):
    pair = (rows(), edited()) if old_is_first else (edited(), rows())
    settled = plan_words(office.settled(comparison_of(compared(*pair)), answer))
    assert settled == plan_words(office.text(plan_of(pair[1] if answer == "accept" else pair[0])))
