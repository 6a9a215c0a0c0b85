"""Sittings that the pages of the council's room are looked at with: one being prepared, one held."""

from typing import Any

from council.models import Sitting
from council.services.agenda import save_texts
from council.services.sittings import publish_sitting
from council.services.texts import save_template
from tests.council.sittings import held, make_item
from workgroups.models import User


def build_sittings(long: str) -> dict[str, Any]:
    by = User.objects.get(email="sekretore@example.org")
    prepared = Sitting.objects.get(sample=True)
    item = prepared.items.first()
    wide = make_item(prepared, by, title=f"Dėl {long}")
    save_texts(wide, f"<p>{long}</p>", f"<p>{long}</p>", base_version=wide.version, by=by)
    over = publish_sitting(held(by, title=f"Dėl {long}"), by=by)
    save_template("note", "other", f"<p>{long}</p>", base_version=0, by=by)
    return {
        "sitting": prepared.uid, "sitting_item": item.pk, "held_sitting": over.uid,
        "held_sitting_item": over.items.get().pk, "text_kind": "note", "text_item_kind": "other",
        "stale_sitting": {
            "title": "Kitas pavadinimas", "date": "2030-01-02", "begins": "09:00", "place": "Salė",
            "base_version": "77", "remote_link": "", "broadcast_link": "", "note": "",
        },
        "stale_texts": {"decision_text": "<p>Mano</p>", "note_text": "", "base_version": "77"},
    }  # fmt: skip
