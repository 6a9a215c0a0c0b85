"""Making an ElementVersion: the only place that writes one."""

from typing import Any

from klaipeda_plan.core.canonical import canonical_json, digest_of
from plans.models import Element, ElementVersion, VersionKind
from plans.snapshot import Known, take_snapshots


def make_version(
    element: Element, kind: VersionKind, *, by: Any, reason: str = "", with_author: Any = None,
    known: Known | None = None, save: bool = True,
) -> ElementVersion | None:  # fmt: skip
    """Snapshot `element` as it stands and point `current_version` at it (without `save` the caller saves the
    element with what it points at); `known` rows are not read again.

    Returns None, and writes nothing, when nothing differs from the newest version. The caller holds the
    element's row locked and saves nothing after this in the same transaction but `state`.
    """
    snapshot = take_snapshots([element], known)[element.pk]
    digest = digest_of(canonical_json(snapshot))
    last = element.current_version
    if last is not None and last.digest == digest:
        return None
    version = ElementVersion.objects.create(
        element=element,
        number=last.number + 1 if last else 1,
        kind=kind,
        snapshot=snapshot,
        digest=digest,
        reason=reason[:300],
        by=by,
        with_author=with_author,
    )
    if save:  # the pointer is no content: it needs no history row of its own
        Element.objects.filter(pk=element.pk).update(current_version=version)
    element.current_version = version
    return version
