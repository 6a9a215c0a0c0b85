"""A measure names an office, never only a person: what is taken for a person's name, and what is not."""

import pytest

from plans.offices import why_no_office


@pytest.mark.parametrize(
    "office",
    ["Vardenis Pavardenis", "Vardenė Pavardė-Vardienė", "V. Pavardenis", "V.Pavardenis", "Vardenis Antras Pavardenis"],
)
def test_a_name_alone_is_refused_with_what_to_write_instead(office):
    why = why_no_office(office)
    assert why is not None
    assert office in why


@pytest.mark.parametrize(
    "office",
    [
        "", "direktorius", "Aplinkos kokybės skyriaus vedėjas", "Savivaldybės Meras", "Vyriausioji Architektė",
        "Skyriaus vedėjas Vardenis Pavardenis", "UAB Vanduo", "Projektų valdytojas", "įmonės plėtros vadovas",
        "Head of Division", "Vardenis",
    ],
)  # fmt: skip
def test_an_office_stands_even_with_capitals_or_with_a_name_beside_it(office):
    assert why_no_office(office) is None
