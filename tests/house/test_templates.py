"""Pages carry no inline script, style or handler: the content security policy would refuse them."""

import re

import pytest

from tests.house.project import files, text

# Blocks of data are no scripts; a script of our own is a file.
INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "handler": re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
    "javascript address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "htmx handler": re.compile(r"\shx-on\b|\shx-vals\s*=\s*[\"']js:", re.IGNORECASE),
}
COMMENT = re.compile(r"{#.*?#}|{% comment.*?{% endcomment %}|<!--.*?-->", re.DOTALL)


def found(source: str, kind: str) -> bool:
    return INLINE[kind].search(COMMENT.sub("", source)) is not None


@pytest.mark.parametrize("kind", INLINE)
def test_template_has_no_inline(kind):
    assert [str(path) for path in files(".html", folders=("templates",)) if found(text(path), kind)] == []


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("script", "<script>go()</script>"),
        ("script", '<script type="module">go()</script>'),
        ("style element", "<style>p{}</style>"),
        ("style attribute", '<p style="color:red">'),
        ("handler", '<body onload="go()">'),
        ("javascript address", '<a href="javascript:go()">'),
        ("htmx handler", '<p hx-on:click="go()">'),
    ],
)
def test_check_sees_an_inline(kind, source):
    assert found(source, kind)


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("script", '<script src="{% static \'core/menu.js\' %}" type="module"></script>'),
        ("script", '<script id="points" type="application/json">[]</script>'),
        ("handler", '<p data-on="x" content="{% if on == \'a\' %}">'),
        ("style attribute", "{# never style= #}"),
    ],
)
def test_check_lets_the_allowed_pass(kind, source):
    assert not found(source, kind)


def test_apps_keep_templates_and_static_files_at_the_top():
    inside = [path for path in files(".html", ".css", ".js") if path.parts[1] in ("templates", "static")]
    assert [str(path) for path in inside if path.parts[0] not in ("tests", "docs")] == []
