"""The outline in a real browser: by keys alone, by mouse, by touch; the focus, the undo, an open form elsewhere."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.axe import assert_accessible
from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
AREA = ".prose-editor .ProseMirror[contenteditable='true']"
GROUP = "ekonomika-ir-verslas"


def log_in(page: Page, name: str = f"narys.{GROUP}") -> Page:
    page.goto("/rengimas/")
    page.fill("[name=login]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/rengimas/$"))
    return page


@pytest.fixture
def context(new_context):
    """Nothing scrolls smoothly: what is measured stands still, what is pressed is still there."""
    return new_context(reduced_motion="reduce")


@pytest.fixture
def member(page, troubles):
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    return log_in(page)


def line(page: Page, uid: str) -> Locator:
    return page.locator(f"#medis li[data-uid='{uid}']")


def title(page: Page, uid: str) -> Locator:
    return page.locator(f"#e-{uid}")


def code(page: Page, uid: str) -> str:
    return line(page, uid).locator(".tree__code").first.inner_text()


def told(page: Page, text: str) -> None:
    expect(page.locator("#medis-ivyko")).to_contain_text(text, timeout=15_000)


def tasks_with_measures(page: Page) -> list[str]:
    """Uids of a goal's tasks that have measures, in their order."""
    goal = page.locator("#medis li[data-kind=goal]").first
    found = goal.locator("li[data-kind=task]:has(li[data-kind=measure])")
    return [one.get_attribute("data-uid") for one in found.all()]


def measures_of(page: Page, task: str) -> list[str]:
    return [one.get_attribute("data-uid") for one in line(page, task).locator("li[data-kind=measure]").all()]


def stands(page: Page, task: str, place: int, uid: str) -> None:
    """The task's measure at a place, as soon as the answer is there."""
    expect(line(page, task).locator("li[data-kind=measure]").nth(place)).to_have_attribute("data-uid", uid)


class TestKeys:
    def test_an_element_is_added_renamed_moved_removed_and_brought_back_by_keys_alone(self, member):
        task = tasks_with_measures(member)[0]
        first = measures_of(member, task)[0]
        title(member, first).focus()
        member.keyboard.press("n")
        expect(member.locator(f"#add-{first}")).to_be_focused()
        member.keyboard.type("Pirmoji klaviatūra")
        member.keyboard.press("Enter")
        told(member, "Pridėta")
        added = measures_of(member, task)[1]
        expect(member.locator(f"#add-{added}")).to_be_focused()  # the next one can be typed at once
        member.keyboard.press("Escape")
        expect(title(member, added)).to_be_focused()

        member.keyboard.press("F2")
        expect(member.locator(f"#rename-{added}")).to_be_focused()
        member.keyboard.press("Control+a")
        member.keyboard.type("Pervadinta klaviatūra")
        member.keyboard.press("Enter")
        told(member, "Pervadinta")
        expect(title(member, added)).to_have_text("Pervadinta klaviatūra")
        expect(title(member, added)).to_be_focused()

        member.keyboard.press("Alt+ArrowUp")
        told(member, "Perkelta: „Pervadinta klaviatūra“ dabar yra")
        expect(title(member, added)).to_be_focused()
        stands(member, task, 0, added)
        member.keyboard.press("Alt+ArrowUp")
        told(member, "jau pirmas")
        member.keyboard.press("Alt+ArrowDown")
        told(member, "dabar yra")
        stands(member, task, 1, added)

        other = tasks_with_measures(member)[1]
        member.keyboard.press("Alt+Shift+ArrowDown")
        told(member, "Perkelta")
        stands(member, other, 0, added)
        expect(title(member, added)).to_be_focused()
        member.keyboard.press("Control+z")
        told(member, "vėl ten, kur buvo")
        stands(member, task, 1, added)

        title(member, added).focus()
        member.keyboard.press("Delete")
        told(member, "Pašalinta: „Pervadinta klaviatūra“")
        expect(line(member, added)).to_have_count(0)
        expect(member.locator("#medis-ivyko button")).to_be_focused()
        member.keyboard.press("Enter")
        told(member, "Grąžinta į planą")
        expect(title(member, added)).to_be_focused()
        member.keyboard.press("Delete")
        told(member, "Pašalinta")

    def test_arrows_walk_fold_and_unfold(self, member):
        task = tasks_with_measures(member)[0]
        first, second = measures_of(member, task)[:2]
        title(member, task).focus()
        member.keyboard.press("ArrowDown")
        expect(title(member, first)).to_be_focused()
        member.keyboard.press("ArrowDown")
        expect(title(member, second)).to_be_focused()
        member.keyboard.press("ArrowLeft")
        expect(title(member, task)).to_be_focused()
        member.keyboard.press("ArrowLeft")
        expect(title(member, first)).to_be_hidden()
        member.keyboard.press("ArrowRight")
        member.keyboard.press("ArrowRight")
        expect(title(member, first)).to_be_focused()
        member.keyboard.press("Home")
        expect(member.locator("#medis .tree__title").first).to_be_focused()
        member.keyboard.press("End")
        expect(member.locator("#medis .tree__title").last).to_be_focused()

    def test_the_buttons_move_again_and_again_and_keep_the_focus(self, member):
        task = tasks_with_measures(member)[0]
        moved = measures_of(member, task)[0]
        line(member, moved).locator("[data-acts]").press("Enter")
        down, up = member.locator(f"#down-{moved}"), member.locator(f"#up-{moved}")
        down.press("Enter")
        told(member, "Perkelta")
        expect(down).to_be_focused()
        member.keyboard.press("Enter")
        expect(line(member, moved).locator(".tree__code").first).to_have_text(re.compile(r"\.3$"))
        up.press("Enter")
        expect(line(member, moved).locator(".tree__code").first).to_have_text(re.compile(r"\.2$"))
        expect(up).to_be_focused()
        up.press("Enter")
        expect(line(member, moved).locator(".tree__code").first).to_have_text(re.compile(r"\.1$"))

    def test_what_belongs_to_others_takes_no_act(self, member):
        member.goto("/rengimas/?grupe=visi")
        foreign = member.locator("#medis li.is-foreign").first
        before = member.locator("#medis").inner_text()
        foreign.locator(".tree__title").first.focus()
        for key in ("Delete", "F2", "n", "Alt+ArrowDown"):
            member.keyboard.press(key)
        expect(member.locator("#medis-ivyko")).to_be_empty()
        assert member.locator("#medis").inner_text() == before


