"""Sittings of the council: agenda, texts of the papers, what was decided."""

import datetime
import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from editions.models import Edition, EditionEvent, IssuedFile
from publicity.models import LibraryDocument, LibraryFile

DECISION_NUMBER = r"^T2-[0-9]+$"  # acts of the council of Klaipėda
REGISTER_CODE = r"^[0-9]{4}-[0-9]{1,6}$"  # of the register of legal acts, `2023-05297`


class SittingState(models.TextChoices):
    PREPARING = "preparing", pgettext_lazy("sitting", "being prepared")
    CONVENED = "convened", pgettext_lazy("sitting", "convened")
    HELD = "held", pgettext_lazy("sitting", "held")
    DECIDED = "decided", pgettext_lazy("sitting", "decided")


class SittingQuerySet(models.QuerySet["Sitting"]):
    def coming(self, now: datetime.datetime) -> "SittingQuerySet":
        """Not over yet, the nearest first."""
        return self.filter(state__in=(SittingState.PREPARING, SittingState.CONVENED)).order_by("starts_at", "pk")

    def past(self) -> "SittingQuerySet":
        """Held, the latest first."""
        return self.filter(state__in=(SittingState.HELD, SittingState.DECIDED)).order_by("-starts_at", "-pk")

    def published(self) -> "SittingQuerySet":
        """What anybody may read."""
        return self.filter(published_at__isnull=False)


