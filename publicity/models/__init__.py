"""What the public follows besides editions: the process, and what the publicity editor keeps."""

from publicity.models.following import Subscriber, Subscription, Topic
from publicity.models.library import LibraryDocument, LibraryFile, LibraryKind
from publicity.models.pages import StaticPage
from publicity.models.process import Milestone, ProcessPart
from publicity.models.publications import Event, EventKind, News, PublicPicture

__all__ = [
    "Event",
    "EventKind",
    "LibraryDocument",
    "LibraryFile",
    "LibraryKind",
    "Milestone",
    "News",
    "ProcessPart",
    "PublicPicture",
    "StaticPage",
    "Subscriber",
    "Subscription",
    "Topic",
]
