"""Nothing that is typed is lost: a pause, a second device, the network cut, the login expired, the tab closed."""

import re

import pytest
from playwright.sync_api import expect

from tests.plans.writing import (
    AREA,
    GROUP,
    KEPT,
    STATE,
    element,
    fill_login,
    log_in,
    open_form,
    own_address,
    shell,
    versions,
    write,
)
from tests.support.axe import assert_accessible
from tests.support.servers import wait_until

pytestmark = pytest.mark.browser
UNSAVED = "dar neišsaugotas tekstas"
PROBLEM = ".notice[data-trouble]:visible"


@pytest.fixture
def member(page):
    log_in(page, "narys")
    return page


@pytest.fixture
def address(member, request):
    return own_address(member, request)


@pytest.fixture
def own_device(new_context):
    """Another device of the same person, opened when it is asked for."""

    def open_device():
        page = new_context().new_page()
        log_in(page, "narys")
        return page

    return open_device


def test_a_pause_keeps_the_text_on_the_server_and_another_device_has_it(member, address, own_device, stack):
    before = versions(stack, address)
    open_form(member, address)
    write(member, " Sakinys, kurio niekas neišsaugojo.")
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=8000)
    expect(member.locator("[data-save-told]")).to_have_text("Išsaugota juodraštyje")
    assert_accessible(member)
    assert versions(stack, address) == before
    phone = own_device()
    phone.set_viewport_size({"width": 320, "height": 700})
    open_form(phone, address)
    expect(phone.locator(AREA)).to_contain_text("Sakinys, kurio niekas neišsaugojo.")
    expect(phone.locator("main")).to_contain_text(UNSAVED)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert_accessible(phone)
    phone.locator(".action-bar button[value='save']").click()
    expect(phone.locator(".document")).to_contain_text("Sakinys, kurio niekas neišsaugojo.")
    assert versions(stack, address) == before + 1
    open_form(phone, address)
    expect(phone.locator("main")).not_to_contain_text(UNSAVED)


def test_giving_the_text_up_asks_and_shows_what_is_stored(member, address):
    open_form(member, address)
    write(member, " Netikęs sakinys.")
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=8000)
    open_form(member, address)
    expect(member.locator(AREA)).to_contain_text("Netikęs sakinys.")
    member.once("dialog", lambda dialog: dialog.dismiss())
    member.get_by_role("button", name="Jo atsisakyti").click()
    expect(member.locator(AREA)).to_contain_text("Netikęs sakinys.")
    member.once("dialog", lambda dialog: dialog.accept())
    member.get_by_role("button", name="Jo atsisakyti").click()
    expect(member.locator(AREA)).not_to_contain_text("Netikęs sakinys.")
    expect(member.locator("[data-keep-offer]:visible")).to_have_count(0)


def test_a_cut_network_keeps_the_text_here_and_its_return_sends_it(member, address, own_device):
    open_form(member, address)
    member.context.set_offline(True)
    write(member, " Be ryšio.")
    expect(member.locator(STATE)).to_have_text("Nėra ryšio – tekstas saugomas šioje naršyklėje", timeout=8000)
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator(AREA)).to_contain_text("Be ryšio.")
    write(member, " Vis dar.")
    member.context.set_offline(False)
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=10_000)
    other = own_device()
    open_form(other, address)
    expect(other.locator(AREA)).to_contain_text("Be ryšio. Vis dar.")


def test_a_tab_closed_while_somebody_types_loses_nothing(member, address, own_device, stack):
    open_form(member, address)
    write(member, " Paskutinis žodis.")
    again = member.context.new_page()
    with member.expect_event("close"):
        member.close(run_before_unload=True)
    copies = element(address) + "print([copy.data['body'] for copy in one.working_copies.all()])"
    wait_until(lambda: "Paskutinis žodis." in shell(stack, copies), "the text that the closing tab sent")
    open_form(again, address)
    expect(again.locator(AREA)).to_contain_text("Paskutinis žodis.")
    other = own_device()
    open_form(other, address)
    expect(other.locator(AREA)).to_contain_text("Paskutinis žodis.")


def test_a_tab_closed_without_network_is_offered_by_the_browser(member, address):
    open_form(member, address)
    member.context.set_offline(True)
    write(member, " Tik čia.")
    expect(member.locator(STATE)).to_contain_text("Nėra ryšio", timeout=8000)
    again = member.context.new_page()
    with member.expect_event("close"):
        member.close(run_before_unload=True)
    again.context.set_offline(False)
    open_form(again, address)
    again.get_by_role("button", name="Rodyti mano tekstą").click()
    expect(again.locator(AREA)).to_contain_text("Tik čia.")
    again.locator(".action-bar button[value='save']").click()
    expect(again.locator(".document")).to_contain_text("Tik čia.")
    open_form(again, address)
    expect(again.locator("[data-keep-offer]:visible")).to_have_count(0)


