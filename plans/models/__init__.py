from plans.models.element import Element, ElementLink, LinkKind, State
from plans.models.guest import GuestLink, GuestVisit, Recommendation, Verdict
from plans.models.measure import Funding, FundingSource, MeasureDetail
from plans.models.meeting import AgendaElement
from plans.models.organisation import BodyRole, MeasureBody, Organisation, OrganisationKind, OrganisationName
from plans.models.plan import Plan
from plans.models.remark import Mention, ProposalState, Remark, RemarkKind, RemarkReply, WordingProposal
from plans.models.stage import Stage
from plans.models.translation import ENGLISH, ElementTranslation
from plans.models.version import ElementVersion, ReviewStep, VersionKind
from plans.models.writing import NewCopy, Picture, Presence, WorkingCopy, WorkspaceVisit

__all__ = [
    "ENGLISH",
    "AgendaElement",
    "BodyRole",
    "Element",
    "ElementLink",
    "ElementTranslation",
    "ElementVersion",
    "Funding",
    "FundingSource",
    "GuestLink",
    "GuestVisit",
    "LinkKind",
    "MeasureBody",
    "MeasureDetail",
    "Mention",
    "NewCopy",
    "Organisation",
    "OrganisationKind",
    "OrganisationName",
    "Picture",
    "Plan",
    "Presence",
    "ProposalState",
    "Recommendation",
    "Remark",
    "RemarkKind",
    "RemarkReply",
    "ReviewStep",
    "Stage",
    "State",
    "Verdict",
    "VersionKind",
    "WordingProposal",
    "WorkingCopy",
    "WorkspaceVisit",
]
