"""No page of the drafting room is left out of the list that the browser looks at."""

from tests.access.addresses import all_names
from tests.access.table import ROWS
from tests.rooms.pages import FILES, FOR_SCRIPTS, NAMESPACES, ONLY_WAYS, PAGES

SEEN = {page.name for page in PAGES}
NO_PAGES = FILES | FOR_SCRIPTS | ONLY_WAYS


def test_every_address_is_looked_at_or_answers_no_page():
    names = {name for name in all_names() if name.partition(":")[0] in NAMESPACES}
    assert names - SEEN - NO_PAGES == set(), "write them into tests/rooms/pages.py"
    assert (SEEN | NO_PAGES) - names == set(), "there are no such addresses"


def test_no_address_is_both():
    assert set() == SEEN & NO_PAGES


def test_what_only_leads_on_never_shows_a_page_when_it_is_opened():
    opened = {row.name for row in ROWS if row.method == "GET" and "O" in row.expected}
    assert ONLY_WAYS & opened == set()


def test_every_state_is_told_apart():
    told = [str(page) for page in PAGES]
    assert sorted(told) == sorted(set(told))
