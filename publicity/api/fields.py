"""Fields that say numbers exactly: as texts with a decimal point, never as binary fractions."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from klaipeda_plan.core.numbers import to_euros


@extend_schema_field({"type": "string", "pattern": r"^-?\d+\.\d{2}$", "example": "1234567.89"})
class Euros(serializers.Field[Any, Any, Any, Any]):
    """Integer cents as euros with two decimals."""

    def to_representation(self, value: int) -> str:
        return f"{to_euros(value):.2f}"


@extend_schema_field({"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "example": "17.5"})
class Exact(serializers.Field[Any, Any, Any, Any]):
    def to_representation(self, value: Decimal) -> str:
        return format(value, "f")
