"""/rengimas/e/<uid>/redaguoti/: opening the form, saving it, what a wrong one says."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import Element, FundingSource, MeasureDetail
from plans.services.elements import remove_element
from tests.plans.pages import address, fields_of, open_form, send_form

NBSP = "\xa0"


def cell(year, code):
    return f"money-{year}-{FundingSource.objects.get(code=code).pk}"


def test_the_form_shows_what_is_stored(as_user, people, tree):
    fields = open_form(as_user(people.member), tree.measure)
    assert fields["title"] == tree.measure.title
    assert fields["body"] == tree.measure.body
    assert fields["detail-year_from"] == "2022"
    assert fields[cell(2022, "SB")] == f"120{NBSP}000"
    assert fields[cell(2023, "ES")] == f"80{NBSP}000,5"
    goal = open_form(as_user(people.member), tree.goal)
    assert goal["indicators-0-baseline_value"] == "31,5"
    assert goal["indicators-0-target_0_period"] == "2030"


def test_a_form_sent_back_as_it_is_changes_nothing(as_user, people, tree):
    client = as_user(people.member)
    for element in (tree.measure, tree.goal):
        send_form(client, element, open_form(client, element))
        assert Element.objects.get(pk=element.pk).current_version.number == 1


def test_an_english_form_keeps_the_sums(as_user, people, tree):
    client, page = as_user(people.member), f"/en/rengimas/e/{tree.measure.uid}/redaguoti/"
    client.post(page, fields_of(client.get(page)))
    assert Element.objects.get(pk=tree.measure.pk).current_version.number == 1


def test_one_save_writes_text_money_and_detail_as_one_version(as_user, people, tree):
    client = as_user(people.member)
    changes = {
        "title": "Naujas  pavadinimas\n", "body": "<p>Naujas.</p>", "reason": "Po posėdžio",
        "detail-responsible": "biudžetinė įstaiga", cell(2022, "SB"): "1 500 000,25", cell(2023, "ES"): "",
        cell(2024, "ES"): "12,5",
    }  # fmt: skip
    response = send_form(client, tree.measure, open_form(client, tree.measure), **changes)
    assert response.status_code == 302
    version = Element.objects.get(pk=tree.measure.pk).current_version
    assert (version.number, version.by, version.reason) == (2, people.member, "Po posėdžio")
    assert version.snapshot["title"] == "Naujas pavadinimas"
    assert version.snapshot["detail"]["responsible"] == "biudžetinė įstaiga"
    assert version.snapshot["funding"] == [
        {"year": 2022, "source": "SB", "cents": 150_000_025},
        {"year": 2024, "source": "ES", "cents": 1250},
    ]


def test_a_colleague_may_save_too(as_user, people, tree):
    client = as_user(people.chair)
    assert send_form(client, tree.measure, open_form(client, tree.measure), title="Kitaip").status_code == 302
    assert Element.objects.get(pk=tree.measure.pk).title == "Kitaip"


@pytest.mark.parametrize("role", ["stranger", "consultant", "secretary"])
def test_who_may_only_read_is_told_who_may_write(as_user, people, tree, role):
    client = as_user(getattr(people, role))
    for response in (client.get(address("edit", tree.measure)), send_form(client, tree.measure, {"title": "X"})):
        assert response.status_code == 403
        assert "valdančios grupės nariai ir koordinatorius" in response.content.decode()
    assert Element.objects.get(pk=tree.measure.pk).title == tree.measure.title


@pytest.mark.parametrize("role", ["councillor", "editor", "administrator"])
def test_who_reads_no_drafts_finds_nothing(as_user, people, tree, role):
    client = as_user(getattr(people, role))
    assert client.get(address("edit", tree.measure)).status_code == 404
    assert send_form(client, tree.measure, {"title": "X"}).status_code == 404


def test_the_editor_gets_its_words_in_both_languages(as_user):
    assert "Pusjuodis" in as_user(None).get(reverse("javascript_catalog")).content.decode()
    assert "Pusjuodis" not in as_user(None).get("/en/jsi18n/").content.decode()


def test_anonymous_is_sent_to_the_login(as_user, tree):
    page = address("edit", tree.measure)
    assert as_user(None).get(page).headers["Location"] == f"{reverse('account_login')}?next={page}"


def test_a_missing_element_is_not_found_and_another_method_refused(as_user, people, tree):
    client = as_user(people.member)
    assert client.get(reverse("plans:edit", args=[uuid4()])).status_code == 404
    assert client.put(address("edit", tree.measure)).status_code == 405


def test_a_removed_element_is_not_edited(as_user, people, tree):
    client = as_user(people.member)
    fields = open_form(client, tree.measure)
    remove_element(tree.measure, by=people.chair)
    assert client.get(address("edit", tree.measure)).headers["Location"] == address("element", tree.measure)
    response = send_form(client, tree.measure, fields, title="Mano tekstas")
    assert "tuo metu buvo pašalintas" in response.content.decode()
    assert fields_of(response)["title"] == "Mano tekstas"


def test_the_body_is_cleaned_to_the_closed_subset(as_user, people, tree):
    client = as_user(people.member)
    dirty = (
        '<h1>A</h1><p onclick="x()" style="color:red">B<script>alert(1)</script></p>'
        '<p><a href="javascript:x()">C</a></p>'
    )
    send_form(client, tree.measure, open_form(client, tree.measure), body=dirty)
    body = Element.objects.get(pk=tree.measure.pk).body
    for word in ("script", "onclick", "style", "javascript", "<h1"):
        assert word not in body
    assert body.count("data-block") == 3


def test_text_typed_without_the_editor_becomes_paragraphs(as_user, people, tree):
    client = as_user(people.member)
    send_form(client, tree.measure, open_form(client, tree.measure), body="Viena & kita\r\neilutė\r\n\r\nAntra")
    body = Element.objects.get(pk=tree.measure.pk).body
    assert body.count("<p ") == 2
    assert "Viena &amp; kita eilutė" in body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("dvylika", "nėra skaičius"),
        ("-5", "negali būti neigiama"),
        ("1,234", "ne daugiau kaip du skaitmenys"),
        ("NaN", "skaičiuoti negalima"),
    ],
)
def test_a_wrong_sum_keeps_what_was_typed_and_says_why_beside_the_cell(as_user, people, tree, typed, said):
    client, name = as_user(people.member), cell(2025, "SB")
    response = send_form(client, tree.measure, open_form(client, tree.measure), **{name: typed, "title": "Neįrašyta"})
    text = response.content.decode()
    assert fields_of(response)[name] == typed
    assert f'id="id_{name}_error"' in text
    assert said in text.split(f'id="id_{name}_error"')[1][:400]
    assert Element.objects.get(pk=tree.measure.pk).title == tree.measure.title


def test_years_the_wrong_way_round_are_said_beside_the_field(as_user, people, tree):
    client = as_user(people.member)
    changes = {"detail-year_from": "2027", "detail-year_to": "2024"}
    response = send_form(client, tree.measure, open_form(client, tree.measure), **changes)
    assert "ankstesni už pirmuosius" in response.content.decode()
    assert fields_of(response)["detail-year_from"] == "2027"
    assert MeasureDetail.objects.get(element=tree.measure).year_from == 2022


def test_an_empty_title_is_refused(as_user, people, tree):
    client = as_user(people.member)
    response = send_form(client, tree.measure, open_form(client, tree.measure), title="  ")
    assert 'href="#id_title"' in response.content.decode()
    assert Element.objects.get(pk=tree.measure.pk).current_version.number == 1


def test_only_measures_have_money_and_only_some_levels_indicators(as_user, people, tree):
    client = as_user(people.coordinator)
    goal, priority = open_form(client, tree.goal), open_form(client, tree.priority)
    assert not any(name.startswith("money-") for name in goal)
    assert "add-indicator" in client.get(address("edit", tree.goal)).content.decode()
    assert "add-indicator" not in client.get(address("edit", tree.priority)).content.decode()
    assert "title" in priority


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(as_user, people, tree, more, django_assert_num_queries):
    client = as_user(people.member)
    fields = open_form(client, tree.goal)
    for number in range(1, 1 + more):
        for name in ("title", "unit", "decimals", "direction"):
            fields[f"indicators-{number}-{name}"] = fields[f"indicators-0-{name}"]
    send_form(client, tree.goal, fields)
    open_form(client, tree.goal)  # told once: what the browser need not keep any more
    with django_assert_num_queries(11):
        shown = open_form(client, tree.goal)
    assert sum(name.endswith("-title") for name in shown) == 1 + more
