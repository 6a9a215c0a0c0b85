"""Components of the design, each with a page of its own: `templates/core/components/<name>.html` holds its states."""

from django.utils.translation import gettext_lazy as _

# In the order in which they are listed; the name is the last part of the address.
COMPONENTS = {
    "mygtukai": _("Buttons"),
    "pranesimai": _("Notices and messages"),
    "busenos": _("States"),
    "korteles": _("Cards, figures, facts"),
    "tekstas": _("Running text"),
    "medis": _("Tree of the plan"),
    "lenteles": _("Tables"),
    "laiko-juosta": _("Time line"),
    "laukai": _("Fields"),
    "filtrai": _("Filters and verdicts"),
    "vaizdas": _("Broadcasts and recordings"),
    "palyginimas": _("Differences"),
    "eigos": _("Work, progress, pages"),
}
