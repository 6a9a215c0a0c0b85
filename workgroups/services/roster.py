"""A list of people to invite, as it comes from a spreadsheet: read with every line's errors beside it."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from workgroups.models import MemberKind, Workgroup
from workgroups.services.invitations import Known
from workgroups.services.offers import CHAIR, MEMBER, POSITIONS, Offer, make_offer

MAX_BYTES = 256 * 1024
MAX_LINES = 500
# Headings in both languages, folded by `fold`: without accents, blanks and signs.
HEADINGS = {
    "email": ("elpastas", "epastas", "elpastoadresas", "elektroninispastas", "email", "emailaddress", "mail"),
    "full_name": ("vardasirpavarde", "vardaspavarde", "pavardeirvardas", "vardas", "name", "fullname",
                  "nameandsurname", "firstname"),
    "surname": ("pavarde", "surname", "lastname", "familyname"),
    "organisation": ("organizacija", "istaiga", "atstovaujamaorganizacija", "organisation", "organization",
                     "institution"),
    "kind": ("rusis", "tipas", "atstovauja", "kamatstovauja", "kind", "type"),
    "group": ("darbogrupe", "grupe", "workinggroup", "workgroup", "group"),
    "role": ("vaidmuo", "role", "pareigos", "position"),
}  # fmt: skip
NEEDED = ("email", "full_name")
# Further forms of the words of roles, folded.
ROLE_WORDS = {
    "": MEMBER, "member": MEMBER, "narys": MEMBER, "nare": MEMBER, "grupesnarys": MEMBER, "grupesnare": MEMBER,
    "chair": CHAIR, "chairman": CHAIR, "chairwoman": CHAIR, "pirmininkas": CHAIR, "pirmininke": CHAIR,
    "konsultante": "consultant", "koordinatore": "coordinator", "sekretorius": "secretary",
    "sekretore": "secretary", "tarybossekretore": "secretary", "secretary": "secretary",
    "tarybosnare": "councillor", "redaktorius": "editor", "redaktore": "editor", "editor": "editor",
    "administratore": "administrator",
}  # fmt: skip


@dataclass
class Line:
    """One line of the list: what was typed, what is wrong with it, and the offer when nothing is."""

    number: int
    typed: dict[str, str]
    errors: list[str] = field(default_factory=list)
    offer: Offer | None = None


def decode(content: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, UTF-16 with it, or Windows-1257. Raises Refused."""
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is too big: at most %(size)s KB.") % {"size": MAX_BYTES // 1024})
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1257")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(_("This is not a text file. Save the sheet as CSV and choose that file."))


