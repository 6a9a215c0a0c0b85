"""An edition as sheets: the same layout as the working export, read from frozen rows alone."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext as _

from editions.models import Edition, EditionKind
from editions.reading import Node, load_tree
from indicators.sheets import separated, xlsx
from indicators.sheets.contents import Contents, StageLine, Standing, years_of
from indicators.sheets.layout import BY_SLUG, LANGUAGE
from indicators.sheets.marks import SAMPLE, WORKING, joined
from indicators.sheets.tables import Table, tables_of

KEPT_SECONDS = 24 * 3600


def edition_contents(edition: Edition) -> Contents:
    """What the edition holds; names as they were when it was frozen."""
    tree = load_tree(edition)
    elements = [_standing(node, parent) for root in tree.roots for node, parent in _walk(root, None)]
    meta = edition.meta
    first, last = meta.get("plan", {}).get("period", (edition.plan.period_start, edition.plan.period_end))
    return Contents(
        elements,
        [_stage(one) for one in meta.get("stages", ())],
        {one["code"]: one["name"] for one in meta.get("sources", ())},
        {one["slug"]: one["name"] for one in meta.get("groups", ())},
        years_of(first, last, elements),
        {node.uid: node.code for node in tree.walk()},
    )


def edition_workbook(edition: Edition) -> bytes:
    """The whole edition as a workbook, made once for each release of the portal."""
    made: bytes = _once(
        edition, "planas.xlsx", lambda: xlsx.write_workbook(_tables(edition), mark=edition_mark(edition))
    )
    return made


def edition_csv(edition: Edition, slug: str) -> bytes:
    """One sheet of the edition."""
    made: bytes = _once(
        edition, f"{slug}.csv", lambda: separated.write_csv(_tables(edition, slug)[0], mark=edition_mark(edition))
    )
    return made


def edition_mark(edition: Edition) -> str:
    """What stands at the top of every sheet."""
    with translation.override(LANGUAGE):
        about = _("Edition No. %(number)s of %(date)s: %(title)s. Digest: %(digest)s") % {
            "number": edition.number, "date": edition.document_date.isoformat(), "title": edition.title,
            "digest": edition.digest,
        }  # fmt: skip
        working = str(WORKING) if edition.kind == EditionKind.WORKING else ""
        return joined(working, str(SAMPLE) if edition.sample else "", about)


def sheet_etag(edition: Edition, name: str) -> str:
    """Names the bytes without making them."""
    return f'"{hashlib.sha256(_key(edition, name).encode()).hexdigest()[:32]}"'


def known_sheet(slug: str) -> bool:
    return slug in BY_SLUG


def _tables(edition: Edition, *slugs: str) -> list[Table]:
    return tables_of(edition_contents(edition), slugs, drafts=False)


def _once(edition: Edition, name: str, make: Any) -> Any:
    key = _key(edition, name)
    made = cache.get(key)
    if made is None:
        made = make()
        cache.set(key, made, KEPT_SECONDS)
    return made


def _key(edition: Edition, name: str) -> str:
    return f"sheets:{edition.digest}:{settings.RELEASE}:{name}"


def _walk(node: Node, parent: str | None) -> Iterator[tuple[Node, str | None]]:
    yield node, parent
    for child in node.children:
        yield from _walk(child, node.uid)


def _standing(node: Node, parent: str | None) -> Standing:
    return Standing(node.uid, node.code, node.kind, parent, node.content)


def _stage(stage: dict[str, Any]) -> StageLine:
    return StageLine(stage["code"], stage["name"], stage.get("name_en", ""), *stage["years"])
