"""Editions: frozen, numbered, hashed copies of a whole plan. Rows are inserted and never changed."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.documents.formats import format_name
from plans.models import Plan


class EditionKind(models.TextChoices):
    CONCEPT_DRAFT = "concept_draft", _("draft of the concept")
    CONCEPT = "concept", _("concept")
    PLAN_DRAFT = "plan_draft", _("draft of the plan")
    PLAN = "plan", _("plan")
    WORKING = "working", _("working edition")


class EventKind(models.TextChoices):
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNDER_CONSIDERATION = "under_consideration", _("under consideration")
    DECIDED = "decided", _("decided")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")


PUBLICITY = (EventKind.PUBLISHED, EventKind.WITHDRAWN)
# Each of these ends the one before it.
STANDING = (EventKind.UNDER_CONSIDERATION, EventKind.DECIDED, EventKind.IN_FORCE, EventKind.SUPERSEDED)


def state_after(kinds: Iterable[str]) -> tuple[str | None, str | None]:
    """(publicity, standing) of an edition to which these events happened, in their order."""
    publicity: str | None = None
    standing: str | None = None
    for kind in kinds:
        if kind in PUBLICITY:
            publicity = kind
        else:
            standing = kind
    return publicity, standing


class EditionQuerySet(models.QuerySet["Edition"]):
    def with_state(self) -> "EditionQuerySet":
        """Annotates `publicity` (published, withdrawn, None) and `standing` (the newest of STANDING, None)."""
        newest: dict[str, Any] = {"publicity": _newest_of(PUBLICITY), "standing": _newest_of(STANDING)}
        return self.annotate(**newest)

    def published(self) -> "EditionQuerySet":
        """What anybody may read."""
        return self.with_state().filter(Q(publicity=EventKind.PUBLISHED))

    def for_the_council(self) -> "EditionQuerySet":
        """Everything but the drafting room's own working editions."""
        return self.with_state().exclude(kind=EditionKind.WORKING)

    def in_force(self) -> "Edition | None":
        """*Galiojanti*: the newest decided and in force, if the public may read it."""
        return self._newest_published(lambda standing: standing == EventKind.IN_FORCE)

    def under_consideration(self) -> "Edition | None":
        """*Svarstoma*: the newest published one that is before the council."""
        return self._newest_published(lambda standing: standing == EventKind.UNDER_CONSIDERATION)

    def current(self) -> "Edition | None":
        """What `/planas/` shows: the one in force, or before there is one the newest published."""
        return self._newest_published(
            lambda standing: standing == EventKind.IN_FORCE, lambda standing: standing != EventKind.SUPERSEDED
        )

    def public_standings(self) -> dict[int, str | None]:
        """{edition pk: standing} of everything published. One plain query, a fraction of what `published` costs:
        every public page asks."""
        kinds: dict[int, list[str]] = {}
        for pk, kind in EditionEvent.objects.order_by("pk").values_list("edition_id", "kind"):
            kinds.setdefault(pk, []).append(kind)
        states = {pk: state_after(happened) for pk, happened in kinds.items()}
        return {pk: standing for pk, (publicity, standing) in states.items() if publicity == EventKind.PUBLISHED}

    def _newest_published(self, *wishes: Callable[[str | None], bool]) -> "Edition | None":
        """The newest published edition whose standing fits the first wish that any fits."""
        public = self.public_standings()
        for wish in wishes:
            fitting = [pk for pk, standing in public.items() if wish(standing)]
            edition = self.filter(pk__in=fitting).order_by("-number").first() if fitting else None
            if edition:
                edition.publicity, edition.standing = EventKind.PUBLISHED, public[edition.pk]
                return edition
        return None


class Edition(models.Model):
    """A frozen copy of a plan (redakcija). Made by `editions.services.freeze`; the database refuses changes.

    `digest` is the SHA-256 over plan, number, metadata and the ordered digests of the fragments. `meta` holds
    what the copy must not lose: names of the plan, groups and funding sources at that moment. What happens
    later is an EditionEvent.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    kind = models.CharField(_("kind"), max_length=15, choices=EditionKind.choices)
    title = models.CharField(_("title"), max_length=300)
    document_date = models.DateField(_("date of the document"))
    frozen_at = models.DateTimeField(_("frozen at"))
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("note"), blank=True)
    sample = models.BooleanField(_("sample data"), default=False)
    meta = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    objects = EditionQuerySet.as_manager()
    publicity: str | None  # annotated by with_state()
    standing: str | None

    class Meta:
        ordering = ["-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EditionKind.values), name="edition_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def despite_errors(self) -> dict[str, Any] | None:
        """Why it was frozen although the plan checks found errors, and which: {"reason", "errors"}."""
        found: dict[str, Any] | None = self.meta.get("despite_errors")
        return found


class Fragment(models.Model):
    """The content of one element, stored once however many editions hold it. `content` is canonical JSON."""

    digest = models.CharField(primary_key=True, max_length=64)
    content = models.TextField()

    def __str__(self) -> str:
        return self.digest[:12]


class FrozenPicture(models.Model):
    """A picture that editions show, stored once under its SHA-256; bodies of fragments name it by that."""

    digest = models.CharField(primary_key=True, max_length=64)
    file = models.CharField(max_length=200)  # name in the storage
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.digest[:12]


class EditionPicture(models.Model):
    """A picture is shown by an edition: whoever may read the edition may see it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pictures")
    picture = models.ForeignKey(FrozenPicture, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "picture"], name="edition_picture_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.picture_id}"


