"""Office, stage, expected result and resources of measures in an edition: frozen, printed, published."""

import datetime
import json
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from editions.documents.render import plan_html
from editions.models import EditionKind
from editions.reading import FrozenDetail, load_tree
from editions.services.events import publish_edition
from editions.services.freeze import freeze_edition
from plans.hierarchy import Kind
from plans.models import Element, Stage
from plans.services.elements import Content, save_element
from plans.services.stages import StageFacts, add_stage, change_stage
from tests.editions.papers import META, document_of, node
from tests.support.factories import accept_all

WRITTEN = {
    "office": "Aplinkos kokybės skyriaus vedėjas", "stage": "I", "expected_result": "Veikia 12 stotelių",
    "other_resources": "Savivaldybės sklypai", "people": Decimal("2.5"), "land": Decimal("0.035"),
}  # fmt: skip


@pytest.fixture
def edition(plan, tree, people):
    facts = StageFacts("Pirmasis etapas", 2021, 2024, "First stage")
    add_stage(plan, facts, by=people.coordinator)
    found = Element.objects.select_related("plan").get(pk=tree.measure.pk)
    save_element(
        found, Content(found.title, found.body, detail=WRITTEN), base_version=found.text_version, by=people.member
    )
    accept_all(plan, by=people.coordinator)
    made = freeze_edition(
        plan, kind=EditionKind.PLAN_DRAFT, title="Projektas", document_date=datetime.date(2026, 11, 22),
        by=people.coordinator,
    )  # fmt: skip
    publish_edition(made, by=people.coordinator)
    return made


def measure_of(edition):
    return load_tree(edition).by_code["1.1.1.1"]


def test_an_edition_holds_what_the_measure_says_and_the_stages_themselves(edition):
    detail = measure_of(edition).detail
    assert (detail.office, detail.stage, detail.expected_result) == (
        "Aplinkos kokybės skyriaus vedėjas", "I", "Veikia 12 stotelių",
    )  # fmt: skip
    assert detail.resources == [("Žmonės, etatai", "2,5"), ("Žemė", "0,035\xa0ha")]
    assert edition.meta["stages"] == [
        {"code": "I", "name": "Pirmasis etapas", "name_en": "First stage", "years": [2021, 2024]}
    ]


def test_a_stage_renamed_later_is_called_in_the_edition_as_it_was(edition, people, tree):
    change_stage(Stage.objects.get(), StageFacts("Kitaip", 2021, 2030), by=people.coordinator)
    page = Client().get(f"/planas/e/{tree.measure.short_uid}/").content.decode()
    assert "Pirmasis etapas (2021–2024)" in page
    assert "Kitaip" not in page


def test_the_public_page_says_who_answers_what_comes_of_it_and_what_it_takes(edition, tree):
    page = Client().get(f"/planas/e/{tree.measure.short_uid}/").content.decode()
    for words in ("Aplinkos kokybės skyriaus vedėjas", "Veikia 12 stotelių", "Savivaldybės sklypai", "0,035\xa0ha"):
        assert words in page, words
    english = Client().get(f"/en/planas/e/{tree.measure.short_uid}/").content.decode()
    assert "First stage (2021–2024)" in english
    assert "0.035\xa0ha" in english


def test_the_text_of_an_edition_in_the_workspace_says_it_too(edition, people, as_user):
    page = as_user(people.secretary).get(f"/rengimas/redakcijos/{edition.number}/turinys/").content.decode()
    for words in ("(Aplinkos kokybės skyriaus vedėjas)", "I etapas", "Laukiamas rezultatas: Veikia 12 stotelių"):
        assert words in page, words


def test_an_edition_frozen_before_these_fields_is_read_as_it_was(tree, plan, people):
    accept_all(plan, by=people.coordinator)
    made = freeze_edition(
        plan, kind=EditionKind.PLAN_DRAFT, title="Sena", document_date=datetime.date(2026, 11, 22),
        by=people.coordinator,
    )  # fmt: skip
    fragment = made.elements.get(code="1.1.1.1").fragment
    assert set(json.loads(fragment.content)["detail"]) == {
        "responsible", "partners", "year_from", "year_to", "other_resources",
    }  # fmt: skip
    detail = measure_of(made).detail
    assert (detail.office, detail.stage, detail.resources) == ("", "", [])


class TestDocument:
    def html(self, **meta):
        detail = FrozenDetail(
            "savivaldybės administracija", "", 2022, 2025, "Savivaldybės sklypai.", office="skyriaus vedėjas",
            expected_result="Veikia 12 stotelių", stage="I", people="2.5",
        )  # fmt: skip
        measure = node(Kind.MEASURE, "1.1.1.1", "Stotelės", detail=detail)
        task = node(Kind.TASK, "1.1.1", "Uždavinys", children=[measure])
        goal = node(Kind.GOAL, "1.1", "Tikslas", children=[task])
        vision = node(Kind.VISION, "V", "Vizija", children=[node(Kind.PRIORITY, "I", "Prioritetas", children=[goal])])
        with translation.override("lt"):
            return plan_html(document_of(vision, meta={**META, **meta}))

    def test_the_row_of_a_measure_says_office_result_resources_and_stage(self):
        html = self.html(stages=[{"code": "I", "name": "Pradžia", "name_en": "", "years": [2021, 2024]}])
        for words in (
            "<p>skyriaus vedėjas</p>", "Laukiamas rezultatas: Veikia 12 stotelių",
            "Kiti ištekliai: Savivaldybės sklypai; Žmonės, etatai: 2,5", "I etapas",
            "Etapai: I – Pradžia (2021–2024)",
        ):  # fmt: skip
            assert words in html, words

    def test_a_record_without_stages_prints_the_code_alone(self):
        html = self.html()
        assert "I etapas" in html
        assert "Etapai:" not in html
