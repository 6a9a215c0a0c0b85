"""Eight people save into one element at once, over real HTTP: every save stands in the history, no word is lost."""

import pytest

from tests.support.editors import Editor, Tally, lost_saves, prepare, run_together

pytestmark = [pytest.mark.browser, pytest.mark.both_kinds]  # needs the running portal, one at a time
EDITORS = 8
SAVES = 5


def test_eight_people_saving_at_once_lose_nothing(stack):
    elements, sessions = prepare(stack, editors=EDITORS, elements=1)
    tally = Tally()
    editors = [Editor(number, stack.url, session, tally) for number, session in enumerate(sessions)]

    def save(editor, _chance):
        for _ in range(SAVES):
            editor.save_once(elements[0][1])

    run_together(editors, save)
    assert tally.errors == []
    assert len(tally.accepted) == EDITORS * SAVES
    assert lost_saves(stack, elements, tally) == []
