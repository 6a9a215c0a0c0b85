"""Names of things on Lithuanian and English pages."""

import pytest
from django.utils.translation import override

from publicity.naming import in_lithuanian, local_name, spoken_name
from workgroups.models import Workgroup

BOTH = {"name": "Europos Sąjungos lėšos", "name_en": "EU funds"}


@pytest.mark.parametrize(
    ("language", "thing", "expected"),
    [
        ("lt", BOTH, "Europos Sąjungos lėšos"), ("en", BOTH, "EU funds"),
        ("en", {"name": "Kitos lėšos"}, "Kitos lėšos"), ("en", {}, ""),
        ("en", Workgroup(name="Aplinkos apsaugos grupė"), "Aplinkos apsaugos grupė"),
    ],
)  # fmt: skip
def test_name_is_english_only_where_page_and_name_are(language, thing, expected):
    with override(language):
        assert local_name(thing) == expected


@pytest.mark.parametrize(
    ("language", "thing", "expected"),
    [
        ("lt", BOTH, "Europos Sąjungos lėšos"), ("en", BOTH, "EU funds"),
        ("lt", {"name": "Kitos lėšos"}, "Kitos lėšos"),
        ("en", {"name": "Kitos lėšos"}, '<span lang="lt">Kitos lėšos</span>'),
    ],
)  # fmt: skip
def test_lithuanian_name_on_an_english_page_says_so_to_a_voice(language, thing, expected):
    with override(language):
        assert spoken_name(thing) == expected


def test_marked_words_stay_words():
    with override("en"):
        assert in_lithuanian("<b>Vanduo</b> & oras") == '<span lang="lt">&lt;b&gt;Vanduo&lt;/b&gt; &amp; oras</span>'
    with override("lt"):
        assert in_lithuanian("Vanduo & oras") == "Vanduo & oras"
