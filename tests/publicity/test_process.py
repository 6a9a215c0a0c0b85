"""The time line of the preparation: states, stages, what a step produced, what comes next."""

import datetime
import uuid

import pytest
from django.utils import timezone

from council.queries_public import published_sittings
from council.services.sittings import convene_sitting, publish_sitting
from editions.services.events import withdraw_edition
from publicity.models import Milestone, MilestoneProduct, ProcessStage
from publicity.queries_process import load_process, stages_shown
from publicity.services.writing import withdraw
from tests.council.sittings import convened, make_item, make_sitting
from tests.publicity.asking import get, text
from tests.publicity.content import make_document, make_event, make_news
from tests.workgroups.meetings import make_meeting
from workgroups.services.meetings import cancel_meeting
from workgroups.services.openness import announce_meeting

TODAY = datetime.date(2020, 8, 1)
DAY = datetime.timedelta(days=1)


def milestone(part, title, **fields):
    return Milestone.objects.create(part=part, title=title, **({"is_published": True} | fields))


def states(today=TODAY):
    return {step.milestone.title: step.state for part in load_process(today, {}).parts for step in part.steps}


class TestStates:
    def test_what_took_place_is_done_and_the_nearest_of_what_is_planned_is_next(self, process):
        milestone(process[0], "Tuoj", planned_date="2020-08-15")
        assert states() == {"Koncepcijos projektas": "done", "Tuoj": "next", "Plano tvirtinimas": "coming"}

    def test_what_lasts_is_going_on_until_its_last_day(self, process):
        milestone(process[0], "Apklausa", actual_date="2020-07-20", until="2020-08-01")
        assert states()["Apklausa"] == "now"
        assert states(TODAY + DAY)["Apklausa"] == "done"

    def test_a_planned_month_has_not_passed_before_it_ends(self, process):
        assert states(datetime.date(2020, 12, 31))["Plano tvirtinimas"] == "next"
        assert states(datetime.date(2021, 1, 1))["Plano tvirtinimas"] == "unrecorded"

    def test_two_of_the_same_day_are_both_next(self, process):
        for title in ("Vienas", "Kitas"):
            milestone(process[0], title, planned_date="2020-09-01")
        assert [title for title, state in states().items() if state == "next"] == ["Vienas", "Kitas"]

    def test_an_actual_date_that_lies_ahead_has_not_taken_place(self, process):
        milestone(process[0], "Posėdis", actual_date="2020-09-01")
        assert states()["Posėdis"] == "next"


class TestStages:
    @pytest.fixture
    def stages(self, plan):
        first = ProcessStage.objects.create(plan=plan, number="I", title="Analizė", began_on="2019-10-14", position=0)
        second = ProcessStage.objects.create(plan=plan, number="II", title="Strategija", position=1)
        third = ProcessStage.objects.create(plan=plan, number="III", title="Planas", position=2)
        return [first, second, third]

    def shown(self, today=TODAY):
        return [one.state for one in stages_shown(ProcessStage.objects.all(), today)]

    def test_one_that_began_and_has_no_end_goes_on(self, stages):
        assert self.shown() == ["now", "", ""]
        assert self.shown(datetime.date(2019, 10, 13)) == ["coming", "", ""]

    def test_what_stands_before_one_that_began_is_done(self, stages):
        stages[1].ended_on = datetime.date(2020, 7, 31)
        stages[1].save()
        assert self.shown() == ["done", "done", ""]

    def test_the_plan_alone_makes_no_stage_go_on(self, stages):
        stages[2].planned_from, stages[2].planned_until = datetime.date(2020, 7, 1), datetime.date(2020, 12, 1)
        stages[2].save()
        assert self.shown() == ["now", "", ""]

    def test_today_stands_between_them_where_none_goes_on(self, stages):
        ProcessStage.objects.update(is_published=True)
        assert load_process(TODAY, {}).today_after == 0
        ProcessStage.objects.filter(number="I").update(ended_on="2020-01-31")
        ProcessStage.objects.filter(number="III").update(planned_from="2020-10-01")
        assert load_process(TODAY, {}).today_after == 2
        assert text(get("/eiga/")).count('aria-current="step"') == 1

    def test_the_page_shows_published_ones_with_all_their_dates_and_says_which_is_now(self, stages):
        ProcessStage.objects.filter(number="II").update(
            is_published=True, planned_from="2020-01-01", planned_until="2020-06-01", months_only=True,
            began_on=timezone.localdate() - DAY, leads_to="koncepcija",
        )  # fmt: skip
        page = text(get("/eiga/"))
        for words in ("II etapas", "Strategija", "2020 m. sausis", "2020 m. birželis", "koncepcija", "dabar"):
            assert words in page, words
        assert 'aria-current="step"' in page
        assert "Analizė</h3>" not in page


