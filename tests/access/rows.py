"""What a row of the access table is."""

from typing import NamedTuple


class Row(NamedTuple):
    method: str
    name: str
    expected: str
    arguments: dict[str, str]
    remark: str = ""


def both(name: str, get: str, post: str, remark: str = "", **arguments: str) -> list[Row]:
    """The rows of an address for GET and for POST."""
    return [Row("GET", name, get, arguments, remark), Row("POST", name, post, arguments, remark)]
