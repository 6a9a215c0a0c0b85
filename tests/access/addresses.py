"""Every address that the portal has, read from its URL configuration."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def all_names() -> set[str]:
    """Names of all addresses, with their namespaces; an address without a name shows as its route."""
    return set(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], namespace: str, route: str) -> Iterator[str]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, here)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else f"unnamed {here}"
