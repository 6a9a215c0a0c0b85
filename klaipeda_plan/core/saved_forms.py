"""Forms whose texts are stored or given up: the next page that a person opens tells the browser so, once.

Only the session says it: an address that somebody was lured to makes no browser forget a text.
"""

from django.http import HttpRequest

KEY = "saved_pens"
MOST = 20
LONGEST = 32


def note_saved(request: HttpRequest, pen: str) -> None:
    """`pen` is the sign that the form brought along."""
    request.session[KEY] = [*request.session.get(KEY, []), pen[:LONGEST]][-MOST:]


def saved_pens(request: HttpRequest) -> list[str]:
    """The forms that were stored or given up since the last page; told once."""
    pens: list[str] = request.session.pop(KEY, [])
    return pens
