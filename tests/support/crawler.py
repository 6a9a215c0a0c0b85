"""Following links as a visitor does, over any way of getting an address."""

import re
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

LINK = re.compile(r"""(?:href|src|action)=["']([^"'#]+)""")


class Answer(NamedTuple):
    status: int
    headers: str
    text: str
    location: str = ""


def crawl(get: Callable[[str], Answer], starts: Iterable[str], limit: int = 400) -> dict[str, Answer]:
    """{address: answer} of what can be reached by links from `starts`, at most `limit` addresses."""
    seen: dict[str, Answer] = {}
    queue = deque(starts)
    while queue and len(seen) < limit:
        address = queue.popleft()
        if address in seen or not address.startswith("/") or address.startswith(("//", "/static/")):
            continue
        answer = seen[address] = get(address)
        queue.extend(link.replace("&amp;", "&") for link in LINK.findall(answer.text))
        if answer.location:
            queue.append(answer.location)
    return seen
