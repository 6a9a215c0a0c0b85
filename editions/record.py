"""An edition as one JSON file: everything that its digest covers, so that anybody can recompute it.

The form is described in docs/edition-json.md; what is named there stays for ever, new things get new names.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from editions.models import Edition, EditionElement
from editions.services.freeze import digested_facts
from indicators.sheets.layout import lithuanian
from indicators.sheets.marks import SAMPLE
from klaipeda_plan.core.canonical import canonical_json

FORM = "klaipeda-plan/edition/1"
# Parts of the edition's record that only the workspace reads; the digest of an edition that has one cannot be
# recomputed from the file, which says so.
PRIVATE = ("despite_errors",)
CHUNK = 500  # elements


def record_of(edition: Edition) -> Iterator[str]:
    """The file piece by piece, in canonical JSON; the edition brings its plan. One query."""
    head = {"digest": edition.digest, "edition": _public_facts(edition)}
    yield canonical_json(head)[:-1] + ',"elements":['
    rows = EditionElement.objects.filter(edition=edition).order_by("path")
    columns = rows.values_list("uid", "path", "code", "fragment_id", "fragment__content")
    before = ""
    for uid, path, code, digest, content in columns.iterator(chunk_size=CHUNK):
        place = f'"digest":"{digest}","path":"{path}","uid":"{uid}"'
        yield f'{before}{{"code":{json.dumps(code)},"content":{content},{place}}}'  # stored in canonical JSON
        before = ","
    tail = {"form": FORM, "notice": _notice(edition), "withheld": [f"meta.{name}" for name in _withheld(edition)]}
    yield "]," + canonical_json(tail)[1:]


def record_etag(edition: Edition) -> str:
    """Names the bytes without making them."""
    return f'"{hashlib.sha256(f"{FORM}/{settings.RELEASE}/{edition.digest}".encode()).hexdigest()[:32]}"'


def _public_facts(edition: Edition) -> dict[str, Any]:
    facts = digested_facts(edition)
    return facts | {"meta": {name: value for name, value in facts["meta"].items() if name not in PRIVATE}}


def _withheld(edition: Edition) -> list[str]:
    return [name for name in PRIVATE if name in edition.meta]


def _notice(edition: Edition) -> str:
    return lithuanian(SAMPLE) if edition.sample else ""
