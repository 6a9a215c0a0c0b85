"""What went wrong, as RFC 9457 says it: one JSON for every refusal, with a sentence that helps."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers

from klaipeda_plan.core.errors import Refused

MEDIA_TYPE = "application/problem+json"


class ProblemSerializer(serializers.Serializer[Any]):
    """`errors`: sentences by the name of the parameter that they are about."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # a field of that name; the property is not asked here
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


def as_problem(error: Exception, context: dict[str, Any]) -> HttpResponseBase | None:
    """The answer to an error; None for what nobody foresaw."""
    if isinstance(error, Http404):
        return problem(404, str(error) or _("There is nothing at this address. The list of the data is at /api/v1/."))
    if isinstance(error, exceptions.ValidationError):
        return problem(400, _("The question was not understood: see “errors”."), _sentences(error))
    if isinstance(error, exceptions.Throttled):
        response = problem(429, _("Too many questions in a minute. Wait a little, or ask for larger pages by “limit”."))
        response.headers["Retry-After"] = str(int(getattr(error, "wait", None) or 1))
        return response
    if isinstance(error, exceptions.MethodNotAllowed):
        return problem(405, _("This is read only: use GET, HEAD or OPTIONS."))
    if isinstance(error, SuspiciousOperation):
        return problem(400, _("The question was not understood: it has too many parameters, or makes no sense."))
    if isinstance(error, Refused):
        return problem(422, str(error))
    if isinstance(error, (exceptions.APIException, PermissionDenied)):
        return problem(getattr(error, "status_code", 403), str(error))
    return None


def problem(status: int, detail: str, errors: dict[str, list[str]] | None = None) -> JsonResponse:
    data: dict[str, Any] = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail,
    }  # fmt: skip
    data |= {"errors": errors} if errors else {}
    return JsonResponse(data, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


def _sentences(error: exceptions.ValidationError) -> dict[str, list[str]]:
    detail = error.detail
    if isinstance(detail, dict):
        return {str(name): [str(one) for one in _listed(said)] for name, said in detail.items()}
    return {"question": [str(one) for one in _listed(detail)]}


def _listed(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [said]