def end_session(page, stack):
    """The server forgets the login; the browser does not know it yet."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")
    code = "from django.contrib.sessions.models import Session; print(Session.objects.filter(pk='%s').delete()[0])"
    assert shell(stack, code % key) == "1"


def test_a_session_that_ends_while_somebody_types_brings_the_text_back(member, address, stack):
    open_form(member, address)
    write(member, " Prieš.")
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=8000)
    end_session(member, stack)
    write(member, " Ir po.")
    expect(member.locator(PROBLEM)).to_contain_text("Prisijungimas baigėsi", timeout=8000)
    expect(member.locator(STATE)).to_have_text("Tekstas saugomas šioje naršyklėje")
    assert_accessible(member)
    member.get_by_role("button", name="Prisijungti ir tęsti").click()
    fill_login(member, "narys")
    expect(member.locator(AREA)).to_contain_text("Prieš. Ir po.")
    write(member, " Toliau.")
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=8000)


def test_a_login_in_another_tab_lets_the_first_go_on(member, address, stack):
    open_form(member, address)
    end_session(member, stack)
    write(member, " Laukia.")
    expect(member.locator(PROBLEM)).to_contain_text("Prisijungimas baigėsi", timeout=8000)
    second = member.context.new_page()
    log_in(second, "narys")
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=15_000)
    expect(member.locator(PROBLEM)).to_have_count(0)
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator(".document")).to_contain_text("Laukia.")


def test_a_text_is_never_sent_in_the_name_of_another_person(member, address, stack):
    open_form(member, address)
    end_session(member, stack)
    second = member.context.new_page()
    log_in(second, "pirmininkas")
    write(member, " Nario žodžiai.")
    expect(member.locator(PROBLEM)).to_contain_text("kitas žmogus", timeout=8000)
    assert shell(stack, element(address) + "print(one.working_copies.count())") == "0"
    open_form(second, address)
    expect(second.locator(AREA)).not_to_contain_text("Nario žodžiai.")
    expect(second.locator("[data-keep-offer]:visible")).to_have_count(0)


def test_two_windows_of_one_person_do_not_overwrite_each_other(member, address):
    second = member.context.new_page()
    for page in (member, second):
        open_form(page, address)
    write(member, " Iš pirmo lango.")
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=8000)
    write(second, " Iš antro lango.")
    expect(second.locator(PROBLEM)).to_contain_text("kitame lange ar įrenginyje", timeout=8000)
    assert_accessible(second)
    third = member.context.new_page()
    open_form(third, address)
    expect(third.locator(AREA)).to_contain_text("Iš pirmo lango.")
    third.get_by_role("button", name="Rodyti mano tekstą").click()
    expect(third.locator(AREA)).to_contain_text("Iš antro lango.")


def test_a_right_that_is_lost_leaves_the_text_to_be_copied(member, address, stack):
    move = (
        "from workgroups.models import *;"
        "seat = Membership.objects.filter(user__email='narys.%s@example.org');"
        "print(seat.update(workgroup=Workgroup.objects.get(slug='%s')))"
    )
    open_form(member, address)
    write(member, " Dar leidžiama.")
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=8000)
    shell(stack, move % (GROUP, "viesasis-sektorius"))
    try:
        write(member, " Jau nebe.")
        expect(member.locator(PROBLEM)).to_contain_text("Čia rašyti nebegalite", timeout=8000)
        member.locator(".action-bar button[value='save']").click()
        expect(member.locator("h1")).to_have_text("Jūsų tekstas neišsaugotas")
        expect(member.locator(".document")).to_contain_text("Dar leidžiama. Jau nebe.")
        expect(member.locator("main")).to_contain_text("koordinatorius")
        assert_accessible(member)
        member.goto(address)
        expect(member.locator(".document")).to_contain_text("Dar leidžiama.")
    finally:
        shell(stack, move % (GROUP, GROUP))
    open_form(member, address)
    expect(member.locator(AREA)).to_contain_text("Dar leidžiama.")
    member.get_by_role("button", name="Rodyti mano tekstą").click()
    expect(member.locator(AREA)).to_contain_text("Dar leidžiama. Jau nebe.")


def test_an_element_removed_while_somebody_types_keeps_the_text(member, address, stack):
    open_form(member, address)
    act = "from plans.services import elements; from workgroups.models import User;"
    by = f"by=User.objects.get(email='pirmininkas.{GROUP}@example.org'))"
    shell(stack, element(address) + act + f"elements.remove_element(one, {by}")
    write(member, " Per vėlai.")
    expect(member.locator(PROBLEM)).to_contain_text("Šis elementas pašalintas", timeout=8000)
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator(".error-summary, .notice--error").first).to_be_visible()
    expect(member.locator(AREA)).to_contain_text("Per vėlai.")
    shell(stack, element(address) + act + f"elements.restore_element(one, {by}")
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator(".document, .compare").first).to_contain_text("Per vėlai.")


def test_lengths_are_counted_and_nothing_is_cut(member, address):
    open_form(member, address)
    title = member.locator("[name=title]")
    line = title.locator("xpath=following-sibling::p[@class='length-hint']")
    title.fill("ąčę")
    expect(line).to_have_text(re.compile(r"Ženklų: 3\s*$"))
    title.fill("ž" * 501)
    expect(line).to_contain_text("Per ilgas tekstas")
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator(".field--error")).to_contain_text("501")
    expect(member.locator(".field--error")).to_contain_text("Niekas neprarasta")
    assert len(member.input_value("[name=title]")) == 501
    expect(member.locator(AREA).locator("xpath=../following-sibling::p")).to_contain_text("Ženklų:")
