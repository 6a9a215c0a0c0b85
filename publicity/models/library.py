"""The library: research, analyses, the concept and the methodology, each with the editions of the document."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class LibraryKind(models.TextChoices):
    CONCEPT = "concept", _("concept")
    METHODOLOGY = "methodology", _("methodology")
    RESEARCH = "research", _("research")
    ANALYSIS = "analysis", _("analysis")
    REPORT = "report", _("report")
    OTHER = "other", _("other document")


class LibraryQuerySet(models.QuerySet["LibraryDocument"]):
    def public(self, now: datetime | None = None) -> "LibraryQuerySet":
        """Published, their time has come, and there is a file to read."""
        return self.filter(published_at__lte=now or timezone.now(), files__isnull=False).distinct()


class LibraryDocument(models.Model):
    """A document that people read beside the plan. Nothing of it shows before `published_at`.

    Written by `publicity.services.library`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=LibraryKind.choices, default=LibraryKind.OTHER)
    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    history = HistoricalRecords()
    objects = LibraryQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("document of the library")
        verbose_name_plural = _("documents of the library")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LibraryKind.values), name="library_document_known_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def short_uid(self) -> str:
        return self.uid.hex[:12]

    @property
    def is_public(self) -> bool:
        """As far as its own time says; there must be a file, too (`LibraryQuerySet.public`)."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.published_at is not None and self.published_at > timezone.now()


class TextProblem(models.TextChoices):
    """Why the search does not know all words of a PDF, as the editor reads it beside the file."""

    LOCKED = "locked", _("The PDF is protected by a password: the search does not find its text.")
    BROKEN = "broken", _("The PDF cannot be read: the search does not find its text. Save it as a PDF anew and add it.")
    SLOW = "slow", _("Reading the PDF took too long: the search does not find its text.")
    EMPTY = "empty", _("The PDF holds pictures of pages and no text: the search finds only its title and summary.")
    LONG = "long", _("The PDF is very long: the search finds only the beginning of its text.")


class LibraryFile(models.Model):
    """One edition of a document: `number` counts from one, `date` is the document's own, `sha256` names the bytes.

    `text` holds the words of a PDF, for search; `text_read_at` says when it was looked for, `text_problem` why it is
    missing or not whole (`publicity.search.pdf_jobs`). Files are added, never exchanged.
    """

    document = models.ForeignKey(LibraryDocument, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField(_("edition"))
    date = models.DateField(_("date of the document"))
    file = models.CharField(max_length=200)  # name in the storage
    name = models.CharField(max_length=200)  # what it is called when somebody saves it
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    text = models.TextField(blank=True)
    text_read_at = models.DateTimeField(null=True)
    text_problem = models.CharField(max_length=10, choices=TextProblem.choices, blank=True)
    note = models.CharField(_("what changed"), max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("edition of a document")
        verbose_name_plural = _("editions of documents")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="library_file_number_once"),
            models.UniqueConstraint(fields=["document", "sha256"], name="library_file_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"

    @property
    def is_pdf(self) -> bool:
        return self.file.endswith(".pdf")

    @property
    def is_being_read(self) -> bool:
        """Its words are not known yet, and will be."""
        return self.is_pdf and self.text_read_at is None
