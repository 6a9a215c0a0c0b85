"""Whether a translation still fits the Lithuanian text: by the wording, not by the number of the version.

A move, a sum or a year makes a version too, and nothing to translate anew.
"""

from klaipeda_plan.core.canonical import canonical_json, digest_of
from klaipeda_plan.core.figures import readdress_pictures
from plans.models import Element, ElementTranslation


def wording_of(title: str, body: str) -> str:
    """Names a wording: equal for the draft's text and its frozen copy, whose pictures have other addresses."""
    return digest_of(canonical_json([title, readdress_pictures(body, lambda _address: "/")]))


def is_of_earlier_wording(translation: ElementTranslation, element: Element) -> bool:
    """The Lithuanian text was changed since; `translation` brings its version."""
    snapshot = translation.version.snapshot
    return wording_of(snapshot["title"], snapshot["body"]) != wording_of(element.title, element.body)
