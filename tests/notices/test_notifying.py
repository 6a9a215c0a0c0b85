"""Telling people: each once, in the transaction of the cause, and never who did it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.template import Context, Template

from klaipeda_plan.notices import registry
from klaipeda_plan.notices.models import Notice
from klaipeda_plan.notices.queries import by_area, count_unread, read_notices, ways_of
from klaipeda_plan.notices.registry import NoticeKind, Presented
from klaipeda_plan.notices.services import choose_ways, mark_all_read, mark_read, notify, put_aside, refuse_letters
from tests.support.factories import make_user


def present(notices, user):
    return {one.pk: Presented(one.key, "/") for one in notices}


def present_nothing(notices, user):
    return {}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {
        "open": NoticeKind("open", present, "now"), "closed": NoticeKind("closed", present_nothing),
        "rare": NoticeKind("rare", present, reaches=lambda user: user.email == "ona@example.org"),
    })  # fmt: skip


@pytest.fixture
def ona(db):
    return make_user("ona@example.org")


@pytest.fixture
def petras(db):
    return make_user("petras@example.org")


def tell(*users, kind="open", key="kas nors", **options):
    return notify(users, kind, key=key, data={}, **options)


class TestTelling:
    def test_everybody_named_is_told_but_who_did_it(self, ona, petras):
        tell(ona, petras, by=petras)
        assert Notice.objects.get().user == ona

    def test_one_thing_is_told_once_whatever_its_kind(self, ona, petras):
        tell(ona, ona)
        tell(ona, petras, kind="closed")
        assert sorted(Notice.objects.values_list("user__full_name", "kind")) == [("ona", "open"), ("petras", "closed")]

    def test_another_thing_is_told_again(self, ona):
        tell(ona, key="viena")
        tell(ona, key="kita")
        assert Notice.objects.count() == 2

    def test_who_has_left_is_not_told(self, ona):
        ona.is_active = False
        tell(ona)
        assert Notice.objects.count() == 0

    def test_a_kind_that_nobody_registered_fails_with_its_cause(self, ona):
        with pytest.raises(KeyError):
            tell(ona, kind="nežinoma")

    def test_what_did_not_happen_is_not_told(self, ona):
        def cause():
            with transaction.atomic():
                tell(ona)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            cause()
        assert Notice.objects.count() == 0

    @pytest.mark.parametrize("count", [1, 3])
    def test_any_number_of_people_takes_the_same_queries(self, db, count, django_assert_num_queries):
        people = [make_user(f"{number}@example.org") for number in range(count)]
        with django_assert_num_queries(4):
            tell(*people)


class TestReading:
    def test_only_what_its_kind_presents_is_read(self, ona):
        tell(ona, key="a")
        tell(ona, key="b", kind="closed")
        assert [item.presented.title for item in read_notices(list(Notice.objects.all()), ona)] == ["a"]

    def test_a_kind_that_is_gone_is_passed_over(self, ona, monkeypatch):
        tell(ona)
        monkeypatch.setattr(registry, "_kinds", {})
        assert read_notices(list(Notice.objects.all()), ona) == []

    def test_who_was_switched_off_reads_nothing(self, ona):
        tell(ona)
        ona.is_active = False
        assert read_notices(list(Notice.objects.all()), ona) == []

    def test_areas_have_their_names_and_what_is_shared_has_one(self, ona, monkeypatch):
        monkeypatch.setattr(registry, "_area_names", [lambda: {"uostas": "Uosto grupė"}])
        for area in ("uostas", "", "panaikinta"):
            tell(ona, key=f"k-{area}", area=area)
        areas = by_area(read_notices(list(Notice.objects.order_by("pk")), ona))
        assert [area.name for area in areas] == ["Uosto grupė", "Bendri plano elementai", "panaikinta"]

    def test_unread_ones_are_counted_once_a_request(self, ona, petras, django_assert_num_queries):
        tell(ona, petras)
        page = Template("{% load notices %}{% unread_notices user as n %}{{ n }}{% unread_notices user as n %}{{ n }}")
        with django_assert_num_queries(1):
            assert page.render(Context({"user": ona})) == "11"
        with django_assert_num_queries(0):
            assert count_unread(AnonymousUser()) == 0


class TestMarking:
    def test_one_all_and_nobody_else_s(self, ona, petras):
        for key in "abc":
            tell(ona, petras, key=key)
        mark_read(Notice.objects.get(user=ona, key="a"))
        assert Notice.objects.filter(user=ona).unread().count() == 2
        put_aside([Notice.objects.get(user=ona, key="b").pk, Notice.objects.get(user=petras, key="b").pk], of=ona)
        assert Notice.objects.filter(user=ona).unread().count() == 1
        mark_all_read(ona)
        assert Notice.objects.filter(user=ona).unread().count() == 0
        assert Notice.objects.filter(user=petras).unread().count() == 3


class TestWays:
    def test_the_kind_s_own_way_holds_until_one_chooses(self, ona):
        assert ways_of(ona) == {"open": "now", "closed": "daily", "rare": "daily"}
        choose_ways({"open": "portal"}, by=ona)
        assert ways_of(ona)["open"] == "portal"

    def test_what_cannot_come_is_no_choice(self, petras):
        assert set(ways_of(petras)) == {"open", "closed"}

    def test_nonsense_writes_nothing(self, ona):
        with pytest.raises(ValueError, match="balandžiu"):
            choose_ways({"closed": "now", "open": "balandžiu"}, by=ona)
        assert ona.notice_preferences.count() == 0

    def test_refusing_letters_holds_for_every_kind_also_for_one_that_cannot_come_now(self, petras):
        refuse_letters(petras)
        assert dict(petras.notice_preferences.values_list("kind", "way")) == dict.fromkeys(
            ("open", "closed", "rare"), "portal"
        )
