"""/rengimas/organizacijos/: the list, one organisation, and what the coordinator does there."""

import pytest

from plans.models import Element, Organisation
from plans.services.elements import Content, save_element
from tests.plans.test_organisations import say, second

pytestmark = pytest.mark.django_db
ADDRESS = "/rengimas/organizacijos/"


def at(organisation, act=""):
    return f"{ADDRESS}{organisation.pk}/{act}"


def get(name):
    return Organisation.objects.get(name=name)


@pytest.fixture
def named(tree, people):
    """Two that may be one, and a partner."""
    say(tree.measure, people.member, "Klaipėdos miesto savivaldybės administracija", "KU")
    second(tree, people.member, "Klaipėdos m. sav. administracija", cents=123_456)
    return get("Klaipėdos miesto savivaldybės administracija"), get("Klaipėdos m. sav. administracija")


class TestList:
    def test_it_says_how_many_measures_and_how_much_money(self, named, people, as_user):
        page = as_user(people.stranger).get(ADDRESS).content.decode()
        assert "Klaipėdos m. sav. administracija" in page
        assert "123\xa0456\xa0€" in page
        assert "200\xa0000,50\xa0€" in page

    def test_pairs_and_boxes_are_the_coordinators(self, named, people, as_user):
        pairs = f"?org={min(one.pk for one in named)}&amp;org={max(one.pk for one in named)}"
        assert pairs in as_user(people.coordinator).get(ADDRESS).content.decode()
        page = as_user(people.member).get(ADDRESS).content.decode()
        assert "sujungti" not in page
        assert 'name="org"' not in page

    def test_a_search_that_finds_nothing_says_so(self, named, people, as_user):
        page = as_user(people.member).get(ADDRESS, {"ieskoti": "nėra tokios", "rusis": "ne rūšis", "tvarka": "x"})
        assert "Tokios organizacijos nėra" in page.content.decode()

    @pytest.mark.parametrize("more", [0, 2])
    def test_the_number_of_queries_does_not_grow(self, more, named, tree, people, as_user, django_assert_num_queries):
        for number in range(more):
            second(tree, people.member, f"{number + 5} mokykla", f"{number} darželis", cents=5)
        client = as_user(people.coordinator)
        client.get(ADDRESS)
        with django_assert_num_queries(8):
            assert client.get(ADDRESS).status_code == 200


class TestOne:
    def test_it_shows_measures_money_spellings_and_history(self, named, tree, people, as_user):
        first, _other = named
        page = as_user(people.member).get(at(first)).content.decode()
        assert f"/rengimas/e/{tree.measure.uid}/" in page
        assert "200\xa0000,50\xa0€" in page
        assert "Europos Sąjungos lėšos" in page
        assert "įrašyta į žinyną" in page.lower()
        assert "taisyti" not in page
        partner = as_user(people.member).get(at(get("KU"))).content.decode()
        assert "Ji neatsako už jokią priemonę." in partner
        assert f"/rengimas/e/{tree.measure.uid}/" in partner

    def test_a_removed_measure_is_not_shown(self, named, tree, people, as_user):
        Element.objects.filter(pk=tree.measure.pk).update(is_removed=True)
        page = as_user(people.member).get(at(named[0])).content.decode()
        assert f"/rengimas/e/{tree.measure.uid}/" not in page

    @pytest.mark.parametrize("more", [0, 2])
    def test_the_number_of_queries_does_not_grow(self, more, named, tree, people, as_user, django_assert_num_queries):
        for _number in range(more):
            second(tree, people.member, named[0].name, cents=5)
        client = as_user(people.coordinator)
        client.get(at(named[0]))
        with django_assert_num_queries(15):
            assert client.get(at(named[0])).status_code == 200

    def test_one_that_is_not_there_is_not_found(self, named, people, as_user):
        assert as_user(people.member).get(f"{ADDRESS}9999/").status_code == 404


