"""What every answer of the API has in common: who may ask how, what it may be kept by, which headers it carries."""

import hashlib
from collections.abc import Iterable
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from editions.models import Edition
from publicity.answers import for_everybody, kept_shortly
from publicity.api.problems import as_problem
from publicity.api.questions import Paged, Question
from publicity.api.renderers import ByAddress, CsvRenderer, JsonRenderer
from publicity.api.schema import OpenDataSchema
from publicity.api.serializers import Reference
from publicity.api.throttling import PerMinute
from publicity.caching import Stamp, editions_stamp
from publicity.data_sets import LICENCE, notice_of, with_site

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
}


def all_editions_stamp() -> str:
    """With translations in either language: rows hold both."""
    with translation.override("en"):
        return editions_stamp()


class OpenData(APIView):
    """Read by anybody from anywhere: no session, no cookie, nothing that tells one reader from another.

    An answer depends on its address and on `stamps` alone: they make its ETag, so one that is known is not made again.
    """

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (PerMinute,)
    renderer_classes = (JsonRenderer, CsvRenderer)
    content_negotiation_class = ByAddress
    http_method_names = ["get", "head", "options"]
    schema: Any = OpenDataSchema()
    stamps: ClassVar[tuple[Stamp, ...]] = (all_editions_stamp,)
    question_class: type[serializers.Serializer[Any]] = Question
    row_class: type[serializers.Serializer[Any]]
    name: str  # of the operation, in the schema and in the name of a CSV file
    title: Any
    refusals: ClassVar[tuple[int, ...]] = ()
    is_list = True

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """The gate of the second factor lets it pass without looking who asks."""
        return for_everybody(super().as_view(**initkwargs))

    def answer(self, asked: dict[str, Any], **arguments: Any) -> dict[str, Any]:
        """The whole answer as plain data; Http404, Refused and ValidationError become problems."""
        raise NotImplementedError

    def get(self, request: Request, **arguments: Any) -> HttpResponseBase:
        asked = self.asked(request)
        etag = self.etag(request)
        if request.headers.get("If-None-Match", "").strip() != "*":
            known = get_conditional_response(request._request, etag=etag)
            if known is not None:
                return kept_shortly(known, etag)
        data = self.answer(asked, **arguments)
        response = Response(data)
        if asked["format"] == "csv":
            response.headers["Content-Disposition"] = f'inline; filename="{self._file_name(data)}"'
        links = [f'<{LICENCE}>; rel="license"']
        links += [
            f'<{data[rel]}>; rel="{sign}"' for rel, sign in (("next", "next"), ("previous", "prev")) if data.get(rel)
        ]
        response.headers["Link"] = ", ".join(links)
        return kept_shortly(response, etag)

    def options(self, request: Any, *args: Any, **arguments: Any) -> Any:
        return HttpResponse(status=204)

    def asked(self, request: Request) -> dict[str, Any]:
        question = self.question_class(data=request.query_params)
        question.is_valid(raise_exception=True)
        return {**question.validated_data}

    def etag(self, request: Request) -> str:
        parts = [*(stamp() for stamp in self.stamps), settings.RELEASE, settings.SITE_URL, request.get_full_path()]
        return f'"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'

    def get_exception_handler(self) -> Any:
        return as_problem

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Without `Vary`: the address alone chooses."""
        return {"Allow": CORS["Access-Control-Allow-Methods"]}

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CORS.items():
            response.headers[name] = value
        return response

    def _file_name(self, data: dict[str, Any]) -> str:
        sample = _("sample-data-") if data.get("notice") else ""
        edition = f"-{data['edition']['number']}" if data.get("edition") else ""
        return f"{sample}{self.name}{edition}.csv"


class ListOf(OpenData):
    """Rows in pages. `rows` says all that fit, in a stable order; only those of the page are ever serialised."""

    question_class = Paged

    def rows(self, asked: dict[str, Any], **arguments: Any) -> Iterable[Any]:
        raise NotImplementedError

    def about(self) -> dict[str, Any]:
        """What stands beside the rows."""
        return beside()

    def answer(self, asked: dict[str, Any], **arguments: Any) -> dict[str, Any]:
        limit, offset = asked["limit"], asked["offset"]
        count, page = cut(self.rows(asked, **arguments), limit, offset)
        return self.about() | {
            "count": count, "limit": limit, "offset": offset,
            "next": self._page(offset + limit) if offset + limit < count else None,
            "previous": self._page(max(0, offset - limit)) if offset else None,
            "results": self.row_class(self.finished(page), many=True).data,
        }  # fmt: skip

    def finished(self, page: list[Any]) -> list[Any]:
        """The rows of the page with what is read for them together."""
        return page

    def _page(self, offset: int) -> str:
        asked = {**self.request.query_params.dict(), "offset": str(offset)}
        return f"{with_site(self.request.path)}?{urlencode(asked)}"


def cut(rows: Iterable[Any], limit: int, offset: int) -> tuple[int, list[Any]]:
    """How many rows there are, and those of one page; no others are held."""
    if isinstance(rows, QuerySet):
        return rows.count(), list(rows[offset : offset + limit])
    iterator = iter(rows)
    before = sum(1 for _row in islice(iterator, offset))
    page = list(islice(iterator, limit))
    return before + len(page) + sum(1 for _row in iterator), page


def beside(*editions: Edition) -> dict[str, Any]:
    """The licence, the edition, and what must be said of a sample."""
    reference = Reference(editions[0]).data if editions else None
    return {"licence": LICENCE, "edition": reference, "notice": notice_of(*editions)}
