"""The pages on which English texts are written in the drafting room."""

import pytest
from django.urls import reverse

from plans.models import Element
from plans.queries_translations import translation_of
from tests.plans.test_translations import rewrite, translate


@pytest.fixture
def goal(tree):
    return Element.objects.get(pk=tree.goal.pk)


@pytest.fixture
def page(goal):
    return reverse("plans:translation", args=[goal.uid])


def form(element, title, *, number=0, **fields):
    return {"version": element.current_version_id, "number": number, "title": title, "summary": ""} | fields


def text(response):
    return response.content.decode()


class TestWriting:
    def test_lithuanian_stands_beside_the_form_and_saving_leads_to_the_element(self, goal, page, people, as_user):
        client = as_user(people.member)
        shown = text(client.get(page))
        assert "Mažinti oro taršą" in shown
        assert "neišversta" in shown
        done = client.post(page, form(goal, "Reduce air pollution", summary="One.\r\n\r\nTwo."))
        assert (done.status_code, done.headers["Location"]) == (302, reverse("plans:element", args=[goal.uid]))
        assert translation_of(goal).summary == "One.\n\nTwo."
        element = text(client.get(done.headers["Location"]))
        assert "Reduce air pollution" in element
        assert "atitinka tekstą" in element

    def test_an_earlier_wording_is_told_on_both_pages(self, goal, page, people, as_user):
        translate(goal, by=people.member)
        rewrite(goal, "Kitas pavadinimas", people.member)
        client = as_user(people.consultant)
        for address in (page, reverse("plans:element", args=[goal.uid])):
            assert "verčia ankstesnę redakciją" in text(client.get(address))

    def test_what_somebody_saved_meanwhile_is_shown_beside_what_was_typed(self, goal, page, people, as_user):
        client = as_user(people.chair)
        translate(goal, "Theirs", by=people.member)
        refused = client.post(page, form(goal, "Mine"))
        assert refused.status_code == 409
        assert "Theirs" in text(refused)
        assert 'value="Mine"' in text(refused)
        assert translation_of(goal).title == "Theirs"
        assert client.post(page, form(goal, "Mine", number=1)).status_code == 302

    @pytest.mark.parametrize(
        "wrong", [{"version": ""}, {"version": "abc"}, {"version": "99999999999999999999"}, {"number": "-1"}]
    )
    def test_a_form_that_was_bent_writes_nothing(self, goal, page, people, as_user, wrong):
        answer = as_user(people.member).post(page, form(goal, "Title") | wrong)
        assert answer.status_code == 422
        assert translation_of(goal) is None

    def test_a_mistake_stands_beside_the_field_and_keeps_what_was_typed(self, goal, page, people, as_user):
        answer = as_user(people.member).post(page, form(goal, "", summary="Typed words"))
        assert answer.status_code == 422
        assert "Typed words" in text(answer)
        assert "parašykite ir pavadinimą" in text(answer)

    def test_markup_is_shown_as_it_was_typed(self, goal, page, people, as_user):
        client = as_user(people.member)
        client.post(page, form(goal, "<script>alert(1)</script>"))
        assert "<script>alert(1)" not in text(client.get(reverse("plans:element", args=[goal.uid])))

    def test_another_group_reads_it_and_may_not_write(self, goal, page, people, as_user):
        translate(goal, by=people.member)
        client = as_user(people.stranger)
        assert client.get(page).status_code == 403
        element = text(client.get(reverse("plans:element", args=[goal.uid])))
        assert "Reduce air pollution" in element
        assert page not in element

    def test_a_removed_element_is_not_translated(self, goal, page, people, as_user):
        Element.objects.filter(pk=goal.pk).update(is_removed=True)
        assert as_user(people.coordinator).get(page).status_code == 404


class TestList:
    def test_it_shows_what_was_asked_for(self, goal, tree, people, as_user):
        translate(goal, by=people.member)
        client = as_user(people.secretary)
        everything = text(client.get(reverse("plans:translations")))
        assert "Reduce air pollution" in everything
        assert "Oro kokybės stotelių įrengimas" in everything
        fitting = text(client.get(reverse("plans:translations") + "?rodyti=fits"))
        assert "Reduce air pollution" in fitting
        assert "Oro kokybės stotelių įrengimas" not in fitting

    def test_a_question_of_no_meaning_shows_everything(self, tree, people, as_user):
        answer = as_user(people.member).get(reverse("plans:translations") + "?rodyti=%00&page=zz")
        assert "Mažinti oro taršą" in text(answer)

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_as_many_queries_for_many_translations(
        self, goal, tree, people, as_user, count, django_assert_num_queries
    ):
        for one in (tree.goal, tree.task, tree.measure)[:count]:
            translate(Element.objects.get(pk=one.pk), f"Words of {one.pk}", by=people.member)
        client = as_user(people.member)
        client.get(reverse("plans:translations"))
        with django_assert_num_queries(9):
            page = text(client.get(reverse("plans:translations") + "?rodyti=fits"))
        assert page.count("Words of") == count
