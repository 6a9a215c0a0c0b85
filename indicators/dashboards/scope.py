"""What a dashboard is about: the whole draft, what one group owns, what one body answers for."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from plans.models import BodyRole, Element, Funding, MeasureBody, Organisation, Plan
from workgroups.models import Workgroup


@dataclass(frozen=True)
class Scope:
    """At most one of `group` and `body`; `shared` are the elements of no group."""

    plan: Plan
    group: Workgroup | None = None
    body: Organisation | None = None
    shared: bool = False

    @property
    def title(self) -> str:
        if self.body:
            return self.body.name
        if self.shared:
            return _("Shared elements")
        return self.group.name if self.group else _("The whole plan")

    @property
    def is_whole(self) -> bool:
        return not (self.group or self.body or self.shared)

    @property
    def slug(self) -> str:
        """As filters of the room name it; a body has none."""
        return self.group.slug if self.group else "bendri" if self.shared else "visi"

    def query(self, **more: Any) -> str:
        """The query of an address about this scope."""
        own = {"vykdytojas": self.body.pk} if self.body else {"grupe": self.slug}
        return urlencode({**own, **{name: value for name, value in more.items() if value not in ("", None)}})

    def elements(self) -> QuerySet[Element]:
        """The standing elements of the draft that it is about; of a body the measures it answers for."""
        standing = Element.objects.standing().filter(plan=self.plan)
        if self.body:
            answering = MeasureBody.objects.filter(organisation=self.body, role=BodyRole.RESPONSIBLE)
            return standing.filter(pk__in=answering.values("element"))
        if self.shared:
            return standing.filter(workgroup=None)
        return standing.filter(workgroup=self.group) if self.group else standing

    def money(self) -> QuerySet[Funding]:
        return Funding.objects.filter(element__in=self.elements().order_by().values("pk"))
