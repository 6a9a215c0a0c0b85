"""Bodies that are made to hurt: they are refused or cleaned in time that grows with their length."""

import pytest
from django.core.exceptions import ValidationError

from klaipeda_plan.core.bodies import clean_body


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "strong", "span"])
def test_tags_in_each_other_without_end_are_refused(tag):
    with pytest.raises(ValidationError, match="įdėtų lygių"):
        clean_body(f"<{tag}>" * 5000 + "tekstas")


def test_a_list_of_ten_levels_is_no_trouble():
    body = clean_body("<ul><li>a" * 10 + "</li></ul>" * 10)
    assert body.count("<ul") == 10


@pytest.mark.timeout(60)  # cleaning that grows with the square of the length took minutes
@pytest.mark.parametrize("piece", ["<p>a</p>b", "a<br>", "a<p>b", "<td>c</td>"])
def test_the_longest_body_is_cleaned(piece):
    assert clean_body(piece * (400_000 // len(piece))).startswith("<p")


@pytest.mark.parametrize("sign", ["\x0b", "&#11;", "\x02", "\ufffe", "&#x2;"])
def test_signs_that_xml_does_not_know_are_dropped(sign):
    body = clean_body(f"<p>Prieš{sign}po</p>")
    assert "Prieš" in body
    assert "po</p>" in body
    assert "\x0b" not in body
