"""What a document is made of, as one key: an equal key is an equal document and is not built twice."""

from django.conf import settings

from editions.models import Edition
from klaipeda_plan.core.canonical import canonical_json, digest_of


def document_key(
    edition: Edition, *, document: str, format: str, language: str, basis: Edition | None = None
) -> str:  # fmt: skip
    """SHA-256 over the edition's digest and events, the release of the code, language, basis, document, format.

    Events count, because a decision changes the cover; the release, because the code changes the layout.
    """
    return digest_of(
        canonical_json({
            "edition": edition.digest, "events": edition.events.count(), "release": settings.RELEASE,
            "language": language, "basis": basis.digest if basis else "", "document": document, "format": format,
        })
    )  # fmt: skip
