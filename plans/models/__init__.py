from plans.models.element import Element, ElementLink, LinkKind, State
from plans.models.guest import GuestLink, GuestVisit, Recommendation, Verdict
from plans.models.measure import Funding, FundingSource, MeasureDetail
from plans.models.meeting import AgendaElement
from plans.models.plan import Plan
from plans.models.remark import Mention, ProposalState, Remark, RemarkKind, RemarkReply, WordingProposal
from plans.models.version import ElementVersion, ReviewStep, VersionKind
from plans.models.writing import Picture, Presence, WorkingCopy, WorkspaceVisit

__all__ = [
    "AgendaElement",
    "Element",
    "ElementLink",
    "ElementVersion",
    "Funding",
    "FundingSource",
    "GuestLink",
    "GuestVisit",
    "LinkKind",
    "MeasureDetail",
    "Mention",
    "Picture",
    "Plan",
    "Presence",
    "ProposalState",
    "Recommendation",
    "Remark",
    "RemarkKind",
    "RemarkReply",
    "ReviewStep",
    "State",
    "Verdict",
    "VersionKind",
    "WordingProposal",
    "WorkingCopy",
    "WorkspaceVisit",
]