class TestProducts:
    @pytest.fixture
    def things(self, process, edition, people):
        """A thing of each kind, linked to the concept's milestone."""
        sitting = convened(people.secretary, title="Dėl koncepcijos")
        things = {
            "edition": edition, "document": make_document(people.editor, "Analizės ataskaita"),
            "news": make_news(people.editor, "Paskelbta koncepcija"),
            "event": make_event(people.editor, "Pristatymas jaunimui"), "sitting": sitting.uid,
        }  # fmt: skip
        done = Milestone.objects.get(title="Koncepcijos projektas")
        for name, thing in things.items():
            MilestoneProduct.objects.create(milestone=done, **{name: thing})
        return things

    def produced(self):
        process = load_process(TODAY, published_sittings())
        return [product.title for part in process.parts for step in part.steps for product in step.products]

    def test_what_is_public_stands_under_the_step_with_its_address(self, things, edition):
        assert self.produced() == [
            "Paskelbta redakcija", "Analizės ataskaita", "Paskelbta koncepcija", "Pristatymas jaunimui",
        ]  # fmt: skip
        page = text(get("/eiga/"))
        assert 'href="/redakcijos/1/"' in page
        assert f'href="/dokumentai/{things["document"].short_uid}/"' in page

    def test_a_sitting_that_nobody_published_is_not_named(self, things):
        assert str(things["sitting"]) not in text(get("/eiga/"))

    def test_what_is_withdrawn_leaves_the_page_at_once(self, things, edition, people):
        withdraw(things["news"], by=people.editor)
        withdraw_edition(edition, by=people.coordinator, note="klaida")
        assert self.produced() == ["Analizės ataskaita", "Pristatymas jaunimui"]
        assert "Paskelbta koncepcija" not in text(get("/eiga/"))

    def test_english_names_stand_where_there_are_any(self, things, people):
        things["event"].title_en = "For young people"
        things["event"].save()
        page = text(get("/en/eiga/"))
        assert "For young people" in page
        assert '<span lang="lt">Paskelbta koncepcija</span>' in page


class TestSittings:
    def test_a_published_sitting_stands_with_its_documents(self, process, people):
        item = make_item(make_sitting(people.secretary), people.secretary)
        sitting = publish_sitting(convene_sitting(item.sitting, by=people.secretary), by=people.secretary)
        page = text(get("/eiga/"))
        assert f'href="/posedziai/{sitting.uid}/"' in page
        assert sitting.title in page

    def test_one_that_is_only_convened_does_not(self, process, people):
        sitting = convened(people.secretary, title="Slaptas klausimas")
        page = text(get("/eiga/"))
        assert str(sitting.uid) not in page


class TestNowAndNext:
    def test_it_says_what_was_done_last_and_what_comes(self, process, people):
        make_event(people.editor, "Susitikimas su gyventojais")
        milestone(process[1], "Svarstymas taryboje", planned_date=timezone.localdate() + 30 * DAY)
        page = text(get("/eiga/"))
        now = page[page.index('id="dabar"') : page.index('id="dalis-')]
        assert "Koncepcijos projektas" in now
        for coming in ("Svarstymas taryboje", "Susitikimas su gyventojais"):
            assert coming in now

    def test_what_comes_stands_in_the_order_of_its_days_whatever_it_is(self, process, people, groups):
        group, now = groups["aplinkos-apsauga"], timezone.now()
        make_event(people.editor, "Vėlyvas renginys", starts=now + 21 * DAY)
        for title, days in (("Ankstyvas posėdis", 7), ("Vėliausias posėdis", 28)):
            called = make_meeting(group, people.chair, now + days * DAY, title=title)
            announce_meeting(called, by=people.coordinator)
        off = announce_meeting(make_meeting(group, people.chair, title="Atšauktas"), by=people.coordinator)
        cancel_meeting(off, by=people.chair, reason="liga")
        milestone(process[1], "Tarpinis žingsnis", planned_date=timezone.localdate() + 14 * DAY)
        page = text(get("/eiga/"))
        part = page[page.index('id="dabar"') : page.index('id="dalis-')]
        titles = ["Ankstyvas posėdis", "Tarpinis žingsnis", "Vėlyvas renginys", "Vėliausias posėdis"]
        assert sorted(titles, key=part.index) == titles
        assert "Atšauktas" not in part

    def test_it_says_so_when_nothing_is_planned(self, db):
        assert "Kito žingsnio data dar nepaskelbta" in text(get("/eiga/"))

    def test_the_page_is_made_anew_each_day(self, process):
        assert get("/eiga/").headers["Cache-Control"] == "public, max-age=60"
        Milestone.objects.filter(title="Plano tvirtinimas").update(planned_date=timezone.localdate(), month_only=False)
        assert "toliau" in text(get("/eiga/"))


@pytest.mark.parametrize("count", [1, 3])
def test_products_take_as_many_queries_for_many(process, people, count, django_assert_num_queries):
    done = Milestone.objects.get(title="Koncepcijos projektas")
    for number in range(count):
        MilestoneProduct.objects.create(milestone=done, news=make_news(people.editor, f"Naujiena {number}"))
        MilestoneProduct.objects.create(milestone=done, event=make_event(people.editor, f"Renginys {number}"))
        MilestoneProduct.objects.create(milestone=done, sitting=uuid.uuid4())
        ProcessStage.objects.create(plan=process[0].plan, number=str(number), title="Etapas", is_published=True)
    with django_assert_num_queries(10):
        assert get("/eiga/").status_code == 200
