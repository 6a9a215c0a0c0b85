"""What every page of the portal knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """Addresses of this page in both languages, and whether this is a demonstration."""
    path = request.path
    bare = path[3:] if path == "/en" or path.startswith("/en/") else path
    bare = "/" + bare.lstrip("/")  # two slashes would lead to another site
    return {
        "path_lt": bare,
        "path_en": f"/en{bare}",
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
    }
