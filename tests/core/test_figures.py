"""The pictures of a body: found, and named anew."""

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.figures import Shown, pictures_of, readdress_pictures

ONE = "/rengimas/failai/11111111-1111-1111-1111-111111111111/"
TWO = "/rengimas/failai/22222222-2222-2222-2222-222222222222/"
BODY = (
    f'<p>Prieš.</p><figure><img src="{ONE}" alt="Uosto &quot;vartai&quot;" width="600" height="400">'
    f'<figcaption>Pav. 1 &amp; kiti</figcaption></figure><figure><img src="{TWO}" alt=""></figure>'
)


def test_pictures_are_listed_in_order_with_their_words():
    assert pictures_of(BODY) == [Shown(ONE, 'Uosto "vartai"'), Shown(TWO, "")]


def test_a_body_without_pictures_has_none():
    assert pictures_of("<p>Tik tekstas.</p>") == []


def test_addresses_are_replaced_and_nothing_else():
    new = {ONE: "/paveikslai/a.png", TWO: "/paveikslai/b.png"}
    assert readdress_pictures(BODY, new.get) == BODY.replace(ONE, new[ONE]).replace(TWO, new[TWO])


def test_a_picture_without_an_address_leaves_its_words():
    left = readdress_pictures(BODY, {TWO: "/paveikslai/b.png"}.get)
    assert ONE not in left
    assert '<em>Uosto "vartai"</em>' in left
    assert "/paveikslai/b.png" in left
    assert "Pav. 1 &amp; kiti" in left


def test_a_figure_passes_the_cleaning_and_a_foreign_picture_does_not():
    cleaned = clean_body(BODY + '<figure><img src="https://example.org/x.png" alt="Svetimas"></figure>')
    assert [shown.address for shown in pictures_of(cleaned)] == [ONE, TWO]
    assert "example.org" not in cleaned


def test_an_empty_caption_is_dropped():
    assert "figcaption" not in clean_body(f'<figure><img src="{ONE}" alt="a"><figcaption></figcaption></figure>')
