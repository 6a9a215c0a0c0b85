"""Words and their forms, questions, extracts, and the nearest word: all without a database."""

import pytest

from publicity.search.asking import MOST_SIGNS, MOST_WORDS, read_question
from publicity.search.extracts import LENGTH, extract, marked
from publicity.search.typos import distance
from publicity.search.words import fold, forms_of, tokens_of, words_of

FORMS = {
    "gatvė": "gatvė gatvės gatvei gatvę gatve gatvėje gatvių gatvėms gatves gatvėmis gatvėse",
    "savivaldybė": "savivaldybė savivaldybės savivaldybei savivaldybę savivaldybėje savivaldybių savivaldybėms",
    "švietimas": "švietimas švietimo švietimui švietimą švietimu švietime",
    "miestas": "miestas miesto miestui miestą miestu mieste miestai miestų miestams miestus miestuose",
    "mokykla": "mokykla mokyklos mokyklai mokyklą mokykloje mokyklų mokykloms mokyklas mokyklose",
    "rodiklis": "rodiklis rodiklio rodikliui rodiklį rodikliu rodikliai rodiklių rodikliams rodiklius",
    "šeima": "šeima šeimos šeimai šeimą šeimoje šeimų šeimoms šeimas šeimose",
}


@pytest.mark.parametrize("word", FORMS)
def test_forms_of_a_word_are_one_word(word):
    assert len({forms_of(form).lithuanian for form in FORMS[word].split()}) == 1


@pytest.mark.parametrize("form", ["gatvės", "GATVĖS", "Gatvės"])
def test_great_and_small_letters_are_alike(form):
    assert forms_of(form) == forms_of("gatvės")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Priemonė 1.2.3, iki 2,5 mln. Eur.", ["Priemonė", "1.2.3", "iki", "2,5", "mln", "Eur"]),
        ("S2.1-PR1", ["S2.1", "PR1"]),
        ("žodis.Kitas", ["žodis", "Kitas"]),
        ("po_brūkšnio, „kabutės“!", ["po", "brūkšnio", "kabutės"]),
        ("*?%'\"()", []),
        ("", []),
    ],
)
def test_words_of_a_text(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize("word", ["gatvė", "город", "城市", "ÅNGSTRÖM", "a" * 500, "1.2.3", "ﬁnansai", "İstanbul", "ß"])
def test_tokens_are_letters_and_digits_that_every_database_reads_alike(word):
    for token in forms_of(word):
        assert token.isascii()
        assert token.isalnum()
        assert token == token.lower()


def test_beginnings_of_foreign_words_stay_beginnings():
    assert forms_of("города").fold.startswith(forms_of("город").fold)


def test_phrases_do_not_go_from_one_text_into_the_next():
    tokens = tokens_of(["Oro kokybė", "Triukšmas"])
    assert " or kokyb " in tokens
    assert " kokyb triuksm " not in tokens


def test_a_very_long_text_is_cut_between_words():
    tokens = tokens_of(["ilgas " * 300_000])
    assert len(tokens) <= 900_002
    assert set(tokens.split()) == {forms_of("ilgas").lithuanian}


def test_question_takes_quotation_marks_of_every_kind():
    for typed in ('"oro kokybė"', "„oro kokybė“", "“oro kokybė”", "«oro kokybė»"):
        question = read_question(typed)
        assert [term.word for term in question.terms] == ["oro", "kokybė"], typed
        assert " or kokyb " in question.phrases[0]
    assert read_question('"oro kokybė').phrases == ()
    assert read_question('"oro"').phrases == ()


def test_common_words_are_left_out_unless_they_are_all():
    assert [term.word for term in read_question("švietimas ir kultūra").terms] == ["švietimas", "kultūra"]
    assert [term.word for term in read_question("ir").terms] == ["ir"]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("1.2.3", {"1.2.3"}), ("s2.1-pr1", {"S2.1-PR1"}), ("I", {"I"}), ("tikslas 1.2.", {"1.2"}), ("ir tai", set())],
)
def test_codes_in_a_question(typed, codes):
    assert read_question(typed).codes == codes


def test_long_question_is_cut_and_says_so():
    assert read_question("a" * 10_000).text == "a" * MOST_SIGNS
    assert read_question("a" * 10_000).is_cut
    many = read_question(" ".join(f"ž{number}" for number in range(40)))
    assert (len(many.terms), many.is_cut) == (MOST_WORDS, True)
    assert not read_question("trumpas klausimas").is_cut


@pytest.mark.parametrize("typed", ["", "   ", "%", "***", "\x00", "\ud800", '"', "()-+"])
def test_nothing_to_ask_is_an_empty_question(typed):
    assert not read_question(typed)


def test_last_word_may_be_unfinished():
    question = read_question("oro kok", last_begins=True)
    assert [term.begins for term in question.terms] == ["", "kok"]
    assert not read_question("k", last_begins=True).terms[-1].begins


def test_extract_marks_every_form_and_escapes_the_rest():
    text = "Įrengti <b>stoteles</b> & stebėti oro kokybę mieste."
    told = extract(text, read_question("oras kokybes"))
    assert "<mark>oro</mark> <mark>kokybę</mark>" in told
    assert "&lt;b&gt;stoteles&lt;/b&gt; &amp; " in told
    assert "<b>" not in told


def test_extract_is_the_piece_that_holds_most_of_the_words():
    text = "oro " + "tuščia " * 200 + "Čia apie miesto oro kokybę rašoma daugiausia. " + "pabaiga " * 200
    told = extract(text, read_question("miesto oro kokybė"))
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert "<mark>miesto</mark> <mark>oro</mark> <mark>kokybę</mark>" in told
    assert len(told) < LENGTH + 100


def test_extract_begins_and_ends_with_words():
    text = "pradžia " * 30 + "· oro kokybė " + "· " * 150 + "pabaiga"
    told = extract(text, read_question("kokybė"))
    assert told.startswith(("… pradžia ", "… oro "))
    assert told.endswith("<mark>kokybė</mark> …")
    assert not extract("·  · oro ·", read_question("oro")).startswith("·")


def test_no_extract_where_no_word_stands():
    assert extract("Visai kitas tekstas", read_question("gatvė")) is None
    assert marked("Visai <kitas>", read_question("gatvė")) == "Visai &lt;kitas&gt;"


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("gatve", "gatve", 0), ("gtave", "gatve", 1), ("svietmo", "svietimo", 1), ("mokyla", "mokykla", 1),
     ("kelias", "keltas", 1), ("oras", "miestas", 3), ("ab", "abcdef", 3)],
)  # fmt: skip
def test_distance_of_words(one, other, far):
    assert distance(one, other, 2) == far
    assert distance(other, one, 2) == far


def test_accents_fall():
    assert fold("ąčęėįšųūž") == "aceeisuuz"