class TestDragging:
    def points(self, page: Page, moved: str, beside: str) -> list[tuple[float, float]]:
        """From the dots of one line to the lower half of another."""
        dots = line(page, moved).locator("[data-handle]").first
        dots.evaluate("dots => dots.scrollIntoView({block: 'center'})")
        handle = dots.bounding_box()
        row = line(page, beside).locator(".tree__row").first.bounding_box()
        return [
            (handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2),
            (row["x"] + 60, row["y"] + row["height"] - 2),
        ]

    def test_a_mouse_drags_an_element_after_another_and_one_press_undoes_it(self, member):
        task = tasks_with_measures(member)[0]
        row = measures_of(member, task)
        (x, y), (to_x, to_y) = self.points(member, row[0], row[1])
        member.mouse.move(x, y)
        member.mouse.down()
        member.mouse.move(x, y + 10)
        member.mouse.move(to_x, to_y)
        expect(line(member, row[1])).to_have_class(re.compile("takes-after"))
        member.mouse.up()
        told(member, "Perkelta")
        stands(member, task, 1, row[0])
        expect(title(member, row[0])).to_be_focused()
        member.get_by_role("button", name="Atšaukti perkėlimą").click()
        told(member, "vėl ten, kur buvo")
        assert measures_of(member, task) == row

    def test_a_measure_is_dragged_under_another_task_with_its_uid(self, member):
        task, other = tasks_with_measures(member)[:2]
        moved = measures_of(member, task)[0]
        member.get_by_role("button", name="Suskleisti viską").click()
        for uid in (member.locator("#medis li[data-kind=goal]").first.get_attribute("data-uid"), task):
            for summary in member.locator(f"li[data-uid='{uid}'], li:has(li[data-uid='{uid}'])").all():
                details = summary.locator("> details")
                if details.get_attribute("open") is None:
                    details.locator("> summary").click()
        (x, y), (to_x, to_y) = self.points(member, moved, other)
        member.mouse.move(x, y)
        member.mouse.down()
        member.mouse.move(to_x, to_y - 4, steps=5)
        expect(line(member, other)).to_have_class(re.compile("takes-inside"))
        member.mouse.up()
        told(member, "Perkelta")
        assert measures_of(member, other)[-1] == moved
        expect(title(member, moved)).to_be_visible()
        member.get_by_role("button", name="Atšaukti perkėlimą").click()
        told(member, "vėl ten, kur buvo")

    def test_a_drag_that_is_let_go_by_the_escape_key_moves_nothing(self, member):
        row = measures_of(member, tasks_with_measures(member)[0])
        (x, y), (to_x, to_y) = self.points(member, row[0], row[1])
        member.mouse.move(x, y)
        member.mouse.down()
        member.mouse.move(to_x, to_y, steps=3)
        member.keyboard.press("Escape")
        member.mouse.up()
        expect(member.locator("#medis .takes-after")).to_have_count(0)
        expect(member.locator("#medis-ivyko")).to_be_empty()

    def test_a_finger_drags_by_the_dots_on_a_phone(self, new_context, troubles):
        context = new_context(has_touch=True, reduced_motion="reduce")
        page = context.new_page()
        page.set_viewport_size({"width": 360, "height": 740})
        log_in(page)
        task = tasks_with_measures(page)[0]
        row = measures_of(page, task)
        (x, y), (to_x, to_y) = self.points(page, row[0], row[1])
        finger = context.new_cdp_session(page)

        def touch(kind: str, *points: tuple[float, float]) -> None:
            finger.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]}
            )

        touch("touchStart", (x, y))
        for part in range(1, 6):
            touch("touchMove", (x + (to_x - x) * part / 5, y + (to_y - y) * part / 5))
        expect(line(page, row[1])).to_have_class(re.compile("takes-after"))
        touch("touchEnd")
        told(page, "Perkelta")
        stands(page, task, 1, row[0])
        # A mouse: Chromium takes a tap right after a swipe as the end of the swipe.
        page.get_by_role("button", name="Atšaukti perkėlimą").click()
        told(page, "vėl ten, kur buvo")
        assert measures_of(page, task) == row


