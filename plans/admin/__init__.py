"""The review room: the consultant's queue, the element with its difference, plans and funding sources."""

from plans.admin.elements import ElementAdmin
from plans.admin.records import FundingSourceAdmin, PlanAdmin

__all__ = ["ElementAdmin", "FundingSourceAdmin", "PlanAdmin"]
