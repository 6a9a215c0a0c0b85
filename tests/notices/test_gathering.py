"""Which notices go into which letter, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from klaipeda_plan.notices import registry
from klaipeda_plan.notices.gathering import gather_letters, last_digest
from klaipeda_plan.notices.models import Mail, Notice, NoticePreference
from klaipeda_plan.notices.registry import NoticeKind, Presented
from klaipeda_plan.notices.services import choose_ways, notify
from tests.notices.conftest import let_wait, run_jobs
from tests.support.factories import make_user


def present(notices, user):
    """Everybody may read everything but what is marked as gone."""
    return {one.pk: Presented(one.data["title"], "/") for one in notices if not one.data.get("gone")}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {
        "quick": NoticeKind("quick", present, "now"), "slow": NoticeKind("slow", present, "daily"),
    })  # fmt: skip


@pytest.fixture
def ona(db):
    return make_user("ona@example.org")


def tell(user, kind, title, area="", **data):
    notify([user], kind, key=title, area=area, data={"title": title, **data})
    return Notice.objects.get(user=user, key=title)


class TestAtOnce:
    def test_a_letter_waits_a_quiet_minute_and_takes_what_came_meanwhile(self, ona):
        tell(ona, "quick", "Pirmas")
        assert gather_letters() == 0
        let_wait(seconds=61)
        tell(ona, "quick", "Antras")
        assert gather_letters() == 1
        run_jobs()
        assert [letter.subject for letter in mail.outbox] == ["Klaipėda 2030: 2 nauji pranešimai"]
        assert gather_letters() == 0

    def test_a_single_notice_stands_in_the_subject(self, ona, post):
        tell(ona, "quick", "Grąžinta: tikslas\n„Mažinti“")
        assert [letter.subject for letter in post(minutes=2)] == ["Klaipėda 2030: Grąžinta: tikslas „Mažinti“"]

    def test_every_person_has_an_own_letter(self, ona, post):
        petras = make_user("petras@example.org")
        notify([ona, petras], "quick", key="abiem", data={"title": "Abiem"})
        assert sorted(letter.to for letter in post(minutes=2)) == [["ona@example.org"], ["petras@example.org"]]


class TestDaily:
    def test_one_letter_a_day_with_what_came_before_its_hour(self, ona, post):
        for number in range(3):
            tell(ona, "slow", f"Pastaba {number}")
        assert [letter.subject for letter in post(days=1, hours=1)] == ["Klaipėda 2030: 3 dienos pranešimai"]
        tell(ona, "slow", "Dar viena tos dienos")
        assert len(post(days=1, hours=1)) == 1, "the letter of the day has gone"

    def test_what_came_after_the_hour_waits_for_the_next_day(self, ona):
        notice = tell(ona, "slow", "Ką tik")
        Notice.objects.update(at=last_digest(timezone.now()) + timedelta(milliseconds=1))
        assert gather_letters() == 0
        notice.refresh_from_db()
        assert notice.mailed_at is None

    def test_it_is_grouped_by_area_the_newest_first(self, ona, post, monkeypatch):
        monkeypatch.setattr(registry, "_area_names", [lambda: {"uostas": "Uosto grupė", "oras": "Oro grupė"}])
        for hours, (title, area) in enumerate((("D", "oras"), ("C", "uostas"), ("B", "oras"), ("A", "uostas"))):
            tell(ona, "slow", title, area)
            Notice.objects.filter(key=title).update(at=timezone.now() - timedelta(days=2, hours=-hours))
        gather_letters()
        run_jobs()
        (letter,) = mail.outbox
        lines = [line for line in letter.body.splitlines() if line.startswith("* ") or line.endswith("GRUPĖ")]
        assert lines == ["UOSTO GRUPĖ", "* A", "* C", "ORO GRUPĖ", "* B", "* D"]

    @pytest.mark.parametrize(
        ("now", "digest"),
        [
            (datetime(2027, 1, 10, 4, 59, tzinfo=UTC), datetime(2027, 1, 9, 5, tzinfo=UTC)),
            (datetime(2027, 1, 10, 5, 0, tzinfo=UTC), datetime(2027, 1, 10, 5, tzinfo=UTC)),
            (datetime(2027, 7, 10, 3, 59, tzinfo=UTC), datetime(2027, 7, 9, 4, tzinfo=UTC)),
            (datetime(2027, 7, 10, 4, 0, tzinfo=UTC), datetime(2027, 7, 10, 4, tzinfo=UTC)),
            (datetime(2027, 3, 28, 4, 30, tzinfo=UTC), datetime(2027, 3, 28, 4, tzinfo=UTC)),
        ],
    )
    def test_the_hour_is_that_of_vilnius_in_winter_and_summer(self, now, digest, settings):
        settings.DIGEST_HOUR = 7
        assert last_digest(now) == digest

    def test_a_day_on_which_nothing_ran_is_made_up_for(self, ona, post):
        tell(ona, "slow", "Senas")
        assert len(post(days=5)) == 1


class TestPreferences:
    @pytest.mark.parametrize(("kind", "way"), [("quick", "portal"), ("slow", "portal")])
    def test_what_is_wanted_in_the_portal_alone_is_passed_over(self, ona, post, kind, way):
        choose_ways({kind: way}, by=ona)
        tell(ona, kind, "Tik portale")
        assert post() == []
        assert Notice.objects.get().mailed_at is not None
        choose_ways({kind: "now"}, by=ona)
        assert post() == [], "it does not come later either"

    def test_a_daily_kind_may_come_at_once_and_the_other_way_round(self, ona):
        choose_ways({"quick": "daily", "slow": "now"}, by=ona)
        tell(ona, "quick", "Kasdienis")
        tell(ona, "slow", "Greitas")
        let_wait(seconds=61)
        Notice.objects.filter(key="Kasdienis").update(at=timezone.now())
        gather_letters()
        assert list(Mail.objects.get().notices.values_list("key", flat=True)) == ["Greitas"]

    def test_a_choice_of_one_person_is_not_the_other_s(self, ona, post):
        petras = make_user("petras@example.org")
        choose_ways({"quick": "portal"}, by=petras)
        notify([ona, petras], "quick", key="abiem", data={"title": "Abiem"})
        assert [letter.to for letter in post()] == [["ona@example.org"]]

    def test_a_new_choice_holds_for_what_waits(self, ona, post):
        tell(ona, "quick", "Laukia")
        choose_ways({"quick": "portal"}, by=ona)
        assert post() == []
        assert NoticePreference.objects.get().way == "portal"

    def test_what_was_read_in_the_portal_is_not_mailed(self, ona, post):
        tell(ona, "quick", "Perskaitytas")
        Notice.objects.update(read_at=timezone.now())
        assert post() == []

    def test_who_has_left_gets_no_letters(self, ona, post):
        tell(ona, "quick", "Išėjusiai")
        ona.is_active = False
        ona.save()
        assert post() == []


class TestOnce:
    def test_a_second_gathering_writes_nothing(self, ona):
        tell(ona, "quick", "Vienas")
        tell(ona, "slow", "Kitas")
        let_wait()
        assert gather_letters() == 2
        assert gather_letters() == 0
        assert Mail.objects.count() == 2

    def test_a_tick_that_came_too_late_takes_nothing(self, ona, monkeypatch):
        """Two ticks read the same waiting notice; the second finds the letter written."""
        notice = tell(ona, "quick", "Vienas")
        let_wait()
        gather_letters()
        Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
        assert gather_letters() == 0
        assert Mail.objects.count() == 1

    @pytest.mark.parametrize("count", [1, 3])
    def test_any_number_of_notices_takes_the_same_queries(self, ona, count, django_assert_num_queries):
        for number in range(count):
            tell(ona, "quick", f"Nr. {number}")
        let_wait()
        with django_assert_num_queries(10):
            gather_letters()

    def test_nothing_waiting_costs_one_query(self, ona, django_assert_num_queries):
        with django_assert_num_queries(1):
            gather_letters()
