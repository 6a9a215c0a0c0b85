"""Strings that the extraction of messages would miss."""

import ast

from tests.house.project import ROOT, files

TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}


def hidden_messages(source: str) -> list[int]:
    """Lines of calls like `_("…")` inside an f-string: xgettext does not look there."""
    return [
        call.lineno
        for string in ast.walk(ast.parse(source))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TRANSLATING
    ]


def test_no_message_hides_in_an_f_string():
    found = [
        f"{path}:{line}" for path in files(".py") for line in hidden_messages((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_hidden_message_is_found():
    assert hidden_messages("x = f\"{_('Sum')} {year}\"") == [1]
    assert hidden_messages("x = _('Sum') + f\" {year}\"") == []
