from plans.models.element import Element, ElementLink, LinkKind, State
from plans.models.measure import Funding, FundingSource, MeasureDetail
from plans.models.plan import Plan
from plans.models.version import ElementVersion, ReviewStep, VersionKind, WorkingCopy

__all__ = [
    "Element",
    "ElementLink",
    "ElementVersion",
    "Funding",
    "FundingSource",
    "LinkKind",
    "MeasureDetail",
    "Plan",
    "ReviewStep",
    "State",
    "VersionKind",
    "WorkingCopy",
]
