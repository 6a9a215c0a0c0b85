"""`/api/schema/`: the OpenAPI description of all data sets, made once for each release and language."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from publicity.answers import for_everybody, public_bytes
from publicity.api.answers import CORS

MEDIA_TYPE = "application/vnd.oai.openapi+json; charset=utf-8"


@for_everybody
@require_safe
def schema(request: HttpRequest) -> HttpResponseBase:
    response = public_bytes(request, described(settings.RELEASE, settings.SITE_URL, get_language() or ""), MEDIA_TYPE)
    for name, value in CORS.items():
        response.headers[name] = value
    return response


@lru_cache(maxsize=4)
def described(_release: str, _site: str, _language: str) -> bytes:
    generator: Any = SchemaGenerator  # drf-spectacular leaves it without types
    content: bytes = OpenApiJsonRenderer().render(generator().get_schema(public=True), renderer_context={})
    return content
