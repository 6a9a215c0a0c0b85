"""A copy written from beginning to end."""

import datetime
from pathlib import Path

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from editions.models import Edition, EventKind, state_after
from editions.reading import load_tree
from klaipeda_plan.core.errors import Refused
from publicity.export.data import write_data, write_documents, write_pictures
from publicity.export.folder import Folder, new_folder
from publicity.export.indexing import INDEX_FILE, index_script
from publicity.export.model import INDEX, README, Copy
from publicity.export.pages import ask, frame, own_pages, public_paths
from publicity.export.rewriting import Rewriter
from publicity.export.statics import write_statics

LANGUAGE = "lt"


def export_site(number: int, out: Path, *, made: datetime.date, language: str = LANGUAGE) -> list[str]:
    """Writes the copy of a published edition into the new folder `out`; the names of its files.

    Equal editions with equal events give equal bytes on the same day. `Refused` for an edition that is not
    published and for a place that is not free; then nothing is left there.
    """
    with translation.override(language), transaction.atomic(), new_folder(out) as folder:
        edition = published_edition(number)
        copy = Copy(edition, load_tree(edition), made, language)
        write_copy(folder, copy)
    return sorted(folder.digests)


def published_edition(number: int) -> Edition:
    edition = Edition.objects.select_related("plan").prefetch_related("events").filter(number=number).first()
    if edition is None:
        raise Refused(_("There is no edition No. %(number)d.") % {"number": number})
    edition.publicity, edition.standing = state_after(event.kind for event in edition.events.all())
    if edition.publicity == EventKind.WITHDRAWN:
        raise Refused(_("Edition No. %(number)d was withdrawn: it is not given out.") % {"number": number})
    if edition.publicity != EventKind.PUBLISHED:
        raise Refused(_("Edition No. %(number)d is not published: it is not given out.") % {"number": number})
    return edition


def write_copy(folder: Folder, copy: Copy) -> None:
    documents = write_documents(folder, copy)
    paths = public_paths(copy)
    rewriter = Rewriter(addresses_of(copy, paths) | write_data(folder, copy) | write_pictures(folder, copy))
    pages = {file: ask(path, copy.language) for path, file in paths.items()} | own_pages(copy, documents)
    for file, source in pages.items():
        root = "../" * file.count("/")
        head, foot = (frame(copy, name, root, file) for name in ("head", "foot"))
        folder.write(file, rewriter.page(source, file, head=head, foot=foot))
    folder.write(INDEX_FILE, index_script(copy))
    write_statics(folder, rewriter.statics | {"publicity/js/kept-search.js"})
    folder.write(README, render_to_string("publicity/export/readme.txt", {"copy": copy, "edition": copy.edition}))


def addresses_of(copy: Copy, paths: dict[str, str]) -> dict[str, str]:
    """{address on the portal: file}: the pages' own addresses, and those that mean them in the copy."""
    also = {reverse("publicity:home"): INDEX, reverse("publicity:plan"): INDEX}
    for node in copy.tree.walk():
        also[reverse("publicity:element", args=[node.short_uid])] = copy.file_of(node)
    return paths | also
