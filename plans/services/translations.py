"""Writing the English title and summary of an element, bound to the version that the translator had before them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from plans import permissions
from plans.models import ENGLISH, Element, ElementTranslation, ElementVersion


@dataclass(frozen=True)
class Words:
    """Plain texts; both empty take the translation back."""

    title: str
    summary: str = ""


class StaleTranslation(Refused):
    """Somebody else saved the translation meanwhile; nothing was written. `current` is what stands now."""

    def __init__(self, current: ElementTranslation) -> None:
        super().__init__(_("Somebody saved this translation while you were writing."))
        self.current = current


@transaction.atomic
def save_translation(
    element: Element, words: Words, *, version_id: int, base_number: int, by: Any
) -> ElementTranslation:  # fmt: skip
    """Write the translation of the wording of that version over the one numbered `base_number` (0: there was none).

    Raises StaleTranslation when another save came in between, Refused for a version of another element. A translation
    that says nothing new of the same version leaves no trace.
    """
    if not permissions.can_translate(by, element):
        raise NotAllowed(_("You may not translate this element."), who_may=who_may_translate())
    found = _locked(element)
    if (found.number if found else 0) != base_number:
        assert found is not None, "translations are never deleted"
        raise StaleTranslation(found)
    version = ElementVersion.objects.filter(element=element, pk=version_id).first()
    if version is None:
        raise Refused(_("There is no such version of this element."))
    title, summary = words.title.strip(), words.summary.strip()
    if summary and not title:
        raise Refused(_("A summary without a title cannot be shown: write the title too."))
    if found is None:
        found = ElementTranslation(element=element, language=ENGLISH, number=0)
    elif (found.title, found.summary, found.version_id) == (title, summary, version.pk):
        return found
    found.title, found.summary, found.version = title, summary, version
    found.number += 1
    found.changed_by, found.changed_at = by, timezone.now()
    save_with_history(found, by=by, reason="translated" if title else "translation taken back")
    return found


def who_may_translate() -> str:
    return _("Members of the owning group, consultants and the coordinator.")


def _locked(element: Element) -> ElementTranslation | None:
    """The row of the element guards the first translation, too."""
    Element.objects.select_for_update(of=("self",)).only("pk").get(pk=element.pk)
    rows = ElementTranslation.objects.select_related("changed_by", "version")
    return rows.filter(element=element, language=ENGLISH).first()