def read_list(text: str) -> list[Line]:
    """Every line of the list with its errors. Raises Refused when it cannot be read as a list at all."""
    if len(text.encode()) > MAX_BYTES:
        raise Refused(_("The list is too big: at most %(size)s KB.") % {"size": MAX_BYTES // 1024})
    rows = _rows(text)
    _heading_line, heading = next(rows, (0, []))
    columns = _columns(heading)
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        raise Refused(_("The list has no line besides its headings."))
    if len(filled) > MAX_LINES:
        raise Refused(_("The list is too long: at most %(count)s lines at once.") % {"count": MAX_LINES})
    words = _Words()
    lines = [_read_line(number, cells, columns, words) for number, cells in filled]
    _note_repeats(lines)
    _note_known(lines)
    return lines


def fold(word: str) -> str:
    """Small letters and digits only: „Darbo grupė“ and `DARBO GRUPE` are the same."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    body = text.lstrip("\ufeff\r\n")
    if body.lower().startswith("sep="):  # a line that Excel writes for itself
        body = body.partition("\n")[2]
    passed = text.count("\n") - body.count("\n")
    first = body.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield passed + reader.line_num, cells
    except csv.Error as error:
        raise Refused(_("Line %(number)s cannot be read as CSV.") % {"number": passed + reader.line_num}) from error


def _columns(heading: list[str]) -> list[str]:
    """The field of every column. Raises Refused naming the columns that are unknown, missing or twice there."""
    by_word = {word: name for name, words in HEADINGS.items() for word in words}
    columns = [by_word.get(fold(cell), "") for cell in heading]
    unknown = [cell.strip() for cell, name in zip(heading, columns, strict=True) if cell.strip() and not name]
    if unknown and len(unknown) == len(heading):
        raise Refused(_("The first line must hold the headings of the columns."))
    if unknown:
        raise Refused(_("Unknown column: %(names)s.") % {"names": ", ".join(unknown)})
    titles = dict(column_titles())
    missing = [titles[name] for name in NEEDED if name not in columns]
    if not {"group", "role"} & set(columns):
        missing.append(titles["role"])
    if missing:
        raise Refused(_("A column is missing: %(names)s.") % {"names": ", ".join(missing)})
    twice = {titles.get(name, name) for name in columns if name and columns.count(name) > 1}
    if twice:
        raise Refused(_("A column stands twice: %(names)s.") % {"names": ", ".join(sorted(twice))})
    return columns


def column_titles() -> list[tuple[str, str]]:
    """The columns of the list in the order in which they are shown."""
    return [
        ("email", _("E-mail")), ("full_name", _("Name and surname")), ("organisation", _("Organisation")),
        ("kind", _("Speaks for")), ("group", _("Working group")), ("role", _("Role")),
    ]  # fmt: skip


class _Words:
    """The words of groups, roles and kinds in both languages."""

    def __init__(self) -> None:
        self.groups: dict[str, Workgroup] = {}
        for group in Workgroup.objects.all():
            for word in (group.slug, group.name, group.name_en, group.name.removesuffix(" darbo grupė")):
                if word:
                    self.groups.setdefault(fold(word), group)
        self.roles = {**both_languages(POSITIONS), **ROLE_WORDS}
        self.kinds = {"": "", **both_languages(MemberKind.choices)}


def both_languages(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    words = {}
    for value, label in choices:
        words[fold(value)] = value
        for language in ("lt", "en"):
            with translation.override(language):
                words[fold(str(label))] = value
    return words


def _read_line(number: int, cells: list[str], columns: list[str], words: _Words) -> Line:
    typed = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    typed["full_name"] = f"{typed.get('full_name', '')} {typed.pop('surname', '')}".strip()
    line = Line(number, typed)
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        line.errors.append(_("There are more cells than columns: a text with the separator needs quotes."))
    found = {
        name: _look_up(line, name, table, message)
        for name, table, message in (
            ("group", {"": None, **words.groups}, _("There is no working group “%(word)s”.")),
            ("role", words.roles, _("There is no role “%(word)s”.")),
            ("kind", words.kinds, _("There is no kind “%(word)s”.")),
        )
    }
    try:
        line.offer = make_offer(
            email=typed.get("email", ""), full_name=typed["full_name"],
            organisation=typed.get("organisation", ""), position=found["role"] or MEMBER,
            workgroup=found["group"], kind=found["kind"] or "",
        )  # fmt: skip
    except ValidationError as error:
        unknown_group = bool(typed.get("group")) and found["group"] is None
        line.errors[:0] = [
            message
            for name, messages in error.message_dict.items()
            for message in messages
            if not (name == "workgroup" and unknown_group)
        ]
    if line.errors:
        line.offer = None
    return line


def _look_up(line: Line, name: str, table: dict[str, Any], message: str) -> Any:
    word = line.typed.get(name, "")
    if fold(word) not in table:
        line.errors.append(message % {"word": word[:80]})
        return None
    return table[fold(word)]


def _note_repeats(lines: list[Line]) -> None:
    first: dict[str, int] = {}
    for line in lines:
        email = line.typed.get("email", "").lower()
        if not email:
            continue
        if email in first:
            line.errors.append(_("The same address stands in line %(number)s.") % {"number": first[email]})
            line.offer = None
        first.setdefault(email, line.number)


def _note_known(lines: list[Line]) -> None:
    offers = [(line, line.offer) for line in lines if line.offer]
    known = Known.about(offer.email for _line, offer in offers)
    for line, offer in offers:
        if reason := known.why_not(offer):
            line.errors.append(reason)
            line.offer = None
