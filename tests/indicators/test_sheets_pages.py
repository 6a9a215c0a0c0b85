"""Import and export as people meet them: step by step, each refusal beside its cause."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from indicators.models import ImportState, SheetExport, SheetImport
from indicators.services import sheets as services
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.services import run
from plans.models import Element, VersionKind
from plans.services.elements import Content, save_element
from tests.indicators.sheets import bring, cells_of, edited, foreign, workbook_of

pytestmark = pytest.mark.django_db
IMPORTS, EXPORT = "/rengimas/importas/", "/rengimas/eksportas/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(client, content, name="planas.xlsx"):
    return client.post(IMPORTS, {"file": SimpleUploadedFile(name, content)})


def changed_title(plan, people):
    return edited(workbook_of(plan, people.member), {("priemones", 1, "title"): "Stotelių tinklas"})


class TestExport:
    def test_a_member_takes_the_whole_draft_along_and_it_is_recorded(self, plan, tree, people, as_user):
        response = as_user(people.member).post(EXPORT, {"format": "xlsx"})
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "Priemonės" in cells_of(response.content)
        taken = SheetExport.objects.get()
        assert (taken.by, taken.format, taken.sheets, taken.group) == (people.member, "xlsx", [], "")

    def test_every_sheet_says_that_it_is_a_working_draft(self, plan, tree, people, as_user):
        plan.holds_sample = True
        plan.save()
        book = load_workbook(BytesIO(as_user(people.member).post(EXPORT, {"format": "xlsx"}).content))
        marks = {page["A1"].value for page in book.worksheets}
        assert marks == {f"Darbinė redakcija – ne viešinti. Sąlyginiai duomenys – ne tikras planas. {plan.title}"}

    def test_a_group_s_part_is_taken_alone(self, plan, tree, people, as_user):
        data = {"format": "csv", "sheets": ["tikslai"], "group": "socialine-aplinka"}
        text = as_user(people.member).post(EXPORT, data).content.decode()
        assert "Stiprinti bendruomenes" in text
        assert "Mažinti oro taršą" not in text

    def test_the_coordinator_sees_who_took_the_draft_along_others_only_themselves(self, plan, people, as_user):
        as_user(people.member).post(EXPORT, {"format": "xlsx"})
        assert people.member.full_name in as_user(people.coordinator).get(EXPORT).content.decode()
        assert "Kol kas niekas." in as_user(people.stranger).get(EXPORT).content.decode()

    def test_the_number_of_queries_does_not_grow(self, plan, tree, people, as_user, django_assert_num_queries):
        client = as_user(people.coordinator)
        SheetExport.objects.create(plan=plan, by=people.member, format="xlsx")
        client.get(EXPORT)
        with django_assert_num_queries(EXPORT_QUERIES):
            client.get(EXPORT)
        for user in (people.chair, people.consultant):
            SheetExport.objects.create(plan=plan, by=user, format="xlsx")
        with django_assert_num_queries(EXPORT_QUERIES):
            client.get(EXPORT)


EXPORT_QUERIES = 8


class TestImport:
    def test_own_headings_lead_straight_to_the_dry_run_and_nothing_is_written(self, plan, tree, people, as_user):
        client = as_user(people.member)
        response = upload(client, changed_title(plan, people))
        imported = SheetImport.objects.get()
        assert response.headers["Location"] == reverse("sheets:import", args=[imported.uid])
        page = client.get(response.headers["Location"]).content.decode()
        assert "<del>Oro kokybės stotelių įrengimas</del> → <ins>Stotelių tinklas</ins>" in page
        assert "Priemonės!E4" in page
        tree.measure.refresh_from_db()
        assert tree.measure.title == "Oro kokybės stotelių įrengimas"

    def test_what_was_shown_is_taken_over_with_its_reason(self, plan, tree, people, as_user):
        client = as_user(people.member)
        upload(client, changed_title(plan, people))
        imported = SheetImport.objects.get()
        address = reverse("sheets:apply", args=[imported.uid])
        assert client.post(address, {"reason": "Posėdžio nutarimas"}).status_code == 302
        element = Element.objects.select_related("current_version").get(pk=tree.measure.pk)
        version = element.current_version
        assert (element.title, version.kind, version.reason, version.by) == (
            "Stotelių tinklas", VersionKind.IMPORTED, "Posėdžio nutarimas", people.member
        )  # fmt: skip
        assert element.history.first().history_change_reason == "Posėdžio nutarimas"
        assert Element.objects.get(pk=tree.goal.pk).current_version.number == 1, "what is as it was has no new version"

    def test_no_reason_no_import(self, plan, tree, people, as_user):
        client = as_user(people.member)
        upload(client, changed_title(plan, people))
        imported = SheetImport.objects.get()
        assert client.post(reverse("sheets:apply", args=[imported.uid]), {"reason": " "}).status_code == 422
        imported.refresh_from_db()
        assert imported.state == ImportState.CHECKED

    def test_one_refused_row_refuses_all(self, plan, tree, people, as_user):
        client = as_user(people.member)
        changes = {("priemones", 1, "title"): "Stotelių tinklas", ("lesos", 1, "year:2022"): "daug"}
        upload(client, edited(workbook_of(plan, people.member), changes))
        imported = SheetImport.objects.get()
        response = client.post(reverse("sheets:apply", args=[imported.uid]), {"reason": "Vis tiek"})
        assert response.status_code == 422
        assert "„daug“ nėra skaičius." in response.content.decode()
        tree.measure.refresh_from_db()
        assert tree.measure.title == "Oro kokybės stotelių įrengimas"

    def test_a_draft_that_changed_since_is_checked_once_more(self, plan, tree, people, as_user):
        client = as_user(people.member)
        upload(client, changed_title(plan, people))
        imported = SheetImport.objects.get()
        tree.measure.refresh_from_db()
        save_element(
            tree.measure, Content("Kito nario pavadinimas", ""), base_version=tree.measure.text_version, by=people.chair
        )
        response = client.post(reverse("sheets:apply", args=[imported.uid]), {"reason": "Pavadinimas"})
        assert "Po patikrinimo juodraštis pasikeitė" in response.content.decode()
        client.post(reverse("sheets:check", args=[imported.uid]))
        assert client.post(reverse("sheets:apply", args=[imported.uid]), {"reason": "Vėl"}).status_code == 302

    def test_a_refusal_at_the_last_moment_writes_nothing(self, plan, tree, people, monkeypatch):
        changes = {("tikslai", 1, "title"): "Naujas tikslas", ("priemones", 1, "title"): "Nauja priemonė"}
        imported = bring(plan, edited(workbook_of(plan, people.coordinator), changes), people.coordinator)
        before = list(Element.objects.values_list("pk", "title"))
        Element.objects.filter(pk=tree.measure.pk).update(text_version=99)  # somebody is quicker
        original = services.plan_import

        def older(plan, *args, **kwargs):
            report, draft = original(plan, *args, **kwargs)
            draft.targets[str(tree.measure.uid)].standing.element.text_version = 1
            return report, draft

        monkeypatch.setattr(services, "plan_import", older)
        with pytest.raises(services.Refused, match="Priemonės, 4"):
            services.apply_import(imported, "Bandymas", by=people.coordinator)
        assert list(Element.objects.values_list("pk", "title")) == before

    def test_a_file_that_cannot_be_read_is_refused_beside_its_field(self, plan, people, as_user):
        response = upload(as_user(people.member), b"\x89PNG\x00", "a.png")
        assert response.status_code == 422
        assert "Tai ne lentelė" in response.content.decode()

    def test_twice_pressed_is_once_written(self, plan, tree, people):
        imported = bring(plan, changed_title(plan, people), people.member)
        services.apply_import(imported, "Kartą", by=people.member)
        assert services.apply_import(imported, "Kartą", by=people.member) == 1
        assert Element.objects.get(pk=tree.measure.pk).current_version.number == 2

    def test_the_file_of_somebody_else_does_not_exist(self, plan, tree, people, as_user):
        imported = bring(plan, changed_title(plan, people), people.member)
        for name in ("import", "columns"):
            assert as_user(people.coordinator).get(reverse(f"sheets:{name}", args=[imported.uid])).status_code == 404

    def test_a_long_report_is_shown_page_by_page_with_the_same_queries(
        self, plan, tree, people, as_user, django_assert_num_queries
    ):
        client = as_user(people.coordinator)
        for count in (1, 3, 60):
            rows = [["1.1.1", f"Priemonė {count}/{number}"] for number in range(count)]
            imported = bring(plan, foreign({"Priemonės": [["Uždavinys", "Pavadinimas"], *rows]}), people.coordinator)
            with django_assert_num_queries(DETAIL_QUERIES):
                page = client.get(reverse("sheets:import", args=[imported.uid])).content.decode()
            assert page.count('class="sheet-line"') == min(count, 50)


DETAIL_QUERIES = 7


class TestColumns:
    ROWS = [["Uždavinio šifras", "Veikla", "Kas daro"], ["1.1.1", "Sodinti medžius", "Miesto ūkio skyrius"]]

    @pytest.fixture
    def asked(self, plan, tree, people, as_user):
        client = as_user(people.member)
        response = upload(client, foreign({"Lapas1": self.ROWS}))
        imported = SheetImport.objects.get()
        assert response.headers["Location"] == reverse("sheets:columns", args=[imported.uid])
        return client, imported, response.headers["Location"]

    def test_foreign_headings_are_mapped_by_hand_and_kept(self, asked, tree):
        client, imported, address = asked
        page = client.get(address).content.decode()
        assert "Kas daro" in page
        first = client.post(address, {"s0-slug": "priemones", "s0-heading_row": "1"})
        assert first.headers["Location"] == address, "the sheet is known now, its columns are asked"
        assert "Miesto ūkio skyrius" in client.get(address).content.decode()
        columns = {"s0-c-0": "parent", "s0-c-1": "title", "s0-c-2": "responsible"}
        second = client.post(address, {"s0-slug": "priemones", "s0-heading_row": "1", **columns})
        assert second.headers["Location"] == reverse("sheets:import", args=[imported.uid])
        client.post(reverse("sheets:apply", args=[imported.uid]), {"reason": "Iš senojo plano"})
        made = Element.objects.select_related("detail").get(title="Sodinti medžius")
        assert (made.parent, made.detail.responsible) == (tree.task, "Miesto ūkio skyrius")

    def test_one_column_is_not_two_things(self, asked):
        client, _imported, address = asked
        client.post(address, {"s0-slug": "priemones", "s0-heading_row": "1"})
        columns = {"s0-c-0": "title", "s0-c-1": "title"}
        response = client.post(address, {"s0-slug": "priemones", "s0-heading_row": "1", **columns})
        assert response.status_code == 422
        assert "Tuo jau pažymėtas kitas šio lapo stulpelis." in response.content.decode()

    def test_a_sheet_without_what_it_needs_is_asked_for_it(self, asked):
        client, _imported, address = asked
        client.post(address, {"s0-slug": "priemones", "s0-heading_row": "1"})
        response = client.post(address, {"s0-slug": "priemones", "s0-heading_row": "1", "s0-c-0": "parent"})
        assert "reikia stulpelių: Pavadinimas" in response.content.decode()

    def test_a_file_without_any_sheet_of_the_plan_is_refused(self, asked):
        client, _imported, address = asked
        response = client.post(address, {"s0-slug": "", "s0-heading_row": "1"})
        assert "Bent vienam lapui nurodykite, kas jame yra." in response.content.decode()


class TestLarge:
    def test_many_rows_are_checked_and_taken_over_by_jobs(self, plan, tree, people, as_user, monkeypatch):
        monkeypatch.setattr(services, "DIRECT_ROWS", 1)
        monkeypatch.setattr(services, "DIRECT_WRITES", 1)
        client = as_user(people.member)
        rows = [["Uždavinys", "Pavadinimas"], ["1.1.1", "Pirma"], ["1.1.1", "Antra"]]
        upload(client, foreign({"Priemonės": rows}))
        imported = SheetImport.objects.get()
        assert imported.state == ImportState.BROUGHT
        address = reverse("sheets:columns", args=[imported.uid])
        columns = {"s0-c-0": "parent", "s0-c-1": "title"}
        client.post(address, {"s0-slug": "priemones", "s0-heading_row": "1", **columns})
        assert (
            "Portalas dirba su šiuo failu."
            in client.get(reverse("sheets:import", args=[imported.uid])).content.decode()
        )
        run(Job.objects.get(kind=services.CHECK_JOB).pk)
        client.post(reverse("sheets:apply", args=[imported.uid]), {"reason": "Didelis failas"})
        job = Job.objects.get(kind=services.APPLY_JOB)
        run(job.pk)
        imported.refresh_from_db()
        assert (imported.state, imported.written) == (ImportState.APPLIED, 2)
        assert reverse("sheets:import", args=[imported.uid]) in client.get(f"/darbai/{job.pk}/").content.decode()


def test_old_files_are_deleted_what_was_taken_over_stays_as_a_record(plan, tree, people):
    waiting = bring(plan, changed_title(plan, people), people.member)
    applied = bring(plan, changed_title(plan, people), people.member)
    services.apply_import(applied, "Įrašyta", by=people.member)
    SheetImport.objects.update(expires_at=timezone.now())
    names = [waiting.file, waiting.report, applied.file]
    assert services.drop_old_imports() == 2
    assert not any(default_storage.exists(name) for name in names)
    assert list(SheetImport.objects.values_list("reason", flat=True)) == ["Įrašyta"]


def test_the_template_explains_itself_and_offers_choices(plan, tree, people, as_user):
    response = as_user(people.member).get(f"{IMPORTS}sablonas.xlsx")
    book = load_workbook(BytesIO(response.content))
    assert book.sheetnames[0] == "Kaip pildyti"
    assert [cell.value for cell in book["Tikslai"][3]][:4] == [
        "UID (nekeisti)", "Kodas", "Aukštesnio elemento UID", "Aukštesnio elemento kodas arba pavadinimas"
    ]  # fmt: skip
    (offered,) = book["Lėšos"].data_validations.dataValidation
    assert offered.formula1 == '"SB,ES"'
    assert book["Tikslai"].row_dimensions[2].hidden