class EditionElement(models.Model):
    """One element in one edition: where it stands and which content it has.

    `path` orders the document: five digits a level, so that a subtree is a range of paths. `kind` and
    `cents` (the element's own money) repeat the fragment for lists and sums in one query.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="elements")
    uid = models.UUIDField()
    path = models.CharField(max_length=60)
    depth = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    cents = models.BigIntegerField(default=0)
    fragment = models.ForeignKey(Fragment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["edition", "path"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "uid"], name="edition_element_once"),
            models.UniqueConstraint(fields=["edition", "path"], name="edition_path_once"),
            models.UniqueConstraint(fields=["edition", "code"], name="edition_code_once"),
        ]
        indexes = [models.Index(fields=["uid"], name="edition_element_uid")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.code}"


class ReasonKind(models.TextChoices):
    """Where the words of a reason come from."""

    DECISION = "decision", pgettext_lazy("reason", "decision of a group's meeting")
    PROPOSAL = "proposal", pgettext_lazy("reason", "proposed wording taken over")
    REMARK = "remark", pgettext_lazy("reason", "remark")
    SAVE = "save", pgettext_lazy("reason", "reason given when it was written")
    ACCEPTANCE = "acceptance", pgettext_lazy("reason", "note on acceptance")


class EditionReason(models.Model):
    """Why an element is not what it was in the plan's edition before: frozen with the edition, which says no names.

    `workgroup` is the slug of the group that proposed or decided. Whoever reads the edition in the workspace reads
    it; the public only what `is_public`. The edition's digest covers these rows (`meta["reasons"]`).
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reasons")
    uid = models.UUIDField()
    kind = models.CharField(max_length=10, choices=ReasonKind.choices)
    words = models.TextField(blank=True)
    workgroup = models.CharField(max_length=50, blank=True)
    date = models.DateField()
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["edition", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReasonKind.values), name="edition_reason_known_kind"),
        ]
        indexes = [models.Index(fields=["edition", "uid"], name="edition_reason_uid")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.kind} {self.uid}"


class EditionTranslation(models.Model):
    """Title and summary of an element of an edition in another language, beside what the council decides on.

    Inserted when the edition is frozen, or later (`editions.services.translations`); of several rows the newest
    `number` holds, one without words takes the translation back. `is_stale` says that an earlier wording was
    translated. The edition's digest does not cover these rows; each has its own.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="translations")
    uid = models.UUIDField()
    language = models.CharField(max_length=5)
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True)
    is_stale = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "uid", "language", "number"], name="edition_translation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.language} {self.uid}"


class EditionEvent(models.Model):
    """What happened to an edition, appended by `editions.services.events` and never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    date = models.DateField(_("date"))
    decision_number = models.CharField(_("number of the decision"), max_length=40, blank=True)
    register_code = models.CharField(_("code in the register of legal acts"), max_length=40, blank=True)
    link = models.URLField(_("address of the act"), blank=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["edition", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="edition_event_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.kind} {self.date}"


class IssuedFile(models.Model):
    """The permanent register of files that left the portal: which edition, which document, which SHA-256.

    `key` names what the file was made of (see `editions.documents.keys`): an equal key is not built twice.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=64, unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    basis = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=20)
    format = models.CharField(max_length=8)
    language = models.CharField(max_length=5)
    file = models.CharField(max_length=200)  # name in the storage
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.document}.{self.format}"

    @property
    def format_name(self) -> str:
        return format_name(self.format)


def _newest_of(kinds: tuple[EventKind, ...]) -> Any:
    events = EditionEvent.objects.filter(edition=OuterRef("pk"), kind__in=kinds).order_by("-pk")
    return Subquery(events.values("kind")[:1])
