"""The pages of notices: the list, opening one, the choices, and refusing letters by a signed address."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from klaipeda_plan.notices.models import LetterLanguage, Notice, NoticePreference
from klaipeda_plan.notices.registry import kinds
from klaipeda_plan.notices.unsubscribing import unsubscribe_path, user_of_token
from plans.models import Element
from plans.services.remarks import add_remark
from plans.services.review import return_element

LIST, CHOICES, ONLY_PORTAL = "/pranesimai/", "/pranesimai/nustatymai/", "/pranesimai/nustatymai/tik-portale/"
UNREAD = "/pranesimai/naujos.json"


@pytest.fixture
def remark(accepted, people):
    return add_remark(Element.objects.get(pk=accepted.goal.pk), "Kodėl tik oro?", by=people.stranger)


@pytest.fixture
def notice(remark, people):
    return Notice.objects.get(user=people.member)


class TestList:
    def test_it_shows_what_happened_with_who_when_why_and_one_link(self, notice, people, as_user):
        page = as_user(people.member).get(LIST).content.decode()
        assert "Aplinkos apsaugos darbo grupė" in page
        assert "Kodėl tik oro?" in page
        assert "kita.grupe" in page
        assert page.count(f'href="/pranesimai/{notice.pk}/"') == 1

    def test_new_ones_are_marked_and_counted_in_the_bar(self, notice, people, as_user):
        client = as_user(people.member)
        assert "1 naujas pranešimas" in client.get(LIST).content.decode()
        in_the_bar = "<strong data-unread-shown>(<span data-unread-count>1</span>"
        assert in_the_bar in client.get(CHOICES).content.decode()
        client.get(f"/pranesimai/{notice.pk}/")
        assert in_the_bar not in client.get(CHOICES).content.decode()
        page = client.get(LIST).content.decode()
        assert "Kodėl tik oro?" in page
        assert "1 naujas pranešimas" not in page
        assert "is-new" not in page

    def test_areas_stand_apart_and_the_newest_is_first(self, remark, accepted, people, as_user):
        add_remark(Element.objects.get(pk=accepted.vision.pk), "Ilga vizija.", by=people.stranger,
                   mentions=[people.member])  # fmt: skip
        Notice.objects.filter(area="").update(at=timezone.now() + timedelta(minutes=1))
        page = as_user(people.member).get(LIST).content.decode()
        words = ["Bendri plano elementai", "Ilga vizija.", "Aplinkos apsaugos darbo grupė", "Kodėl tik oro?"]
        assert sorted(words, key=page.index) == words

    def test_the_difference_stands_folded(self, rewritten, people, as_user):
        goal = rewritten()
        return_element(goal, version_id=goal.current_version_id, by=people.consultant, reason="Trūksta rodiklio.")
        page = as_user(people.member).get(LIST).content.decode()
        assert "Trūksta rodiklio." in page
        folded = page.partition("Kas pakeista")[2].partition("</details>")[0]
        assert "ir triukšmo" in folded
        assert "<ins>" in folded

    def test_somebody_else_s_notices_are_not_there(self, notice, people, as_user):
        assert "Kodėl tik oro?" not in as_user(people.stranger).get(LIST).content.decode()
        assert "Pranešimų nėra" in as_user(people.councillor).get(LIST).content.decode()

    def test_what_may_not_be_read_any_more_is_left_out_and_counts_no_more(self, notice, people, as_user):
        people.member.memberships.all().delete()
        page = as_user(people.member).get(LIST).content.decode()
        assert "Kodėl tik oro?" not in page
        notice.refresh_from_db()
        assert notice.read_at is not None

    def test_a_long_list_has_pages(self, remark, people, as_user):
        Notice.objects.bulk_create(
            Notice(user=people.member, kind="remark_added", key=f"n-{n}", data={"remark": remark.pk}) for n in range(40)
        )
        client = as_user(people.member)
        assert client.get(LIST).content.decode().count("notice-item__title") == 30
        assert client.get(LIST, {"page": "2"}).content.decode().count("notice-item__title") == 11
        assert client.get(LIST, {"page": "daug"}).status_code == 200

    @pytest.mark.parametrize("count", [1, 3])
    def test_any_number_takes_the_same_queries(self, remark, people, as_user, count, django_assert_num_queries):
        for number in range(1, count):
            copy = Notice.objects.get(user=people.member, key=f"remark-{remark.pk}")
            copy.pk, copy.key = None, f"kitas-{number}"
            copy.save()
        client = as_user(people.member)
        with django_assert_num_queries(11):
            assert client.get(LIST).content.decode().count("notice-item__title") == count


class TestOpening:
    def test_it_leads_to_the_thing_and_is_read(self, notice, remark, people, as_user):
        response = as_user(people.member).get(f"/pranesimai/{notice.pk}/")
        assert response["Location"] == f"/rengimas/e/{remark.element.uid}/#pastaba-{remark.pk}"
        notice.refresh_from_db()
        first = notice.read_at
        as_user(people.member).get(f"/pranesimai/{notice.pk}/")
        notice.refresh_from_db()
        assert notice.read_at == first

    def test_somebody_else_s_does_not_exist(self, notice, people, as_user):
        assert as_user(people.chair).get(f"/pranesimai/{notice.pk}/").status_code == 404
        notice.refresh_from_db()
        assert notice.read_at is None

    def test_what_may_not_be_read_any_more_leads_nowhere(self, notice, people, as_user):
        people.member.memberships.all().delete()
        assert as_user(people.member).get(f"/pranesimai/{notice.pk}/").status_code == 404

    def test_anonymous_people_log_in_first(self, notice):
        response = Client().get(f"/pranesimai/{notice.pk}/")
        assert response["Location"] == f"/paskyra/login/?next=/pranesimai/{notice.pk}/"

    def test_all_are_read_at_once_and_only_one_s_own(self, notice, people, as_user):
        assert as_user(people.member).post("/pranesimai/perskaityta/")["Location"] == LIST
        assert list(Notice.objects.unread().values_list("user__full_name", flat=True)) == ["pirmininkas"]


class TestChoices:
    def test_every_kind_has_its_way(self, people, as_user):
        form = as_user(people.coordinator).get(CHOICES).context["form"]
        assert {code: form[code].initial for code in ("element_returned", "remark_added")} == {
            "element_returned": "now", "remark_added": "daily",
        }  # fmt: skip

    def test_only_what_can_come_is_asked(self, people, as_user):
        def asked(user):
            return set(as_user(user).get(CHOICES).context["form"].kinds)

        assert set(kinds()) - asked(people.member) == {"element_submitted", "proposal_made"}
        assert "meeting_called" not in asked(people.consultant)
        assert asked(people.councillor) == set()
        assert "Čia nėra ko rinktis" in as_user(people.councillor).get(CHOICES).content.decode()

    def test_the_choice_is_kept(self, people, as_user):
        client = as_user(people.member)
        ways = dict.fromkeys(client.get(CHOICES).context["form"].kinds, "daily") | {"remark_mention": "portal"}
        assert client.post(CHOICES, ways).status_code == 302
        assert dict(NoticePreference.objects.values_list("kind", "way")) == ways
        assert client.post(CHOICES, ways).status_code == 302, "and may be saved again"
        assert client.get(CHOICES).context["form"]["remark_mention"].initial == "portal"

    def test_nonsense_is_refused_and_nothing_written(self, people, as_user):
        client = as_user(people.member)
        ways = dict.fromkeys(client.get(CHOICES).context["form"].kinds, "daily") | {"remark_mention": "balandžiu"}
        response = client.post(CHOICES, ways)
        assert response.status_code == 200
        assert list(response.context["form"].errors) == ["remark_mention"]
        assert NoticePreference.objects.count() == 0

    def test_everything_off_but_the_portal_in_one_click(self, people, as_user):
        as_user(people.member).post(ONLY_PORTAL)
        assert dict(NoticePreference.objects.values_list("kind", "way")) == dict.fromkeys(kinds(), "portal")


class TestRefusing:
    def test_the_address_asks_and_changes_nothing(self, people):
        response = Client().get(unsubscribe_path(people.member))
        assert "Nebesiųsti laiškų su pranešimais?" in response.content.decode()
        assert NoticePreference.objects.count() == 0

    def test_one_click_needs_no_login_and_no_form_token(self, people):
        strict = Client(enforce_csrf_checks=True)
        response = strict.post(unsubscribe_path(people.member), {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert set(NoticePreference.objects.values_list("user__full_name", "way")) == {("narys", "portal")}

    def test_other_pages_still_need_the_form_token(self, people):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(people.member, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert strict.post(ONLY_PORTAL).status_code == 403

    @pytest.mark.parametrize("token", ["MQ:1xVFBR:GUj1bj0R", "1", "x" * 500])
    def test_an_unsigned_address_does_nothing(self, people, token):
        for method in (Client().get, Client().post):
            assert method(f"/pranesimai/atsisakyti/{token}/").status_code == 404
        assert NoticePreference.objects.count() == 0

    def test_a_token_signed_for_something_else_is_none(self, people):
        assert user_of_token(signing.dumps(people.member.pk)) is None
        assert user_of_token(signing.dumps(999_999, salt="notices.unsubscribe")) is None

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_the_page_does_not_say_whose_letters_they_are(self, notice, people, method):
        page = getattr(Client(), method)(unsubscribe_path(people.member)).content.decode()
        for secret in (people.member.email, people.member.full_name, "Kodėl tik oro?"):
            assert secret not in page

    def test_who_needs_a_second_factor_first_may_refuse_without(self, people, client):
        client.force_login(people.consultant, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.post(unsubscribe_path(people.consultant)).status_code == 200


class TestBar:
    def test_an_open_page_learns_how_many_are_new_in_one_query(
        self, notice, people, as_user, django_assert_num_queries
    ):
        client = as_user(people.member)
        client.get(LIST)
        with django_assert_num_queries(3):  # the session, the person, the count
            told = client.get(UNREAD).json()
        assert told == {"count": 1, "words": "1 naujas pranešimas"}
        assert client.get("/en" + UNREAD).json()["words"] == "1 new notice"
        client.get(f"/pranesimai/{notice.pk}/")
        assert client.get(UNREAD).json()["count"] == 0

    def test_nobody_is_told_of_another_persons(self, notice, people, as_user):
        assert as_user(people.consultant).get(UNREAD).json()["count"] == 0
        assert Client().get(UNREAD).status_code == 302


class TestLanguage:
    def test_it_is_chosen_with_the_ways_and_kept(self, people, as_user):
        client = as_user(people.member)
        ways = dict.fromkeys(kinds(), "daily")
        assert "Laiškų kalba" in client.get(CHOICES).content.decode()
        assert client.post(CHOICES, {**ways, "letters_language": "en"}).status_code == 302
        assert LetterLanguage.objects.get().language == "en"
        assert 'value="en" checked' in re.sub(r' (id|class)="[^"]*"', "", client.get(CHOICES).content.decode())
        client.post(CHOICES, ways)
        assert LetterLanguage.objects.get().language == "en"

    def test_nonsense_is_refused(self, people, as_user):
        client = as_user(people.member)
        ways = dict.fromkeys(kinds(), "daily")
        assert client.post(CHOICES, {**ways, "letters_language": "de"}).status_code == 200
        assert not LetterLanguage.objects.exists()
