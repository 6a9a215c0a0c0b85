"""Simulated members who open an element's form, write into it and save, over real HTTP, without a browser."""

import http.client
import json
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from lxml import html

from tests.support.servers import Stack

# Elements to write in and people with sessions of their own; run in the portal's shell.
PREPARE = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, save_element
from workgroups.models import Membership, User, Workgroup

group = Workgroup.objects.get(slug="aplinkos-apsauga")
found = Element.objects.filter(kind=Kind.MEASURE, workgroup=group, is_removed=False).order_by("pk")
elements = []
for element in found[:{elements}]:
    body = "".join(f"<p>Vieta {{n}} pradžia ir pabaiga.</p>" for n in range({editors}))
    author = User.objects.get(email="koordinatorius@example.org")
    save_element(element, Content(element.title, body), base_version=element.text_version, by=author)
    elements.append([element.pk, str(element.uid)])
sessions = []
for number in range({editors}):
    user = User.objects.create_user(f"rasytojas{{number}}@example.org", None, full_name=f"Rašytojas {{number}}")
    Membership.objects.create(user=user, workgroup=group)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    sessions.append(session.session_key)
print(json.dumps([elements, sessions]))
"""
# What is left in the end: {uid: [[number, kind, reason, body], …]}.
CHAINS = """
import json
from plans.models import ElementVersion
rows = ElementVersion.objects.filter(element__in={elements}).order_by("element", "number").select_related("element")
chains = {{}}
for row in rows:
    chains.setdefault(str(row.element.uid), []).append([row.number, row.kind, row.reason, row.snapshot["body"]])
print(json.dumps(chains))
"""


@dataclass
class Tally:
    """What happened to all saves; filled by many threads."""

    seconds: list[float] = field(default_factory=list)
    accepted: dict[str, str] = field(default_factory=dict)  # {reason: uid of its element}
    conflicts: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass
class Editor:
    """One person with one connection."""

    number: int
    url: str
    session: str
    tally: Tally
    connection: http.client.HTTPConnection | None = None
    turn: int = 0

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        place = urlsplit(self.url)
        if self.connection is None:
            self.connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={'a' * 32}"}
        body = None
        if fields is not None:
            body = urlencode(fields | {"csrfmiddlewaretoken": "a" * 32})
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.url}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()

    def save_once(self, uid: str) -> None:
        """Opens the form, writes a word of its own into its own place, saves; decides what overlaps."""
        if fields := self.write(uid):
            self.save(uid, fields)

    def write(self, uid: str) -> dict[str, str]:
        """The fields of the element's form, opened now, with a new word of this editor; nothing after an error."""
        self.turn += 1
        status, page = self.ask("GET", f"/rengimas/e/{uid}/redaguoti/")
        if status != 200:
            self.tally.errors.append(f"GET {status}")
            return {}
        fields = fields_of(page) | {"reason": f"r{self.number}x{self.turn}", "do": "save"}
        place = f"Vieta {self.number} "
        fields["body"] = fields["body"].replace(place, f"{place}žodis{self.number}x{self.turn} ")
        if self.turn % 5 == 0:  # sometimes two write at one place
            fields["body"] = fields["body"].replace("Vieta 0 ", f"Vieta 0 bendra{self.number}x{self.turn} ")
        return fields

    def save(self, uid: str, fields: dict[str, str]) -> None:
        """Sends what was written until it is saved, deciding what overlaps; every sending is timed."""
        path, reason = f"/rengimas/e/{uid}/redaguoti/", fields["reason"]
        for _ in range(8):
            started = time.perf_counter()
            status, page = self.ask("POST", path, fields)
            self.tally.seconds.append(time.perf_counter() - started)
            if status == 302:
                self.tally.accepted[reason] = uid
                return
            fields = fields_of(page)
            if status != 200 or "conflict" not in fields:
                self.tally.errors.append(f"POST {status}")
                return
            self.tally.conflicts += 1
            choices = re.findall(r'name="(choice-\d+)"[^>]*value="both"', page)
            fields = {"conflict": fields["conflict"], "do": "decide"} | dict.fromkeys(choices, "both")
        self.tally.errors.append("eight conflicts in a row")


def fields_of(page: str) -> dict[str, str]:
    """{name: value} of the page's form about an element, as a browser without scripts would send it."""
    for form in html.document_fromstring(page).forms:  # type: ignore[attr-defined]
        if "base_number" in form.fields or "conflict" in form.fields:
            return {name: value or "" for name, value in form.fields.items() if value is not None}
    return {}


def prepare(stack: Stack, *, editors: int, elements: int) -> tuple[list[tuple[int, str]], list[str]]:
    """(pk, uid) of the elements, and a session for each editor."""
    said = stack.manage("shell", "--verbosity", "0", "-c", PREPARE.format(editors=editors, elements=elements))
    found, sessions = json.loads(said.splitlines()[-1])
    return [tuple(one) for one in found], sessions


def lost_saves(stack: Stack, elements: list[tuple[int, str]], tally: Tally) -> list[str]:
    """Accepted saves without a version of their own, words that are gone, gaps in the chains: no line is right."""
    said = stack.manage("shell", "--verbosity", "0", "-c", CHAINS.format(elements=[pk for pk, _uid in elements]))
    chains: dict[str, list[Any]] = json.loads(said.splitlines()[-1])
    lost = []
    for uid, chain in chains.items():
        if [row[0] for row in chain] != list(range(1, len(chain) + 1)):
            lost.append(f"{uid}: a gap in the chain of versions")
    for reason, uid in tally.accepted.items():
        if not any(row[2].split(";")[0] == reason for row in chains[uid]):
            lost.append(f"{reason}: no version")
        if f"žodis{reason[1:]} " not in chains[uid][-1][3]:
            lost.append(f"{reason}: its word is gone")
    return lost


def run_together(editors: list[Editor], act: Callable[[Editor, random.Random], None]) -> None:
    """Every editor in a thread of its own; an exception counts as an error answer."""

    def run(editor: Editor) -> None:
        try:
            act(editor, random.Random(editor.number))
        except Exception as error:
            editor.tally.errors.append(f"{type(error).__name__}: {error}")
        finally:
            if editor.connection is not None:
                editor.connection.close()
                editor.connection = None

    threads = [threading.Thread(target=run, args=(editor,)) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
