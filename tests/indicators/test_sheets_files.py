"""Files of every kind: read in bounded memory, or refused with a reason; nothing in them is ever executed."""

import csv
import io
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from indicators.services.sheets import export_draft
from indicators.sheets.layout import BY_SLUG
from indicators.sheets.matching import match_sheets
from indicators.sheets.opening import MOST_BYTES, open_upload
from indicators.sheets.raw import MOST_ROWS, UnreadableFile
from indicators.sheets.separated import neutral, restored
from plans.services.elements import Content, save_element
from tests.indicators.sheets import bring_and_apply, foreign, saved, workbook_of

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"]
MOST_MEMORY = 64 * 1024 * 1024


def why(content, name="planas.xlsx"):
    with pytest.raises(UnreadableFile) as refusal:
        open_upload(content, name)
    return str(refusal.value)


def with_part(name, content=b"x"):
    """A small workbook with one more part in it."""
    buffer = io.BytesIO(foreign({"Tikslai": [["Pavadinimas"], ["T"]]}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(name, content)
    return buffer.getvalue()


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as folder:
        for name, content in parts.items():
            folder.writestr(name, content)
    return buffer.getvalue()


class TestRefused:
    def test_a_picture(self):
        assert "Tai ne lentelė" in why(b"\x89PNG\r\n\x1a\n\x00\x00")

    def test_an_empty_file(self):
        assert why(b" \n") == "Failas tuščias."

    def test_another_zip(self):
        assert "Tai ne lentelė" in why(zipped({"laiskas.docx": b"x"}))

    def test_an_old_workbook(self):
        assert ".xls" in why(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))

    def test_a_cut_off_workbook(self):
        assert "sugadintas" in why(foreign({"Tikslai": [["Pavadinimas"], ["T"]]})[:-300])

    def test_a_workbook_whose_parts_are_damaged(self):
        assert "sugadintas" in why(zipped({"[Content_Types].xml": b"<a", "xl/workbook.xml": b"<b"}))

    def test_macros(self):
        assert "makrokomandų" in why(with_part("xl/vbaProject.bin"))

    def test_a_zip_bomb(self):
        assert "per didelis" in why(with_part("xl/media/a.bin", bytes(30 * 1024 * 1024)))

    def test_a_bomb_that_lies_about_its_size(self):
        """What is unpacked is never more than what the file says of itself."""
        bomb = zipped({"priemones.csv": b"a;b\r\n" * 200_000})
        lying = bomb.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
        assert "sugadintas" in why(lying)

    def test_entities(self):
        sheet = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
        assert "esybes" in why(with_part("xl/extra.xml", sheet))

    def test_twenty_megabytes(self):
        assert "10 MB" in why(b"a;b\r\n" * (4 * 1024 * 1024))
        assert MOST_BYTES < 4 * 1024 * 1024 * 5

    def test_letters_of_no_alphabet(self):
        assert "UTF-8" in why(b"Pavadinimas\r\n\x81\x83\x88", "a.csv")

    def test_too_many_columns(self):
        assert "120" in why((";".join("a" * 200) + "\r\n").encode(), "a.csv")

    def test_a_cell_without_an_end(self):
        assert "kabutės" in why(b'"' + b"a" * 200_000, "a.csv")


class TestRead:
    def test_links_to_other_files_are_not_followed(self):
        part = b'<externalLink xmlns="x"><externalBook href="http://example.invalid/a.xlsx"/></externalLink>'
        sheets = open_upload(with_part("xl/externalLinks/externalLink1.xml", part), "a.xlsx")
        assert [sheet.name for sheet in sheets] == ["Tikslai"]

    def test_hidden_sheets_are_left_out(self):
        book = load_workbook(io.BytesIO(foreign({"Tikslai": [["Pavadinimas"]], "Slaptas": [["x"]]})))
        book["Slaptas"].sheet_state = "hidden"
        assert [sheet.name for sheet in open_upload(saved(book), "a.xlsx")] == ["Tikslai"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257", "utf-16"])
    @pytest.mark.parametrize("sign", [";", ",", "\t"])
    def test_csv_in_the_letters_and_signs_of_the_country(self, encoding, sign):
        text = f"Pavadinimas{sign}Aprašymas\r\nŽaliosios erdvės{sign}„ąčęėįšųū“\r\n"
        (sheet,) = open_upload(text.encode(encoding), "tikslai.csv")
        assert [cell.value for cell in sheet.rows[1].cells.values()] == ["Žaliosios erdvės", "„ąčęėįšųū“"]

    def test_fifty_thousand_rows_are_refused_in_bounded_memory(self):
        book = Workbook(write_only=True)
        page = book.create_sheet("Priemonės")
        page.append(["Uždavinys", "Pavadinimas"])
        for number in range(50_000):
            page.append(["1.1.1", f"Priemonė {number}"])
        content = saved(book)
        tracemalloc.start()
        reason = why(content)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert "20\u00a0000" in reason
        assert peak < MOST_MEMORY, f"{peak // 1024 // 1024} MB"

    def test_a_row_far_below_costs_nothing(self):
        book = Workbook()
        book.active["A1"], book.active["A1048576"] = "Pavadinimas", "toli"
        (sheet,) = open_upload(saved(book), "a.xlsx")
        assert [row.number for row in sheet.rows] == [1, 1_048_576]

    def test_as_many_rows_as_fit_are_read(self):
        lines = "\r\n".join(f"1.1.1;P {number}" for number in range(MOST_ROWS - 1))
        (sheet,) = open_upload(f"Uždavinys;Pavadinimas\r\n{lines}".encode(), "priemones.csv")
        assert len(sheet.rows) == MOST_ROWS


class TestHeadings:
    def test_words_of_others_are_understood(self):
        rows = [
            ["Priemonių planas"], [],
            ["Eil. Nr.", "Uždavinys", "Priemonės pavadinimas", "Atsakingas vykdytojas", "Pradžia", "Pabaiga"],
            ["1", "1.1.1", "Sodinti medžius", "Miesto ūkio skyrius", 2022, 2024],
        ]  # fmt: skip
        (match,) = match_sheets(open_upload(foreign({"Priemonės": rows}), "a.xlsx"))
        assert (match.slug, match.heading_row) == ("priemones", 3)
        assert match.columns == {0: "code", 1: "parent", 2: "title", 3: "responsible", 4: "year_from", 5: "year_to"}

    def test_years_over_sums_are_years(self):
        rows = [["Priemonė", "Šaltinis", "2024 m.", "2025 m., Eur"], ["1.1.1.1", "SB", 1, 2]]
        (match,) = match_sheets(open_upload(foreign({"Lėšos": rows}), "a.xlsx"))
        assert match.columns[2] == "year:2024"

    def test_levels_with_the_same_columns_are_not_guessed_by_heart(self):
        (match,) = match_sheets(open_upload(foreign({"Lapas1": [["Pavadinimas", "Tekstas"], ["a", "b"]]}), "a.xlsx"))
        assert not match.is_sure

    @pytest.mark.django_db
    def test_headings_may_be_renamed_and_columns_moved(self, plan, tree, people, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        book = load_workbook(io.BytesIO(workbook_of(plan, people.coordinator)))
        page = book[BY_SLUG["priemones"].title]
        page.title = "Mano lapas"
        page["E3"], page["E4"] = "Kaip vadinasi", "Stotelių tinklas"
        page.insert_cols(3)
        bring_and_apply(plan, saved(book), people.coordinator)
        tree.measure.refresh_from_db()
        assert tree.measure.title == "Stotelių tinklas"


@pytest.mark.django_db
class TestFormulas:
    @pytest.fixture(autouse=True)
    def _media(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    @pytest.fixture(params=FORMULAS)
    def formula(self, request, tree, people):
        tree.measure.refresh_from_db()
        content = Content(tree.measure.title, "", detail={"expected_result": f"{request.param} tekstas"})
        save_element(tree.measure, content, base_version=tree.measure.text_version, by=people.coordinator)
        return f"{request.param} tekstas".strip()

    def test_it_is_a_plain_text_in_a_workbook(self, formula, plan, people):
        page = load_workbook(io.BytesIO(workbook_of(plan, people.coordinator)))["Priemonės"]
        cell = page["M4"]
        assert (cell.value, cell.data_type) == (formula, "s")
        assert cell.quotePrefix == formula.startswith(("=", "+", "-", "@"))

    def test_it_is_neutral_in_a_csv_and_comes_back_as_it_was(self, formula, plan, tree, people):
        made = export_draft(plan, by=people.coordinator, format="csv", slugs=["priemones"])
        text = made.content.decode("utf-8-sig")
        fields = list(csv.reader(io.StringIO(text), delimiter=";"))[2]
        assert not any(field.startswith(("=", "+", "-", "@", "\t", "\r")) for field in fields)
        imported = bring_and_apply(plan, made.content, people.coordinator, name=made.name)
        assert imported.counts == {"unchanged": 1}


@pytest.mark.parametrize("text", [*FORMULAS, "'", "''=", "paprastas", "#REF!", "'paprastas", ""])
def test_neutralising_loses_nothing(text):
    assert restored(neutral(text)) == text


@pytest.mark.django_db
def test_a_csv_is_as_a_lithuanian_spreadsheet_opens_it(plan, tree, people):
    made = export_draft(plan, by=people.coordinator, format="csv", slugs=["lesos"])
    text = made.content.decode("utf-8")
    assert text.startswith("\ufeffDarbinė redakcija – ne viešinti")
    assert "80000,5" in text
    assert text.split("\r\n")[1].startswith("Priemonės UID;")


@pytest.mark.django_db
def test_the_whole_plan_as_csv_comes_back_as_a_zip(plan, tree, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = export_draft(plan, by=people.coordinator, format="csv")
    assert sorted(zipfile.ZipFile(io.BytesIO(made.content)).namelist()) == sorted(f"{slug}.csv" for slug in BY_SLUG)
    imported = bring_and_apply(plan, made.content, people.coordinator, name=made.name)
    assert set(imported.counts) == {"unchanged"}
