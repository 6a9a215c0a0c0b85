"""How a view of open data shows in the OpenAPI description: its question, its rows, and every way it may refuse."""

from inspect import cleandoc
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from publicity.api.problems import MEDIA_TYPE, ProblemSerializer
from publicity.api.serializers import Reference

REFUSALS = {
    400: "The question was not understood.", 404: "There is no such thing, or it is not published.",
    422: "These two editions cannot be compared.", 429: "Too many questions in a minute.",
}  # fmt: skip


class OpenDataSchema(AutoSchema):
    @property
    def ours(self) -> Any:
        """An `OpenData`, which imports this module."""
        return self.view

    def get_operation_id(self) -> str:
        name: str = self.ours.name
        return name

    def get_summary(self) -> Any:
        return self.ours.title

    def get_description(self) -> Any:  # type: ignore[override]  # drf-spectacular asks without arguments
        return cleandoc(self.ours.row_class.__doc__ or "")

    def get_tags(self) -> list[str]:
        return ["edition" if "{edition}" in self.path else "portal"]

    def get_auth(self) -> list[Any]:
        return []

    def get_override_parameters(self) -> list[Any]:
        places = {"edition": EDITION, "basis": BASIS}
        return [self.ours.question_class, *(one for name, one in places.items() if f"{{{name}}}" in self.path)]

    def get_request_serializer(self) -> Any:
        return None

    def get_response_serializers(self) -> Any:
        answers: dict[Any, Any] = {
            (200, "application/json"): self._answer(), (200, "text/csv"): OpenApiTypes.STR,
            304: OpenApiResponse(description="Nothing has changed since the answer with this ETag."),
        }  # fmt: skip
        refusals = {
            (status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, description=REFUSALS[status])
            for status in self.ours.refusals
        }
        return answers | refusals

    def _answer(self) -> serializers.Serializer[Any]:
        row = self.ours.row_class
        fields: dict[str, Any] = {
            "licence": serializers.CharField(), "edition": Reference(allow_null=True),
            "notice": serializers.CharField(allow_null=True),
        }  # fmt: skip
        if not self.ours.is_list:
            return inline_serializer(f"{row.__name__}Answer", fields | {"result": row()})
        counted = {name: serializers.IntegerField() for name in ("count", "limit", "offset")}
        around = {name: serializers.CharField(allow_null=True) for name in ("next", "previous")}
        return inline_serializer(f"{row.__name__}Page", fields | counted | around | {"results": row(many=True)})


EDITION = OpenApiParameter(
    "edition", {"type": "string", "pattern": "^(current|[1-9][0-9]{0,8})$"}, OpenApiParameter.PATH,
    description="The number of an edition, or “current”: the one that the page of the plan shows.",
)  # fmt: skip
BASIS = OpenApiParameter(
    "basis", {"type": "string", "pattern": "^(current|[1-9][0-9]{0,8})$"}, OpenApiParameter.PATH,
    description="The edition to compare with, the former one.",
)  # fmt: skip
