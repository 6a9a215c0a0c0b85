"""What the tests of the council's small documents and packets share."""

import datetime

from django.utils import translation

from council.documents.model import (
    Agenda,
    AgendaLine,
    Annex,
    Decided,
    DraftDecision,
    ExplanatoryNote,
    Proposal,
    Proposals,
)
from council.documents.rendering import small_pdf

COUNCIL = "Klaipėdos miesto savivaldybės taryba"
ABOUT = "Dėl Klaipėdos miesto savivaldybės strateginio plėtros plano patvirtinimo"
DATE = datetime.date(2026, 12, 17)
BODY = (
    "<p>Vadovaudamasi Lietuvos Respublikos vietos savivaldos įstatymu, Klaipėdos miesto savivaldybės taryba "
    "<strong>nusprendžia</strong>:</p><ol><li><p>Patvirtinti planą (pridedama).</p></li>"
    "<li><p>Skelbti šį sprendimą Teisės aktų registre.</p></li></ol>"
)
NOTE = "<h3>1. Sprendimo projekto tikslas</h3><p>Patvirtinti planą.</p><h3>2. Lėšų poreikis</h3><p>Lėšų nereikės.</p>"


def decision(**fields):
    given = {
        "council": COUNCIL, "place": "Klaipėda", "about": ABOUT, "year": 2026, "body": BODY,
        "signature": "Savivaldybės meras", "date": DATE,
        "annex": Annex("Strateginis plėtros planas", "Redakcija Nr. 2."), **fields,
    }  # fmt: skip
    return DraftDecision(**given)


def decided(**fields):
    return decision(decided=Decided("T2-24", DATE), **fields)


def note(**fields):
    given = {"council": COUNCIL, "about": ABOUT, "office": "Planavimo skyriaus vedėjas", "body": NOTE, "date": DATE}
    return ExplanatoryNote(**(given | fields))


def proposals(count=0, **fields):
    row = Proposal(
        "Gyventojų bendruomenė, 2026-11-30", "1.1 tikslas", "Papildyti tekstą.", "Pritarti", "Tekstas aiškesnis."
    )
    return Proposals(COUNCIL, ABOUT, DATE, rows=(row,) * count, **fields)


def agenda(count=2, **fields):
    lines = tuple(
        AgendaLine(number, ABOUT, "plano projektas", "Planavimo skyriaus vedėjas", ("Redakcija Nr. 2",))
        for number in range(1, count + 1)
    )
    given = {
        "council": COUNCIL, "name": "Tarybos posėdis", "date": DATE, "time": "09:00", "place": "Danės g. 17",
        "link": "", "broadcast": "https://example.org/transliacija", "lines": lines,
    }  # fmt: skip
    return Agenda(**(given | fields))


def pdf_of(document, key="0" * 64):
    with translation.override("lt"):
        return small_pdf(document, key=key, language="lt", report=lambda percent, message="": None)
