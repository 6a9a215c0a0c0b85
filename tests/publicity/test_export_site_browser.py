"""A copy opened from its folder in a real browser, without a network."""

import pytest
from playwright.sync_api import expect
from snowballstemmer.lithuanian_stemmer import LithuanianStemmer

from publicity.export.words import fold, stems_of, words_of
from tests.editions.support import freeze
from tests.publicity.kept import contents, export
from tests.support.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
FORMS = (
    "gatvė gatvės gatvei gatvę gatvėje gatvių gatvėms gatvėmis gatvėse medis medžio medžiai medžių švietimas švietimo "
    "švietimui švietimą svietimo gyventojas gyventojų gyventojuose vanduo vandens ąžuolas ąžuolų žaliasis žaliojo "
    "plėtojimas plėtojime mokytoja mokytojos aaa a x 2030 km² posėdžiai posėdžius ėjime lietuvaitė lietuvaitės avis "
    "asmuo apšvietimas apšvietimo ugdyti ugdymas akademija akademijos it's bangd"
).split()


@pytest.fixture
def troubles():
    found = []
    yield found
    assert found == []


@pytest.fixture
def page(browser, troubles):
    """A page that nothing but the disk answers; whatever its console says in red fails the test, but for what axe
    does by itself: it fetches sheets, which a browser refuses in a folder."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: note(troubles, message))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda request: is_lost(request) and troubles.append(request.url))
    page.on("request", lambda request: request.url.startswith("file:") or troubles.append(request.url))
    yield page
    context.close()


def note(troubles, message):
    of_axe = ("Access to XMLHttpRequest", "Couldn't load preload assets", "Failed to load resource")
    if message.type in ("error", "warning") and not message.text.startswith(of_axe):
        troubles.append(message.text)


def is_lost(request):
    """A file of the page that is not there; one that the browser let go because it walked on is none."""
    return request.resource_type != "xhr" and "ABORTED" not in (request.failure or "")


@pytest.fixture
def folder(plan, tree, people, tmp_path):
    freeze(plan, people.coordinator, title="Paskelbta redakcija", publish=True)
    return export(tmp_path / "kopija")


def search(page, folder, words):
    """Codes of what was found, in their order."""
    page.goto(f"file://{folder}/paieska.html")
    page.get_by_label("Žodžiai, kurių ieškoti").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/paieska.html?q=*")
    return page.locator("[data-kept-results] .tree__code").all_inner_texts()


def test_every_page_opens_from_the_folder_without_a_sound(page, folder):
    for name in contents(folder):
        if name.endswith(".html"):
            page.goto(f"file://{folder}/{name}")
            assert page.evaluate("[...document.fonts].some((font) => font.status === 'loaded')"), name
            assert page.evaluate("getComputedStyle(document.querySelector('.site-header')).backgroundColor") != (
                "rgba(0, 0, 0, 0)"
            ), name


@pytest.mark.parametrize("name", ["index", "redakcija", "tekstas", "rodikliai", "duomenys", "paieska", "elementai/1.1"])
def test_representatives_have_no_barriers_and_fit_a_phone(page, folder, name):
    page.goto(f"file://{folder}/{name}.html")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_reader_walks_through_it_by_its_links(page, folder):
    page.goto(f"file://{folder}/index.html")
    page.get_by_role("link", name="Visas tekstas").click()
    page.get_by_role("link", name="Oro kokybės stotelių įrengimas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oro kokybės stotelių įrengimas")
    page.get_by_role("navigation", name="Vieta plane").get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Oro kokybės stotelių įrengimas")
    page.get_by_role("link", name="Duomenys ir dokumentai").click()
    expect(page.get_by_role("link", name="Visa redakcija (JSON)")).to_be_visible()


@pytest.mark.parametrize(
    "words", ["stotelė", "stotelėmis", "STOTELES", "oro kokybė", "kokybei oro", "1.1.1.1", "stotel"]
)
def test_search_finds_word_forms_with_and_without_accents(page, folder, words):
    assert search(page, folder, words)[0] == "1.1.1.1"
    expect(page.locator("[data-kept-status]")).to_contain_text("Rasta:")


def test_search_shows_where_the_words_stand(page, folder):
    search(page, folder, "stotelės")
    expect(page.locator("[data-kept-results] a mark")).to_have_text("stotelių")
    page.get_by_role("link", name="Oro kokybės stotelių įrengimas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oro kokybės stotelių įrengimas")


@pytest.mark.parametrize(
    "words", ["nesamasžodis", "oro nesamasžodis", "<img src=x onerror=alert(1)>", "constructor", "."]
)
def test_search_for_what_is_not_there_says_so(page, folder, words):
    assert search(page, folder, words) == []
    expect(page.locator("[data-kept-search] img")).to_have_count(0)
    if words_of(words):
        expect(page.locator("[data-kept-status]")).to_contain_text("Nieko nerasta")
    assert violations(page) == []


def test_the_script_stems_as_the_index_was_stemmed(page, folder):
    page.goto(f"file://{folder}/paieska.html")
    words = [word for form in FORMS for word in words_of(form)]
    told = page.evaluate("(words) => words.map((word) => window.keptStemsOf(word).sort())", words)
    assert dict(zip(words, told, strict=True)) == {word: sorted(stems_of(word)) for word in words}


def test_without_scripts_the_search_page_names_another_way(browser, folder):
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{folder}/paieska.html")
    page.get_by_role("main").get_by_role("link", name="Visas tekstas").click()
    expect(page.get_by_text("Oro kokybės stotelių įrengimas").first).to_be_visible()
    context.close()


def test_forms_of_a_word_share_a_stem():
    for forms in ("gatvė gatvės gatvę gatvių", "švietimas švietimo švietimui", "medis medžio medžiai"):
        assert len({fold(LithuanianStemmer().stemWord(form)) for form in forms.split()}) == 1, forms
        stems = [set(stems_of(form)) for form in forms.split()]
        assert set.intersection(*stems), forms
