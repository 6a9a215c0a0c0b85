"""The pages of indicators: the list with evaluations, one indicator, the grid of several periods."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import Indicator, IndicatorValue, ValueKind
from indicators.services.observations import Entry, record_observations, sign_of
from plans.models import Element
from plans.services.elements import Content, save_element

pytestmark = pytest.mark.django_db
LIST = "/rengimas/rodikliai/"
LIST_QUERIES = 10


@pytest.fixture
def indicator(tree):
    return Indicator.objects.get(element=tree.goal)


def page(indicator):
    return reverse("indicators:indicator", args=[indicator.uid])


def grid(indicator):
    return reverse("indicators:observations", args=[indicator.uid])


def stored(indicator):
    rows = IndicatorValue.objects.filter(indicator=indicator, kind=ValueKind.OBSERVATION).order_by("period")
    return [(one.period, one.value, one.status, one.source, one.note) for one in rows]


def enter(indicator, by, **values):
    entries = [Entry(period.lstrip("_"), Decimal(str(value))) for period, value in values.items()]
    record_observations(indicator, entries, by=by)


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def row(number, period="", value="", status="final", source="", note="", was=""):
    fields = {"period": period, "value": value, "status": status, "source": source, "note": note, "was": was}
    return {f"row-{number}-{name}": given for name, given in fields.items()}


class TestOneIndicator:
    def test_it_shows_evaluation_chart_numbers_and_who_entered_them(self, indicator, people, as_user):
        enter(indicator, people.member, _2021=31, _2022=29)
        shown = text(as_user(people.consultant).get(page(indicator)))
        assert "2022 m. pagal kelią turėtų būti 30,2, yra 29,0 – pakeliui." in shown
        assert shown.count('role="img"') == 2
        assert "Poveikio rodiklis" in shown
        assert re.search(r"narys, \d{4}-\d\d-\d\d \d\d:\d\d", shown)
        assert f'href="/rengimas/statistika/{indicator.uid}/"' in shown
        assert "Įrašyti reikšmę" not in shown, "who only reads has no form"

    def test_a_value_is_entered_with_its_source_status_and_note(self, indicator, people, as_user):
        sent = {"period": "2021", "value": "30,5", "status": "preliminary", "source": "VDA", "note": "be gruodžio"}
        response = as_user(people.member).post(page(indicator), sent)
        assert response.url == page(indicator)
        assert stored(indicator) == [("2021", Decimal("30.5"), "preliminary", "VDA", "be gruodžio")]

    @pytest.mark.parametrize("typed", ["2021k2", "2021-K2", "2021 Q2", "2021Q2"])
    def test_a_quarter_may_be_spelt_as_people_do(self, indicator, people, as_user, typed):
        as_user(people.member).post(page(indicator), {"period": typed, "value": "1", "status": "final"})
        assert [one[0] for one in stored(indicator)] == ["2021K2"]

    @pytest.mark.parametrize(
        ("sent", "field", "message"),
        [
            ({"period": "2021", "value": "daug"}, "value", "nėra skaičius"),
            ({"period": "", "value": "5"}, "period", "privalomas"),
            ({"period": "vakar", "value": "5"}, "period", "Laikotarpis – metai (2024)"),
            ({"period": "2021", "value": ""}, "value", "Įveskite skaičių."),
            ({"period": "2099", "value": "5"}, "period", "dar neprasidėjo"),
            ({"period": "2022", "value": "5"}, "period", "jau įvesta"),
            ({"period": "2021K1", "value": "5"}, "period", "renkamos kasmet"),
            ({"period": "2021", "value": "5", "status": "confidential"}, "value", "skaičiaus neturi"),
            ({"period": "2021", "value": "5,55"}, "value", "daugiau skaitmenų po kablelio"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field(self, indicator, people, as_user, sent, field, message):
        enter(indicator, people.member, _2022=30)
        response = as_user(people.member).post(page(indicator), {"status": "final", "note": "liko"} | sent)
        assert response.status_code == 422
        error = re.search(rf'id="id_{field}_error"[^>]*>(.*?)</ul>', text(response), re.DOTALL)
        assert message in error[1]
        assert 'value="liko"' in text(response)
        assert len(stored(indicator)) == 1

    def test_an_indicator_that_there_is_none(self, tree, people, as_user):
        missing = "00000000-0000-4000-8000-000000000000"
        assert as_user(people.member).get(f"{LIST}{missing}/").status_code == 404


class TestGrid:
    def test_several_periods_are_entered_changed_and_taken_out_at_once(self, indicator, people, as_user):
        enter(indicator, people.member, _2021=31, _2022=30)
        signs = [sign_of(one) for one in IndicatorValue.objects.filter(indicator=indicator, kind="observation")]
        sent = (
            row(0, "2021", "31,2", was=signs[0]) | row(1, "2022", "", was=signs[1])
            | row(2, "2023", "29", "preliminary", "VDA") | row(3, "2024", "", "confidential") | row(4) | row(5)
        )  # fmt: skip
        response = as_user(people.member).post(grid(indicator), sent)
        assert response.url == page(indicator)
        assert [one[:3] for one in stored(indicator)] == [
            ("2021", Decimal("31.2"), "final"), ("2023", 29, "preliminary"), ("2024", None, "confidential")
        ]  # fmt: skip
        assert Element.objects.get(pk=indicator.element_id).current_version.number == 3

    def test_what_stands_is_shown_to_be_changed(self, indicator, people, as_user):
        enter(indicator, people.member, _2021="31.5")
        shown = text(as_user(people.member).get(grid(indicator)))
        assert 'name="row-0-value" value="31,5"' in shown
        assert 'name="row-4-was"' in shown
        assert 'name="row-5-was"' not in shown

    def test_wrong_cells_are_told_beside_them_and_nothing_is_saved(self, indicator, people, as_user):
        enter(indicator, people.member, _2021=31)
        sign = sign_of(IndicatorValue.objects.get(indicator=indicator, kind="observation"))
        sent = (
            row(0, "2021", "31", was=sign) | row(1, "2022", "x") | row(2, "2022", "5") | row(3, "", "7")
            | row(4, "2024K1", "8")
        )  # fmt: skip
        client = as_user(people.member)
        response = client.post(grid(indicator), sent)
        assert response.status_code == 422
        assert set(re.findall(r'id="id_row-(\d-\w+)_error"', text(response))) == {"1-value", "3-period"}
        response = client.post(grid(indicator), sent | row(1, "2022", "6") | row(3))
        assert set(re.findall(r'id="id_row-(\d-\w+)_error"', text(response))) == {"2-period", "4-period"}
        assert 'value="2024K1"' in text(response)
        assert len(stored(indicator)) == 1

    def test_a_row_that_nobody_touched_does_not_collide(self, indicator, people, as_user):
        """Somebody else changed 2021 meanwhile; here only 2022 was typed."""
        enter(indicator, people.member, _2021=31)
        value = IndicatorValue.objects.get(indicator=indicator, kind="observation")
        opened = sign_of(value)
        record_observations(indicator, [Entry("2021", Decimal(28), was=opened)], by=people.chair)
        response = as_user(people.member).post(grid(indicator), row(0, "2021", "31", was=opened) | row(1, "2022", "30"))
        assert response.status_code == 302
        assert [one[1] for one in stored(indicator)] == [28, 30]

    def test_what_collides_is_told_with_what_stands_there_now(self, indicator, people, as_user):
        enter(indicator, people.member, _2021=31)
        opened = sign_of(IndicatorValue.objects.get(indicator=indicator, kind="observation"))
        record_observations(indicator, [Entry("2021", Decimal(28), was=opened)], by=people.chair)
        response = as_user(people.member).post(grid(indicator), row(0, "2021", "33", was=opened))
        assert response.status_code == 422
        assert "dabar ji yra 28" in text(response)
        assert 'value="33"' in text(response)

    def test_an_untouched_grid_changes_nothing(self, indicator, people, as_user):
        enter(indicator, people.member, _2021=31)
        sign = sign_of(IndicatorValue.objects.get(indicator=indicator, kind="observation"))
        client = as_user(people.member)
        response = client.post(grid(indicator), row(0, "2021", "31,0", was=sign) | row(1), follow=True)
        assert "Niekas nepakeista." in text(response)

    @pytest.mark.parametrize("junk", [{"row-99999-was": ""}, {"row-0-was": "x", "row-0-period": "2O21"}, {"a-was": ""}])
    def test_what_no_form_of_ours_sends_breaks_nothing(self, indicator, people, as_user, junk):
        assert as_user(people.member).post(grid(indicator), junk).status_code in (302, 422)
        assert stored(indicator) == []


class TestList:
    @pytest.mark.parametrize("count", [1, 3])
    def test_the_number_of_queries_does_not_grow(self, tree, people, as_user, count, django_assert_num_queries):
        goal = Element.objects.get(pk=tree.goal.pk)
        rows = [
            {"title": f"Rodiklis {number}", "unit": "vnt.", "decimals": 0, "direction": "increase",
             "baseline": {"period": "2020", "value": "1"}, "targets": [{"period": "2030", "value": "9"}],
             "observations": [{"period": "2024", "value": "5"}]}
            for number in range(count)
        ]  # fmt: skip
        content = Content(goal.title, goal.body, parts={"indicators": rows})
        save_element(goal, content, base_version=goal.text_version, by=people.member)
        client = as_user(people.member)
        client.get(LIST)
        with django_assert_num_queries(LIST_QUERIES):
            shown = text(client.get(f"{LIST}?lygis=goal"))
        assert shown.count("Rodiklis ") >= count
        assert shown.count("drawing--sparkline") == count

    def test_a_member_begins_with_the_own_group(self, tree, people, as_user):
        own, other = "Kietųjų dalelių koncentracija", "Bendruomenėse dalyvaujančių gyventojų dalis"
        shown = text(as_user(people.member).get(LIST))
        assert own in shown
        assert other not in shown
        assert other in text(as_user(people.member).get(f"{LIST}?grupe=visi"))
        assert other in text(as_user(people.consultant).get(LIST))
        assert other in text(as_user(people.stranger).get(LIST))

    def test_it_is_narrowed_by_level_and_evaluation(self, indicator, people, as_user):
        client = as_user(people.member)
        assert indicator.title not in text(client.get(f"{LIST}?lygis=task"))
        assert indicator.title in text(client.get(f"{LIST}?lygis=goal&vertinimas=no_data"))
        enter(indicator, people.member, _2025=31)
        assert "Tokių rodiklių nėra." in text(client.get(f"{LIST}?lygis=goal&vertinimas=no_data"))
        assert indicator.title in text(client.get(f"{LIST}?vertinimas=behind"))

    @pytest.mark.parametrize("query", ["?grupe=nera", "?lygis=xyz", "?vertinimas=%00", "?page=zzz", "?page=999"])
    def test_nonsense_in_the_address_shows_the_list(self, indicator, people, as_user, query):
        assert as_user(people.member).get(LIST + query).status_code == 200

    def test_a_removed_element_has_no_line(self, indicator, tree, people, as_user):
        Element.objects.filter(pk=tree.goal.pk).update(is_removed=True)
        assert indicator.title not in text(as_user(people.member).get(f"{LIST}?grupe=visi"))


def test_the_page_of_the_element_and_the_room_lead_here(indicator, people, as_user):
    client = as_user(people.member)
    shown = text(client.get(reverse("plans:element", args=[indicator.element.uid])))
    assert f'href="{page(indicator)}"' in shown
    assert f'href="/rengimas/statistika/{indicator.uid}/"' in shown
    assert "faktinių reikšmių dar nėra." in shown
    room = text(client.get("/rengimas/"))
    assert f'href="{LIST}"' in room
    assert 'href="/rengimas/statistika/"' in room
