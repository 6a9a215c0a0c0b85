"""Pages about the portal: which there are, and the texts that it brings along."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from publicity.models import StaticPage

TEXTS = Path(__file__).resolve().parent / "data" / "pages.yaml"


@dataclass(frozen=True)
class Default:
    title: str
    title_en: str
    body: str
    body_en: str


@cache
def _defaults() -> dict[str, Default]:
    rows = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return {key: Default(**row) for key, row in rows.items()}


def page_keys() -> list[str]:
    """The last parts of the addresses, in the order in which lists show them."""
    return list(_defaults())


def default_page(key: str) -> StaticPage:
    """An unsaved page with the portal's own text; KeyError for a page that there is not."""
    text = _defaults()[key]
    host = settings.SITE_URL
    return StaticPage(
        key=key, title=text.title, title_en=text.title_en,
        body=text.body.replace("{site}", host), body_en=text.body_en.replace("{site}", host),
    )  # fmt: skip


def find_page(key: str) -> StaticPage:
    """As somebody has rewritten it, else as the portal brings it along."""
    return StaticPage.objects.filter(key=key).first() or default_page(key)


def all_pages() -> list[StaticPage]:
    """One query."""
    rows = {page.key: page for page in StaticPage.objects.select_related("changed_by")}
    return [rows.get(key) or default_page(key) for key in page_keys()]
