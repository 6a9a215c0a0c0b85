"""What may be asked: the parameters of each list. What is not among them, or is said twice, is refused by name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from editions.comparison import Sort
from editions.models import EditionKind, EventKind
from plans.hierarchy import Kind
from publicity.models import EventKind as KindOfEvent

USUAL, MOST = 100, 1000
FARTHEST = 10_000_000
SHORT = 200
CHOICES = {"json": "JSON", "csv": "CSV"}
ROLES = ("baseline", "target", "actual")
WITHOUT_NUL = r"^[^\x00]+$"


class Question(serializers.Serializer[Any]):
    format = serializers.ChoiceField(tuple(CHOICES), default="json")

    def to_internal_value(self, data: Any) -> Any:
        given: Mapping[str, Any] = data.dict() if isinstance(data, QueryDict) else data
        errors = {name[:60]: [self._unknown()] for name in list(given)[:10] if name not in self.fields}
        if isinstance(data, QueryDict):
            twice = [name for name, values in data.lists() if name in self.fields and len(values) > 1]
            errors |= {name: [_("Give it once.")] for name in twice}
        if errors:
            raise serializers.ValidationError(errors)
        return super().to_internal_value(given)

    def _unknown(self) -> str:
        return _("There is no such parameter here; there are: %(names)s.") % {"names": ", ".join(self.fields)}


class Paged(Question):
    limit = serializers.IntegerField(
        default=USUAL, min_value=1, max_value=MOST, help_text=gettext_lazy("So many rows on a page.")
    )
    offset = serializers.IntegerField(
        default=0, min_value=0, max_value=FARTHEST, help_text=gettext_lazy("So many rows are passed over.")
    )


class AboutEditions(Paged):
    kind = serializers.ChoiceField([one.value for one in EditionKind if one != EditionKind.WORKING], required=False)
    standing = serializers.ChoiceField(
        [EventKind.UNDER_CONSIDERATION.value, EventKind.DECIDED.value, EventKind.IN_FORCE.value,
         EventKind.SUPERSEDED.value], required=False,
    )  # fmt: skip
    sample = serializers.BooleanField(required=False)


class OfGroup(Paged):
    group = serializers.SlugField(
        required=False, max_length=50, help_text=gettext_lazy("The slug of a working group, as editions name it.")
    )


class AboutElements(OfGroup):
    kind = serializers.ChoiceField(Kind.values, required=False)
    under = serializers.UUIDField(required=False, help_text=gettext_lazy("Only what stands under this element."))


def source_code() -> serializers.RegexField:
    """DRF's fields have a `source` of their own; in a serializer's class the name is free."""
    return serializers.RegexField(WITHOUT_NUL, required=False, max_length=50, trim_whitespace=False)


class AboutMeasures(OfGroup):
    stage = serializers.SlugField(required=False, max_length=50)
    responsible = serializers.RegexField(WITHOUT_NUL, required=False, max_length=SHORT, trim_whitespace=False)
    year = serializers.IntegerField(required=False, min_value=1900, max_value=2200)
    source = source_code()  # type: ignore[assignment]
    min_amount = serializers.DecimalField(14, 2, required=False, min_value=0)
    max_amount = serializers.DecimalField(14, 2, required=False, min_value=0)


class AboutMoney(OfGroup):
    year = serializers.IntegerField(required=False, min_value=1900, max_value=2200)
    source = source_code()  # type: ignore[assignment]
    element = serializers.UUIDField(required=False)


class AboutIndicators(OfGroup):
    kind = serializers.ChoiceField(Kind.values, required=False)
    element = serializers.UUIDField(required=False)


class AboutObservations(AboutIndicators):
    role = serializers.ChoiceField(ROLES, required=False)
    year = serializers.IntegerField(required=False, min_value=1900, max_value=2200)


class AboutComparison(OfGroup):
    kind = serializers.ChoiceField(Kind.values, required=False)
    sort = serializers.ChoiceField([one.value for one in Sort], required=False)


FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2200, 1, 1)
WITHIN = (MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY))


class Since(Paged):
    """Days of Vilnius, both included."""

    since = serializers.DateField(required=False, validators=WITHIN)
    until = serializers.DateField(required=False, validators=WITHIN)
    element = serializers.UUIDField(required=False, help_text=gettext_lazy("Only what is about this element."))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("since") and attrs.get("until") and attrs["since"] > attrs["until"]:
            raise serializers.ValidationError({"until": [_("The last day comes before the first.")]})
        return attrs


class AboutEvents(Since):
    kind = serializers.ChoiceField(KindOfEvent.values, required=False)
