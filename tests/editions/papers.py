"""Small documents without a database: nodes and an edition by hand, the PDF read back as words."""

import datetime
import io
import re
from uuid import UUID, uuid5

from django.utils import translation
from pypdf import PdfReader

from editions.documents.context import plan_document
from editions.documents.render import render_plan
from editions.models import Edition, EditionEvent, EditionKind
from editions.reading import EditionTree, FrozenDetail, FrozenIndicator, FrozenNumber, FrozenSum, Node

SPACE = UUID("11111111-2222-3333-4444-555555555555")
KEY = "0123456789abcdef" * 4
DIGEST = "fedcba9876543210" * 4
META = {
    "plan": {
        "title": "Klaipėdos miesto savivaldybės strateginis plėtros planas 2021–2030 m.", "title_en": "",
        "municipality": "Klaipėdos miesto savivaldybė", "council": "Klaipėdos miesto savivaldybės taryba",
        "place": "Klaipėda", "period": [2021, 2030], "vision_year": 2035,
    },
    "groups": [],
    "sources": [
        {"code": "SB", "name": "Savivaldybės biudžetas", "name_en": "Municipal budget"},
        {"code": "ES", "name": "Europos Sąjungos lėšos", "name_en": ""},
    ],
}  # fmt: skip


def node(kind, code, title, body="", *, children=(), **fields):
    """A node with the money of everything under it; `fields` are those of `Node`."""
    given = {
        "is_horizontal": False, "workgroup": None, "detail": None, "funding": (), "indicators": (), "links": (),
        **fields,
    }  # fmt: skip
    total = sum(one.cents for one in given["funding"]) + sum(child.total for child in children)
    return Node(
        uid=str(uuid5(SPACE, code)), path="", depth=0, code=code, kind=kind, title=title, body=body, digest="",
        content={}, total=total, children=list(children), **given,
    )  # fmt: skip


def indicator(title, baseline, targets, *, unit="vnt.", decimals=0):
    numbers = tuple(FrozenNumber(period, value) for period, value in targets.items())
    start = FrozenNumber("2020", baseline) if baseline is not None else None
    return FrozenIndicator(title, unit, decimals, "increase", "", start, numbers, ())


def money(*sums):
    return tuple(FrozenSum(year, source, cents) for year, source, cents in sums)


def detail(responsible="savivaldybės administracija", partners="", years=(2022, 2025)):
    return FrozenDetail(responsible, partners, *years, other_resources="")


def tree_of(*roots):
    nodes = [inner for root in roots for inner in root.walk()]
    return EditionTree(list(roots), {one.uid: one for one in nodes}, {one.code: one for one in nodes})


def edition_of(**fields):
    given = {
        "number": 7, "kind": EditionKind.PLAN_DRAFT, "title": "Plano projektas", "note": "", "sample": False,
        "document_date": datetime.date(2026, 11, 22), "meta": META, "digest": DIGEST,
        "frozen_at": datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC), **fields,
    }  # fmt: skip
    return Edition(**given)


def event(kind, **fields):
    return EditionEvent(kind=kind, date=datetime.date(2026, 12, 17), **fields)


def document_of(*roots, events=(), language="lt", **fields):
    with translation.override(language):
        return plan_document(edition_of(**fields), tree_of(*roots), list(events), language=language)


def pdf_of(*roots, reports=None, **fields):
    """The finished PDF; `reports` collects what was said on the way."""

    def report(percent, message=""):
        if reports is not None:
            reports.append((percent, message))

    with translation.override("lt"):
        return render_plan(document_of(*roots, **fields), key=KEY, expected_pages=8, report=report)


def words(text):
    """Text as a reader takes it: plain spaces, words put together again at the end of a line."""
    joined = re.sub("\u2010\\s*", "", text)
    return re.sub(r"\s+", " ", joined.replace("\u00a0", " "))


def read(content):
    return PdfReader(io.BytesIO(content))


def page_words(content):
    return [words(page.extract_text()) for page in read(content).pages]