class TestActs:
    def test_a_changed_name_is_shown_at_once(self, named, people, as_user):
        client = as_user(people.coordinator)
        sent = {"name": "Administracija", "kind": "municipality", "website": "www.klaipeda.lt", "reason": "Trumpiau"}
        assert client.post(at(named[0], "taisyti/"), sent).status_code == 302
        changed = Organisation.objects.get(pk=named[0].pk)
        assert (changed.name, changed.website) == ("Administracija", "https://www.klaipeda.lt")

    @pytest.mark.parametrize(
        ("sent", "told"),
        [
            ({"name": ""}, "Šis laukas yra privalomas"),
            ({"name": "KU"}, "sujunkite"),
            ({"website": "javascript:alert(1)"}, "https://www.klaipeda.lt"),
            ({"kind": "ministry"}, "Pasirinkite"),
            ({"reason": "a" * 101}, "100"),
        ],
    )
    def test_a_wrong_one_is_told_beside_its_field_and_stays_typed(self, sent, told, named, people, as_user):
        form = {"name": "Nauja", "kind": "state", "website": "", "reason": "", **sent}
        response = as_user(people.coordinator).post(at(named[0], "taisyti/"), form)
        assert response.status_code == 422
        assert told in response.content.decode() or response.context["form"].errors
        assert response.context["form"].errors.keys() == sent.keys()
        assert Organisation.objects.get(pk=named[0].pk).name == named[0].name

    def test_merging_shows_what_follows_and_asks_which_stays_and_why(self, named, people, as_user):
        client, kept, gone = as_user(people.coordinator), *named
        address = f"{ADDRESS}sujungti/"
        page = client.get(address, {"org": [kept.pk, gone.pk]})
        assert "Kas bus po to" in page.content.decode()
        both = {"org": [kept.pk, gone.pk]}
        assert client.post(address, both).context["form"].errors.keys() == {"kept", "reason"}
        assert client.post(address, {**both, "kept": kept.pk}).context["form"].errors.keys() == {"reason"}
        done = client.post(address, {**both, "kept": kept.pk, "reason": "Ta pati"})
        assert done.headers["Location"] == at(kept)
        assert not Organisation.objects.filter(pk=gone.pk).exists()

    @pytest.mark.parametrize("chosen", [[], ["1"], ["x", "y"], ["9" * 30, "1"]])
    def test_fewer_than_two_are_sent_back_to_the_list(self, chosen, named, people, as_user):
        response = as_user(people.coordinator).get(f"{ADDRESS}sujungti/", {"org": chosen})
        assert response.headers["Location"] == ADDRESS

    def test_a_spelling_is_split_off_on_a_page_of_its_own(self, named, people, as_user):
        client, kept, gone = as_user(people.coordinator), *named
        sent = {"org": [kept.pk, gone.pk], "kept": kept.pk, "reason": "Ta pati"}
        client.post(f"{ADDRESS}sujungti/", sent)
        spelling = kept.names.get(name=gone.name)
        address = at(kept, f"atskirti/{spelling.pk}/")
        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "Kita"}).status_code == 302
        assert get(gone.name).measures.count() == 1
        assert client.get(address).status_code == 404, "it is not this one's spelling any more"

    def test_a_name_in_use_is_not_taken_out_and_an_unused_one_is(self, named, people, as_user):
        client = as_user(people.coordinator)
        refused = client.post(at(named[0], "pasalinti/"), {"reason": ""})
        assert refused.status_code == 422
        assert "ji lieka žinyne" in refused.content.decode()
        assert client.post(at(get("savivaldybės administracija"), "pasalinti/"), {"reason": ""}).status_code == 302


def test_the_form_of_a_measure_suggests_the_names_of_the_directory(named, tree, people, as_user):
    page = as_user(people.member).get(f"/rengimas/e/{tree.measure.uid}/redaguoti/").content.decode()
    assert '<option value="KU"></option>' in page
    assert page.count('list="organisation-names"') == 2


def test_a_name_with_markup_in_it_is_only_text(tree, people, as_user):
    found = Element.objects.select_related("plan").get(pk=tree.measure.pk)
    content = Content(found.title, found.body, detail={"responsible": '<b>"x"</b>'})
    save_element(found, content, base_version=found.text_version, by=people.member)
    page = as_user(people.coordinator).get(ADDRESS).content.decode()
    assert "&lt;b&gt;&quot;x&quot;&lt;/b&gt;" in page
    assert "<b>" not in page
