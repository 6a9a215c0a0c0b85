"""A page of the portal as a letter: styles inside, and a difference as plain text."""

import pytest

from klaipeda_plan.notices.markup import mail_html, plain_change, without_links
from klaipeda_plan.notices.templatetags.notices import quoted


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", ""),
        ("<p>Du <del>žodžiai</del> <ins>sakiniai</ins>.</p>", "Du [-žodžiai-] {+sakiniai+}."),
        ("<p>Vienas</p><p>Du<br>trys</p>", "Vienas\nDu\ntrys"),
        ("<ul><li>a</li><li><ins>b</ins></li></ul>", "– a\n– {+b+}"),
        ("<h4>Tikslas</h4><p>a</p>", "— Tikslas\na"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "| 1 | 2"),
        ('<p><del><span class="visually-hidden"> ištrinta: </span>x</del></p>', "[-x-]"),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ('<p>a</p>\n\n   <p>b\n c</p><img src="/x.png" alt="Uostas">', "a\nb c\n[Uostas]"),
        ("be bloko <em>ir</em> su", "be bloko ir su"),
    ],
)
def test_a_difference_reads_as_plain_text(fragment, text):
    assert plain_change(fragment) == text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ('<p>Žr. <a href="https://example.org/">čia <b>pat</b></a>.</p>', "<p>Žr. čia <b>pat</b>.</p>"),
        ('a &lt; <img src="/x.png" alt="Uostas"> b', "a &lt; [Uostas] b"),
        ('<figure><img src="/x.png"></figure>', "<figure></figure>"),
        ("", ""),
    ],
)
def test_links_and_pictures_become_words(fragment, text):
    assert without_links(fragment) == text


def test_a_letter_carries_its_styles_and_nothing_else():
    page = mail_html(
        '<html lang="lt"><body><p class="quiet">A<ins>b</ins><span class="visually-hidden">c</span>'
        '<img src="https://example.org/x.png" alt="Uostas"></p></body></html>'
    )
    assert page.startswith("<!DOCTYPE html>")
    assert "class=" not in page
    assert "example.org" not in page
    assert "[Uostas]" in page
    assert 'style="margin:0 0 8px;color:#4a585b;font-size:14px"' in page
    assert "text-decoration:underline" in page
    assert ">c<" not in page


def test_every_line_of_a_reason_is_quoted():
    assert quoted("Viena\n\ntrys") == "> Viena\n>\n> trys"
