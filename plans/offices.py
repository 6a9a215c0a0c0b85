"""The office (pareigos) that answers for a measure: a position, which stays when the person goes. Pure."""

import re

from django.utils.translation import gettext as _

# Beginnings of words that name a position or a unit; any of them makes a text more than a person's name.
POSITIONS = re.compile(
    r"\b(?:vedėj|direktor|specialist|mer[aeoėu]|architekt|inžinier|pirminink|sekretor|vadov|vadyb|viršinink|koordin|"
    r"administr|patarėj|skyri|skyr|tarnyb|komisij|valdyb|taryb|centr|departament|pavaduot|buhalter|finansinink|"
    r"teisinink|seniūn|ekspert|analitik|referent|atstov|pareigūn|kapiton|rektor|dekan|prorektor|kancler|mokytoj|"
    r"gydytoj|inspektor|sekretoriat|grup|biur|įstaig|organizatori|planuotoj|konsult|prezident|narys|nar[ėei]|"
    r"head|manager|director|officer|specialist|chief|mayor|deputy|advisor|adviser|secretary|chair)",
    re.IGNORECASE,
)
NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\W\d_]\.")


def is_name_alone(office: str) -> bool:
    """Two or three capitalised words (or initials) with no word of a position: a person, as far as one can tell."""
    words = office.replace(".", ". ").split()
    if not 2 <= len(words) <= 3 or POSITIONS.search(office):
        return False
    return all(NAME_WORD.fullmatch(word) and word[0].isupper() and (len(word) < 3 or word[1:] != word[1:].upper())
               for word in words)  # fmt: skip


def why_no_office(office: str) -> str | None:
    """What to tell who wrote a person's name alone; None for what may stand."""
    if not is_name_alone(office):
        return None
    return _(
        "“%(office)s” looks like a person's name. Write the office, for example “head of the Environment Division”: "
        "people change, the office stays. If it is an office, write it in small letters."
    ) % {"office": office.strip()}
