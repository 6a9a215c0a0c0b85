"""Templates of the draft decision and the explanatory note, and what an item's texts begin with."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from council.models import AgendaItem, ItemKind, TextKind, TextTemplate
from council.services.sittings import Stale, require_secretary
from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history

DEFAULTS = Path(__file__).resolve().parents[1] / "data" / "texts.yaml"
UNKNOWN = "…"  # what nobody has said yet
# What a template may leave to be filled in, as it is written between braces.
WORDS = (
    "taryba", "klausimas", "planas", "redakcija", "redakcijos data", "pagrindas", "dokumentas", "pranešėjas",
    "posėdžio data",
)  # fmt: skip


def template_body(kind: str, item_kind: str) -> str:
    """The secretary's own template, the one for any kind, or what the portal begins with."""
    own = dict(TextTemplate.objects.filter(kind=kind, item_kind__in=("", item_kind)).values_list("item_kind", "body"))
    given = _defaults()[kind]
    return own.get(item_kind) or own.get("") or given.get(item_kind) or given[""]


def begun_text(item: AgendaItem, kind: str) -> str:
    """The template with the item's own words in it, as a cleaned body."""
    body = template_body(kind, item.kind)
    for word, value in _words_of(item).items():
        body = body.replace("{" + word + "}", escape(value or UNKNOWN))
    return clean_body(body)


@transaction.atomic
def save_template(kind: str, item_kind: str, body: str, *, base_version: int, by: Any) -> TextTemplate:
    """`base_version` is 0 where the secretary had no template of her own. Raises `Stale`, and Refused for words in
    braces that nobody can fill in."""
    require_secretary(by)
    if kind not in TextKind.values or item_kind not in ("", *ItemKind.values):
        raise Refused(_("This kind of item is not known."))
    row = TextTemplate.objects.select_for_update().filter(kind=kind, item_kind=item_kind).first()
    if (row.version if row else 0) != base_version:
        raise Stale(row.version if row else 0)
    row = row or TextTemplate(kind=kind, item_kind=item_kind, version=0)
    row.body = clean_body(body)
    _refuse_unknown_words(row.body)
    row.version += 1
    save_with_history(row, by=by, reason="template")
    return row


@transaction.atomic
def drop_template(kind: str, item_kind: str, *, by: Any) -> None:
    """Back to what the portal begins with."""
    require_secretary(by)
    for row in TextTemplate.objects.filter(kind=kind, item_kind=item_kind):
        delete_with_history(row, by=by, reason="template given up")


def _refuse_unknown_words(body: str) -> None:
    pieces = [piece.partition("}")[0] for piece in body.split("{")[1:]]
    strange = next((piece for piece in pieces if piece not in WORDS), None)
    if strange is not None:
        raise Refused(_("Nobody can fill in “{%(word)s}”. Known are: %(words)s.") % {
            "word": strange[:60], "words": ", ".join("{" + word + "}" for word in WORDS),
        })  # fmt: skip


def _words_of(item: AgendaItem) -> dict[str, str]:
    edition = item.edition
    with override("lt"):  # papers of the council are Lithuanian
        return {
            "taryba": edition.plan.council if edition else _("the municipal council"),
            "klausimas": item.title,
            "planas": edition.meta.get("plan", {}).get("title", edition.plan.title) if edition else "",
            "redakcija": str(edition.number) if edition else "",
            "redakcijos data": date_format(edition.document_date) if edition else "",
            "pagrindas": str(item.basis.number) if item.basis else "",
            "dokumentas": item.library_document.title if item.library_document else item.title,
            "pranešėjas": item.office,
            "posėdžio data": date_format(timezone.localtime(item.sitting.starts_at)),
        }


@cache
def _defaults() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(DEFAULTS.read_text(encoding="utf-8"))
    return found
