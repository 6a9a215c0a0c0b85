"""Whatever is asked gets a helpful page or a clear refusal."""

import pytest
from django.core.cache import cache
from django.test import Client

from publicity.search import indexing
from tests.publicity.searching import found, search, suggested

HOSTILE = {
    "nul": "oro\x00kokybė", "long": "a" * 10_000, "long word": "kokybė" * 2_000, "thousand words": "oro " * 1_000,
    "thousand other words": " ".join(f"žodis{number}" for number in range(1_000)), "quotes": '"' * 999,
    "unbalanced": '"oro kokybė', "phrase of nothing": '"" " "', "percent": "%_%", "like": "50% oro",
    "fts": 'oro NEAR(kokybė, 2) OR words:* NOT (', "fts column": "heads : oro", "fts star": "or*", "caret": "^oro",
    "tsquery": "oro & !kokybė | (:* <->", "tsquery weight": "oro:A", "sql": "'; DROP TABLE plans_plan; --",
    "backslash": "\\\\' oro", "markup": "<script>alert(1)</script>", "braces": "{{ 7|add:7 }} {% csrf_token %}",
    "right to left": "\u202eoro\u2066", "surrogate": "oro \udfff", "emoji": "🌊 oro", "zero width": "o\u200bro",
    "combining": "o" + "\u0301" * 500, "cyrillic": "город", "number": "1" * 300, "codes": "1." * 400,
    "newlines": "oro\r\nSet-Cookie: x=1", "spaces": " \t " * 500,
}  # fmt: skip


@pytest.fixture
def indexed(edition):
    indexing.rebuild()
    return edition


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_question_gets_a_page(indexed, name):
    typed = HOSTILE[name].encode(errors="surrogatepass").decode(errors="replace")
    for prefix in ("", "/en"):
        response = Client().get(f"{prefix}/paieska/", {"q": typed})
        assert response.status_code == 200
        assert "site-header" in response.content.decode()
        assert len(response.content) < 100_000
    assert "<script>alert" not in search(typed)
    assert isinstance(suggested(typed), list)


def test_raw_bytes_that_are_no_text_get_a_page(indexed):
    assert Client().get("/paieska/?q=%ff%fe%00%80").status_code == 200
    assert Client().get("/paieska/siulymai.json?q=%ff%fe%00%80").status_code == 200


def test_operators_are_words_like_others(indexed):
    assert found("oro NOT kokybė") == []
    assert found("oro kokybė") == found("oro & kokybė") == found("(oro) kokybė*")
    assert found("%") == found("_") == []


@pytest.mark.parametrize(
    "asked",
    ["page=0", "page=99", "page=-1", "page=x", "page=1e9", "page=" + "9" * 400, "rusis=visi", "rusis=%00", "grupe=nera",
     "redakcija=99", "redakcija=-1", "redakcija=x", "redakcija=" + "9" * 30, "redakcija=%D9%A1",
     "rusis=planas&grupe=x"],
)  # fmt: skip
def test_value_of_no_meaning_is_not_found(indexed, asked):
    response = Client().get(f"/paieska/?q=oro&{asked}")
    assert response.status_code == 404
    assert "site-header" in response.content.decode()


def test_a_thousand_filters_at_once_are_refused_or_passed_over(indexed):
    many = "&".join(f"rusis=planas&x{number}=1" for number in range(1_000))
    assert Client().get(f"/paieska/?q=oro&{many}").status_code == 400
    some = "&".join(f"x{number}=1" for number in range(300))
    page = Client().get(f"/paieska/?q=oro&{some}").content.decode()
    assert "x299" not in page.partition("site-footer")[0].partition('class="facets')[2]


def test_questions_of_the_world_fill_no_cache(indexed, monkeypatch):
    kept = []
    monkeypatch.setattr(cache, "set", lambda key, *rest, **more: kept.append(key))
    for number in range(3):
        search(f"oro {number}")
        suggested(f"or{number}")
    assert kept == []


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("address", ["/paieska/", "/paieska/siulymai.json"])
def test_only_reading(indexed, address, method):
    assert getattr(Client(), method)(address).status_code == 405
