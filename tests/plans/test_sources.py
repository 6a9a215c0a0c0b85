"""The table of funding sources, kept by the coordinator (/rengimas/lesu-saltiniai/)."""

from decimal import Decimal

import pytest

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.models import Element, FundingSource
from plans.services.elements import Content, save_element
from plans.services.sources import SourceFacts, add_source, change_source, remove_source, shift_source

pytestmark = pytest.mark.django_db
ADDRESS = "/rengimas/lesu-saltiniai/"


def codes():
    return [one.code for one in FundingSource.objects.all()]


@pytest.fixture
def added(tree, people):
    return add_source("KT", SourceFacts("Kitos lėšos", "Other funds"), by=people.coordinator)


def test_a_new_source_stands_last_and_may_be_shifted(added, people):
    assert codes() == ["SB", "ES", "KT"]
    shift_source(added, -1, by=people.coordinator)
    assert codes() == ["SB", "KT", "ES"]
    shift_source(added, -1, by=people.coordinator)
    shift_source(added, -1, by=people.coordinator)
    assert codes() == ["KT", "SB", "ES"], "at the edge it stays"
    assert added.history.latest().history_user == people.coordinator


def test_a_code_stands_once_whatever_its_case(added, people):
    with pytest.raises(Refused, match="kt"):
        add_source("kt", SourceFacts("Kitos"), by=people.coordinator)
    with pytest.raises(Refused):
        add_source("VB", SourceFacts(" "), by=people.coordinator)


def test_a_source_is_renamed_and_keeps_its_code(added, people):
    change_source(added, SourceFacts("Privačios lėšos"), by=people.coordinator, reason="Tiksliau")
    added.refresh_from_db()
    assert (added.code, added.name) == ("KT", "Privačios lėšos")


def test_a_source_from_which_money_was_ever_written_stays(added, tree, people):
    found = Element.objects.select_related("plan").get(pk=tree.measure.pk)
    for funding in ({(2022, "KT"): Decimal(1)}, {(2022, "SB"): Decimal(1)}):
        found.refresh_from_db()
        content = Content(found.title, found.body, funding=funding)
        save_element(found, content, base_version=found.text_version, by=people.member)
    with pytest.raises(Refused):
        remove_source(added, by=people.coordinator)
    with pytest.raises(Refused):
        remove_source(FundingSource.objects.get(code="SB"), by=people.coordinator)
    unused = add_source("VB", SourceFacts("Valstybės biudžetas"), by=people.coordinator)
    remove_source(unused, by=people.coordinator)
    assert codes() == ["SB", "ES", "KT"]


def test_only_the_coordinator_keeps_sources(added, people):
    acts = [
        lambda by: add_source("VB", SourceFacts("Valstybė"), by=by),
        lambda by: change_source(added, SourceFacts("Kita"), by=by),
        lambda by: shift_source(added, -1, by=by),
        lambda by: remove_source(added, by=by),
    ]
    for act in acts:
        for person in (people.chair, people.consultant, people.administrator):
            with pytest.raises(NotAllowed):
                act(person)


class TestPages:
    def test_members_read_it_and_find_no_buttons(self, added, people, as_user):
        page = as_user(people.member).get(ADDRESS).content.decode()
        assert "120\xa0000\xa0€" in page
        assert "naujas" not in page
        assert 'name="kur"' not in page

    def test_the_coordinator_adds_changes_orders_and_removes(self, tree, people, as_user):
        client = as_user(people.coordinator)
        sent = {"code": "KT", "name": "Kitos lėšos", "name_en": "", "reason": ""}
        assert client.post(f"{ADDRESS}naujas/", sent).status_code == 302
        source = FundingSource.objects.get(code="KT")
        client.post(f"{ADDRESS}{source.pk}/vieta/", {"kur": "aukstyn"})
        assert codes() == ["SB", "KT", "ES"]
        client.post(f"{ADDRESS}{source.pk}/vieta/", {"kur": "zemyn"})
        assert codes() == ["SB", "ES", "KT"]
        client.post(f"{ADDRESS}{source.pk}/", {"name": "Privačios", "name_en": "", "reason": ""})
        assert FundingSource.objects.get(code="KT").name == "Privačios"
        client.post(f"{ADDRESS}{source.pk}/pasalinti/")
        assert codes() == ["SB", "ES"]

    def test_one_in_use_is_not_offered_for_removal_and_stays(self, tree, people, as_user):
        client, source = as_user(people.coordinator), FundingSource.objects.get(code="SB")
        assert "pašalinti negalima" in client.get(f"{ADDRESS}{source.pk}/").content.decode()
        page = client.post(f"{ADDRESS}{source.pk}/pasalinti/", follow=True).content.decode()
        assert "jį nurodo priemonių versijos" in page

    @pytest.mark.parametrize(
        ("wrong", "field"), [({"code": "SB"}, "code"), ({"code": "a b"}, "code"), ({"name": ""}, "name")]
    )
    def test_a_wrong_source_is_told_beside_its_field(self, wrong, field, tree, people, as_user):
        sent = {"code": "KT", "name": "Kitos lėšos", "name_en": "", "reason": "", **wrong}
        response = as_user(people.coordinator).post(f"{ADDRESS}naujas/", sent)
        assert response.status_code == 422
        assert set(response.context["form"].errors) == {field}

    @pytest.mark.parametrize("more", [1, 3])
    def test_the_number_of_queries_does_not_grow(self, more, tree, people, as_user, django_assert_num_queries):
        for number in range(more):
            add_source(f"K{number}", SourceFacts("Kitos"), by=people.coordinator)
        client = as_user(people.coordinator)
        client.get(ADDRESS)
        with django_assert_num_queries(8):
            assert client.get(ADDRESS).status_code == 200
