"""What rooms above know and verification asks for: other files that left the portal, and what became of editions.

A room fills these in its `AppConfig.ready()`; `editions` never looks up at it.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from editions.models import Edition


@dataclass(frozen=True)
class Paper:
    """An issued file that is no document of an edition: an agenda, a draft decision, a packet.

    `title` and `address` are shown where `is_public`; whoever holds another one learns that it is genuine and when
    it was issued. `edition` is what it is about, `newer` the day on which a newer file took its place.
    """

    sha256: str
    title: str
    format: str
    size: int
    issued_at: datetime.datetime
    is_public: bool = False
    address: str = ""
    edition: Edition | None = None
    newer: datetime.date | None = None


@dataclass(frozen=True)
class StoredFile:
    """Where the bytes of an issued file stand, and what their SHA-256 is; `words` name it in a line of a report."""

    name: str
    sha256: str
    words: str


@dataclass(frozen=True)
class PaperRegister:
    """`find(digest)` gives those whose SHA-256 begins so (at most two are asked for); `files()` all stored files;
    `folders` are the folders of the storage in which nothing else stands."""

    find: Callable[[str], Sequence[Paper]]
    files: Callable[[], Iterable[StoredFile]]
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Consideration:
    """A sitting that spoke of an edition, as everybody may know it: nothing of a sitting that is not published."""

    date: datetime.date
    title: str
    address: str = ""
    outcome: str = ""  # adopted, postponed…, in the reader's language
    decision_number: str = ""


_registers: dict[str, PaperRegister] = {}
_considerations: list[Callable[[Edition], Iterable[Consideration]]] = []
_states: list[Callable[[], str]] = []


def register_papers(name: str, register: PaperRegister) -> None:
    _registers[name] = register


def registers() -> list[PaperRegister]:
    return list(_registers.values())


def register_considerations(
    function: Callable[[Edition], Iterable[Consideration]], state: Callable[[], str] | None = None
) -> None:
    """`function(edition)` gives the published sittings that spoke of it, in a constant number of queries; `state()`
    is another word whenever any of them may give something else, for pages that are kept."""
    _considerations.append(function)
    if state:
        _states.append(state)


def considerations_state() -> str:
    """What pages that show sittings are kept by."""
    return "sittings:" + "/".join(state() for state in _states)


def considerations_of(edition: Edition) -> list[Consideration]:
    """The oldest first."""
    return sorted((one for function in _considerations for one in function(edition)), key=lambda one: one.date)
