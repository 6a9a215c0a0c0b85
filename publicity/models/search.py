"""What the search looks into: one row for each thing that anybody may once find, and the words that are known."""

from django.db import models
from django.db.models import Q

from editions.models import Edition


class SearchKind(models.TextChoices):
    """Sorts of things that are found; the values stand in addresses."""

    ELEMENT = "planas"
    NEWS = "naujienos"
    EVENT = "renginiai"
    DOCUMENT = "dokumentai"
    MINUTES = "protokolai"
    PAGE = "puslapiai"


class SearchEntry(models.Model):
    """One thing as the search knows it. Derived data: `manage.py rebuild_search` makes it anew.

    Nothing here says that the thing is public: that is asked of the thing itself when somebody searches
    (`publicity.search.visible`). `source` is its primary key (0 for elements and pages), `place` the last part of its
    address. `heads`, `leads` and `words` are tokens (`publicity.search.words`) of the title, of what stands at the
    top, and of everything; the database keeps an index of the first and the last (`publicity.search.engine`).
    `weight` and `order` decide between equals, the smaller first. Written by `publicity.search.indexing`.
    """

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=SearchKind.choices)
    source = models.BigIntegerField(default=0)
    edition = models.ForeignKey(Edition, null=True, on_delete=models.CASCADE, related_name="+")
    element_kind = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=40, blank=True)
    workgroup = models.CharField(max_length=50, blank=True)
    place = models.CharField(max_length=90)
    date = models.DateField(null=True)
    title = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    heads = models.TextField(blank=True)
    leads = models.TextField(blank=True)
    words = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField(default=0)
    order = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["weight", "order", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SearchKind.values), name="search_entry_known_kind"),
        ]

    def __str__(self) -> str:
        return self.key


class SearchWord(models.Model):
    """A word that stands somewhere in the search, as it is written: for words typed without accents or wrongly.

    What is suggested from here is asked of the search first, so that a word of something hidden is never shown.
    """

    word = models.CharField(max_length=40, unique=True)
    fold = models.CharField(max_length=40, db_index=True)  # without accents
    stem = models.CharField(max_length=250)

    def __str__(self) -> str:
        return self.word
