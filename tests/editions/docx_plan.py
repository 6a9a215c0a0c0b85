"""Plans for the tests of DOCX: rows of elements with everything that a document shows."""

from django.utils import translation

from editions.documents.docx.building import comparison_docx, plan_docx
from plans.hierarchy import Kind
from tests.editions.comparing import element, tree
from tests.editions.papers import KEY, edition_of
from tests.editions.test_comparison import DETAIL, indicator, money

NOTE = "Oficialiosios statistikos portalas, 2020 m."
BODY = (
    f'<p>Aplinka <strong>gerėja</strong><sup data-note="{NOTE}">*</sup> kasmet, žr. '
    '<a href="https://example.org/oras?a=1&amp;b=2">duomenis</a> ir <a href="/planas/e/{}/">problemą</a>.</p>'
    "<h3>Padėtis</h3><ul><li>Oras<ol start=\"3\"><li>rytais</li><li>vakarais</li></ol></li><li>Vanduo</li></ul>"
    "<blockquote>Miestas prie jūros.</blockquote>"
    "<table><thead><tr><th>Metai</th><th>Dienos</th></tr></thead>"
    "<tbody><tr><td rowspan=\"2\">2020</td><td>12</td></tr><tr><td>14</td></tr></tbody></table>"
)  # fmt: skip
PROBLEM = "0123456789abcdef0123456789abcdef"


def silent(percent, message=""):
    """Nobody waits."""


def rows(*, measures=3, vision="KLAIPĖDA 2035 – veržli, sumani, įtrauki"):
    """A section with its analysis, the vision with everything under it."""
    found = [
        ("s", None, element(Kind.SECTION, "Aplinkos analizė", body=BODY.format(PROBLEM[:12]))),
        ("av", "s", element(Kind.AREA_VISION, "Švarus pajūrio miestas")),
        ("st", "s", element(Kind.STRENGTH, "Jūra")), ("we", "s", element(Kind.WEAKNESS, "Tarša")),
        (PROBLEM, "s", element(Kind.PROBLEM, "Triukšmas „prie“ <uosto>", body="<p>Jo per daug.</p>")),
        ("si", "s", element(Kind.SECTION, "Oras", body="<p>Apie orą.</p>")),
        ("v", None, element(Kind.VISION, vision)),
        ("as", "v", element(Kind.ASPECT, "Veržli", body="<p>Drąsus miestas.</p>")),
        ("p", "v", element(Kind.PRIORITY, "Tvarus vystymas")),
        ("g", "p", element(Kind.GOAL, "Mažinti taršą", body="<p>Tikslo tekstas.</p>", indicators=[indicator("i", "9")],
                           links=[{"kind": "addresses", "target": PROBLEM, "reason": ""}])),
        ("t", "g", element(Kind.TASK, "Stebėti orą", indicators=[indicator("j", "7", "Vietos")])),
    ]  # fmt: skip
    for number in range(1, measures + 1):
        sums = money((2022, "SB", 12_000_000), (2023, "ES", 8_000_050))
        measure = element(Kind.MEASURE, f"Stotelės ({number})", detail=DETAIL, funding=sums, body="<p>Įrengiamos.</p>",
                          indicators=[indicator(f"m{number}", "5")])  # fmt: skip
        found.append((f"m{number}", "t", measure))
    return found


def plan_of(given, *, language="lt", events=(), **fields):
    with translation.override(language):
        edition = edition_of(**fields)
        return plan_docx(edition, tree(given), list(events), key=KEY, language=language, report=silent).content


def comparison_of(comparison):
    with translation.override("lt"):
        return comparison_docx(comparison, [], key=KEY, language="lt", report=silent).content
