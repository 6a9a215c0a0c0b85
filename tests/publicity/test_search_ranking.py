"""The same results in the same order on PostgreSQL and on SQLite: each is compared with the plain meaning of a
question, counted here word by word, and the whole suite runs on both."""

import random

import pytest
from django.db import connection

from publicity.models import SearchEntry, SearchKind
from publicity.search.asking import read_question
from publicity.search.engine import entries_holding
from publicity.search.finding import COLUMNS, Candidate, Filters, find, ranked
from publicity.search.visible import Scope
from publicity.search.words import tokens_of

WORDS = (
    "gatvė gatvės miestas miesto mokykla mokyklose oro kokybė švietimas uostas uosto 1.2.3 2,5 S2.1 covid-19 "
    "žaliųjų ėjimas į ir NEAR OR AND NOT город 10e5 0x1f a.b c/d pusė_pusės ąžuolas azuolas"
).split()
QUESTIONS = (
    "gatvė", "gatves", "miesto mokyklos", '"oro kokybė"', '"kokybė oro"', "1.2.3", "2,5", "s2.1", "covid-19", "10e5",
    "0x1f", "a.b", "c/d", "pusė_pusės", "azuolas", "город", "NEAR OR", "švietimas uostas gatvė", "i", '"miestas ir"',
    "nėra", "not and or", "'; drop table", "mokykl* OR uost*",
)  # fmt: skip


@pytest.fixture
def corpus(db):
    """Ninety pages with titles and texts of the words above, the same in every run."""
    chance = random.Random(2030)
    rows = []
    for number in range(90):
        title = " ".join(chance.choices(WORDS, k=chance.randint(1, 4)))
        text = " ".join(chance.choices(WORDS, k=chance.randint(0, 30)))
        rows.append(
            SearchEntry(
                key=f"puslapiai:{number:03d}", kind=SearchKind.PAGE, place="apie", title=title, text=text,
                heads=tokens_of([title], typed=True), words=tokens_of([title, text]), weight=number % 3,
                order=f"{chance.randint(0, 9):03d}",
            )
        )  # fmt: skip
    SearchEntry.objects.bulk_create(rows)
    return list(SearchEntry.objects.order_by("key"))


def meant(entries, asked, column="words", **how):
    """The plain meaning: a token of each word, and each phrase as it stands."""
    question = read_question(asked, **how)
    found = []
    for entry in entries:
        line = getattr(entry, column)
        tokens = line.split()
        every = all(
            any(one in term.tokens or (term.begins and one.startswith(term.begins)) for one in tokens)
            for term in question.terms
        )
        if every and all(any(run in line for run in runs) for runs in question.phrases):
            found.append(entry)
    return question, found


@pytest.mark.parametrize("asked", QUESTIONS)
def test_database_finds_what_is_meant(corpus, asked):
    question, expected = meant(corpus, asked)
    assert set(entries_holding(question)) == set(expected)


@pytest.mark.parametrize("asked", ["g", "ga", "mok", "1.2", "oro kok", "azuo", "гор", "uostas m"])
def test_database_finds_unfinished_words_in_titles(corpus, asked):
    question, expected = meant(corpus, asked, "heads", last_begins=True)
    assert set(entries_holding(question, in_titles=True)) == set(expected)


@pytest.mark.parametrize("asked", QUESTIONS)
def test_order_is_the_order_of_the_plain_meaning(corpus, asked):
    question, expected = meant(corpus, asked)
    rows = [
        Candidate(*(getattr(entry, "edition_id" if name == "edition_id" else name) for name in COLUMNS))
        for entry in reversed(expected)
    ]
    found = find(question, Filters(), Scope([], None))
    assert found.pks == [row.pk for row in ranked(question, rows)]


def test_order_in_figures(corpus):
    """The keys themselves: what one database gave, the other must give."""
    found = find(read_question("miesto mokyklos"), Filters(), Scope([], None))
    keys = dict(SearchEntry.objects.values_list("pk", "key"))
    assert [keys[pk] for pk in found.pks][:6] == FIRST


FIRST = [f"puslapiai:{number:03d}" for number in (66, 30, 72, 15, 6, 48)]


def test_questions_find_something(corpus):
    """The tests above have something to compare."""
    full = [asked for asked in QUESTIONS if meant(corpus, asked)[1]]
    assert len(full) > len(QUESTIONS) // 2


@pytest.mark.parametrize("change", ["insert", "update", "delete"])
def test_index_follows_the_table_by_itself(corpus, change):
    entry = corpus[0]
    line = tokens_of(["pavieniškas"])
    asked = read_question("pavieniškas")
    assert not entries_holding(asked).exists()
    SearchEntry.objects.filter(pk=entry.pk).update(words=line)
    assert entries_holding(asked).get() == entry
    if change == "insert":
        other = SearchEntry.objects.create(key="kitas", kind=SearchKind.PAGE, place="x", title="x", words=line)
        assert set(entries_holding(asked)) == {entry, other}
    elif change == "update":
        SearchEntry.objects.filter(pk=entry.pk).update(words="")
        assert not entries_holding(asked).exists()
    else:
        entry.delete()
        assert not entries_holding(asked).exists()


def test_index_uses_no_scan(corpus):
    """The plan of the query names the index, on either database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Few rows are read in any way; these are the ways that do not ask the index of tokens.
            for way in ("seqscan", "indexscan", "indexonlyscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
        sql, params = entries_holding(read_question("uostas")).query.sql_with_params()
        prefix = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{prefix} {sql}", params)
        plan = str(cursor.fetchall())
    assert ("search_entry_words" if connection.vendor == "postgresql" else "VIRTUAL TABLE INDEX") in plan
