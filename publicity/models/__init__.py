"""What the public follows besides editions: the process, and what the publicity editor keeps."""

from publicity.models.following import Subscriber, Subscription, Topic
from publicity.models.library import LibraryDocument, LibraryFile, LibraryKind
from publicity.models.pages import StaticPage
from publicity.models.process import Milestone, MilestoneProduct, ProcessPart, ProcessStage
from publicity.models.publications import Event, EventKind, News, PublicPicture
from publicity.models.search import SearchEntry, SearchKind, SearchWord

__all__ = [
    "Event",
    "EventKind",
    "LibraryDocument",
    "LibraryFile",
    "LibraryKind",
    "Milestone",
    "MilestoneProduct",
    "News",
    "ProcessPart",
    "ProcessStage",
    "PublicPicture",
    "SearchEntry",
    "SearchKind",
    "SearchWord",
    "StaticPage",
    "Subscriber",
    "Subscription",
    "Topic",
]