class Sitting(models.Model):
    """A sitting of the council (tarybos posėdis). Its packet is read by councillors once it is convened, by the
    public once it is published. `version` guards its fields against two people writing at once.
    Written by `council.services.sittings`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    remote_link = models.URLField(_("address for taking part remotely"), max_length=500, blank=True)
    broadcast_link = models.URLField(_("address of the broadcast"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SittingState.choices, default=SittingState.PREPARING)
    published_at = models.DateTimeField(_("published at"), null=True)
    sample = models.BooleanField(_("sample data"), default=False)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects = SittingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SittingState.values), name="sitting_known_state"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(state=SittingState.PREPARING),
                name="sitting_published_once_convened",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_open(self) -> bool:
        """Its agenda may still change."""
        return self.state in (SittingState.PREPARING, SittingState.CONVENED)


class ItemKind(models.TextChoices):
    CONCEPT = "concept", _("concept")
    METHODOLOGY = "methodology", _("methodology")
    PLAN_DRAFT = "plan_draft", _("draft of the plan")
    AMENDMENT = "amendment", _("amendment of the plan")
    MONITORING = "monitoring", _("monitoring report")
    OTHER = "other", pgettext_lazy("item of an agenda", "other")


class AgendaItem(models.Model):
    """One item of the agenda (klausimas): an edition, with the one to compare it with, or a document of the library.

    `office` is who reports, an office and never only a name. `decision_text` and `note_text` are bodies: the draft
    decision and the explanatory note. `version` guards all of it. Written by `council.services.agenda`.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind.choices)
    title = models.CharField(_("title"), max_length=300)
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items", verbose_name=_("edition")
    )
    basis = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("compared with")
    )
    library_document = models.ForeignKey(
        LibraryDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items",
        verbose_name=_("document of the library"),
    )  # fmt: skip
    office = models.CharField(_("office that reports"), max_length=200, blank=True)
    decision_text = models.TextField(_("draft decision"), blank=True)
    note_text = models.TextField(_("explanatory note"), blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ["sitting", "position", "pk"]
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="agenda_item_known_kind"),
            models.CheckConstraint(
                condition=Q(edition__isnull=True) | Q(library_document__isnull=True), name="agenda_item_one_paper"
            ),
            models.CheckConstraint(
                condition=Q(basis__isnull=True) | (Q(edition__isnull=False) & ~Q(basis=F("edition"))),
                name="agenda_item_basis_is_another_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Outcome(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("decision", "approved")
    REJECTED = "rejected", pgettext_lazy("decision", "rejected")
    POSTPONED = "postponed", pgettext_lazy("decision", "postponed")


class Decision(models.Model):
    """What the council decided on an item. `event` is the edition's own record of the same act.

    Written by `council.services.decisions`.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    number = models.CharField(
        _("number"), max_length=20, blank=True,
        validators=[RegexValidator(DECISION_NUMBER, _("Decisions of the council are numbered like T2-24."))],
    )  # fmt: skip
    date = models.DateField(_("date"))
    register_code = models.CharField(
        _("code in the register of legal acts"), max_length=12, blank=True,
        validators=[RegexValidator(REGISTER_CODE, _("A code of the register looks like 2023-05297."))],
    )  # fmt: skip
    link = models.URLField(_("address of the act"), max_length=500, blank=True)
    event = models.OneToOneField(EditionEvent, null=True, on_delete=models.PROTECT, related_name="council_decision")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_known_outcome"),
            models.CheckConstraint(
                condition=Q(number="") | Q(number__regex=DECISION_NUMBER), name="decision_number_of_the_council"
            ),
            models.CheckConstraint(
                condition=Q(register_code="") | Q(register_code__regex=REGISTER_CODE), name="decision_register_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.outcome} {self.date}"


class TextKind(models.TextChoices):
    DECISION = "decision", _("draft decision")
    NOTE = "note", _("explanatory note")


class TextTemplate(models.Model):
    """What a new draft decision or explanatory note begins with; the secretary keeps it.

    `body` holds words in braces, such as {planas}, that `council.services.texts` fills in. An `item_kind` of "" is
    for the kinds without one of their own.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=TextKind.choices)
    item_kind = models.CharField(_("for items of the kind"), max_length=12, choices=ItemKind.choices, blank=True)
    body = models.TextField(_("text"))
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "item_kind"]
        verbose_name = _("template of a text")
        verbose_name_plural = _("templates of texts")
        constraints = [
            models.UniqueConstraint(fields=["kind", "item_kind"], name="text_template_once"),
            models.CheckConstraint(condition=Q(kind__in=TextKind.values), name="text_template_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_kind}".strip()


class PaperKind(models.TextChoices):
    AGENDA = "agenda", pgettext_lazy("paper", "agenda")
    DECISION = "decision", pgettext_lazy("paper", "draft decision")
    NOTE = "note", pgettext_lazy("paper", "explanatory note")
    PROPOSALS = "proposals", pgettext_lazy("paper", "table of proposals and answers")
    PACKET = "packet", pgettext_lazy("paper", "packet of documents")


class CouncilPaper(models.Model):
    """An issued file that is no document of an edition: the permanent register beside `editions.IssuedFile`.

    `key` names what the file was made of: an equal key is not built twice. `title` says what it was called, whatever
    becomes of the sitting. Entered by `council.services.packets_papers`, never changed.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=PaperKind.choices)
    format = models.CharField(max_length=8)
    title = models.CharField(max_length=400)
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.SET_NULL, related_name="papers")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="papers")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="council_papers")
    file = models.CharField(max_length=200)  # name in the storage
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("paper of the council")
        verbose_name_plural = _("papers of the council")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="council_paper_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}.{self.format} {self.sha256[:12]}"


class Packet(models.Model):
    """All documents of a sitting, or of one item of it, as they were at that moment. Earlier ones are kept.

    `digest` covers names and digests of its files: equal contents are no new packet. Made by
    `council.services.packets`, never changed.
    """

    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.SET_NULL, related_name="packets")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="packets")
    is_of_item = models.BooleanField(default=False)  # though the item itself be gone
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    archive = models.ForeignKey(CouncilPaper, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("packet")
        verbose_name_plural = _("packets")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "number"], name="packet_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.number}"


class PacketFile(models.Model):
    """One file of a packet: `name` is its path in the ZIP. It stands in one of the three registers."""

    packet = models.ForeignKey(Packet, on_delete=models.PROTECT, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    label = models.CharField(max_length=300)
    folder = models.CharField(max_length=300, blank=True)  # the item's title; "" for papers of the whole sitting
    issued = models.ForeignKey(IssuedFile, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(CouncilPaper, null=True, on_delete=models.PROTECT, related_name="+")
    # A document of the library may be taken out of it; the packet keeps the digest.
    library_file = models.ForeignKey(LibraryFile, null=True, on_delete=models.SET_NULL, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["packet", "position"]
        verbose_name = _("file of a packet")
        verbose_name_plural = _("files of packets")
        constraints = [
            models.UniqueConstraint(fields=["packet", "position"], name="packet_file_position_once"),
            models.UniqueConstraint(fields=["packet", "name"], name="packet_file_name_once"),
            models.CheckConstraint(
                condition=Q(issued__isnull=True) | Q(paper__isnull=True), name="packet_file_one_register"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> str | None:
        """Its name in the storage; None of a document of the library that is gone."""
        source = self.issued or self.paper or self.library_file
        return source.file if source else None

    @property
    def format(self) -> str:
        return self.name.rpartition(".")[2].upper()
