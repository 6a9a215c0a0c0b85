"""The last part of an address, made of a title."""

from typing import Any

from django.utils.text import slugify

LONGEST = 80


def slug_of(title: str) -> str:
    """`Tarybos posėdis: koncepcija` → `tarybos-posedis-koncepcija`, cut between words."""
    slug = slugify(title.replace("ł", "l"))
    if len(slug) > LONGEST:
        slug = slug[:LONGEST].rpartition("-")[0] or slug[:LONGEST]
    return slug or "irasas"


def free_slug(objects: Any, title: str) -> str:
    """A slug that none of `objects` (a queryset) has; the second of its name gets a number."""
    slug = slug_of(title)
    taken = set(objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 1
    found = slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found
