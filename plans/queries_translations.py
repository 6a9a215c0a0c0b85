"""The English texts of the draft: of one element, and what is still to be translated."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from plans.models import ENGLISH, Element, ElementTranslation, Plan
from plans.queries import Branch, draft_tree
from plans.translating import is_of_earlier_wording

STATES = ("missing", "earlier", "fits")


@dataclass(frozen=True)
class Translated:
    """An element of the draft with its translation: `state` is one of STATES."""

    branch: Branch
    translation: ElementTranslation | None
    state: str


def translation_of(element: Element) -> ElementTranslation | None:
    """With the version that it translates; one whose words were taken back is given too."""
    rows = ElementTranslation.objects.select_related("version", "changed_by")
    return rows.filter(element=element, language=ENGLISH).first()


def state_of(translation: ElementTranslation | None, element: Element) -> str:
    if translation is None or not translation.title:
        return "missing"
    return "earlier" if is_of_earlier_wording(translation, element) else "fits"


def translations_of(plan: Plan) -> list[Translated]:
    """Everything that stands in the draft, in the order of the document: two queries beside the tree."""
    tree = draft_tree(plan)
    branches = [branch for branch in tree.walk() if branch.code]
    texts = _texts(branch.element.pk for branch in branches)
    shown = []
    for branch in branches:
        element = texts[branch.element.pk]
        translation = next(iter(element.translations.all()), None)
        shown.append(Translated(branch, translation, state_of(translation, element)))
    return shown


def _texts(pks: Iterable[int]) -> dict[int, Element]:
    english = ElementTranslation.objects.filter(language=ENGLISH).select_related("version")
    rows = Element.objects.filter(pk__in=list(pks)).prefetch_related(Prefetch("translations", english))
    return {element.pk: element for element in rows}