def test_a_form_that_somebody_has_open_is_not_disturbed_by_a_move(member, new_context):
    task = tasks_with_measures(member)[0]
    moved = measures_of(member, task)[0]
    writer = log_in(new_context().new_page(), f"pirmininkas.{GROUP}")
    writer.goto(f"/rengimas/e/{moved}/redaguoti/")
    writer.locator(AREA).click()
    writer.keyboard.press("Control+End")
    writer.keyboard.type(" Rašoma, kol kitas perkelia.")
    title(member, moved).focus()
    member.keyboard.press("Alt+ArrowDown")
    told(member, "Perkelta")
    writer.locator(".action-bar button[value='save-stay']").click()
    expect(writer.locator(".messages")).to_contain_text("Išsaugota")
    assert "Rašoma, kol kitas perkelia." in writer.input_value("[name=body]")
    member.keyboard.press("Control+z")
    told(member, "vėl ten, kur buvo")


def test_a_branch_is_asked_about_and_comes_back_whole(member):
    task = tasks_with_measures(member)[0]
    below = measures_of(member, task)
    questions = []
    member.once("dialog", lambda dialog: (questions.append(dialog.message), dialog.dismiss()))
    title(member, task).focus()
    member.keyboard.press("Delete")
    expect(title(member, task)).to_be_focused()
    assert "kartu su viskuo" in questions[0]
    member.once("dialog", lambda dialog: dialog.accept())
    member.keyboard.press("Delete")
    told(member, "po juo buv")
    member.locator("#medis-ivyko button").click()
    told(member, "Grąžinta į planą")
    assert measures_of(member, task) == below


def test_what_was_folded_stays_folded_and_a_search_shows_it_all_the_same(member):
    task = tasks_with_measures(member)[0]
    first = measures_of(member, task)[0]
    words = title(member, first).inner_text()
    line(member, task).locator("> details > summary").click()
    expect(title(member, first)).to_be_hidden()
    member.reload()
    expect(title(member, first)).to_be_hidden()
    member.fill("#id_ieskoti", words)
    expect(title(member, first)).to_be_visible()
    expect(member).to_have_url(re.compile("ieskoti="))
    expect(title(member, measures_of(member, task)[-1])).to_have_text(words)


@pytest.mark.parametrize("lost", ["sessionid", None])
def test_a_session_that_is_over_takes_no_place_in_the_outline(member, troubles, lost):
    """The session alone: the login answers. Every cookie: the form's own guard refuses."""
    moved = measures_of(member, tasks_with_measures(member)[0])[0]
    member.context.clear_cookies(name=lost) if lost else member.context.clear_cookies()
    title(member, moved).focus()
    member.keyboard.press("Alt+ArrowDown")
    told(member, "Nepavyko, niekas nepakeista")
    expect(title(member, moved)).to_be_visible()
    expect(member.locator("[name=password]")).to_have_count(0)
    troubles.clear()  # the browser reports the refused answer itself


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_are_accessible_and_fit_a_small_screen(new_context, width):
    page = new_context().new_page()
    page.set_viewport_size({"width": width, "height": 800})
    log_in(page)
    first = measures_of(page, tasks_with_measures(page)[0])[0]

    def fits() -> bool:
        return page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    assert_accessible(page)
    assert fits()
    line(page, first).locator("[data-acts]").click()
    expect(page.locator(f"#rename-{first}")).to_be_visible()
    page.locator("[data-outline-keys] summary").click()
    assert_accessible(page)
    assert fits()
    for address in (f"/rengimas/e/{first}/veiksmai/", "/rengimas/pakeitimai/?dienos=30", "/rengimas/?busena=removed"):
        page.goto(address)
        assert_accessible(page)
        assert fits(), address


@pytest.mark.parametrize("name", ["koordinatorius", "konsultantas", "sekretore", f"pirmininkas.{GROUP}"])
def test_every_role_has_an_accessible_first_page(page, troubles, name):
    log_in(page, name)
    assert_accessible(page)
