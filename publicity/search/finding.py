"""What is found and in which order. The database says which entries hold the words; the rest is decided here, so
that PostgreSQL and SQLite answer alike."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from publicity.models import SearchEntry, SearchWord
from publicity.search.asking import Question, Term
from publicity.search.engine import entries_holding
from publicity.search.visible import Scope, visible
from publicity.search.words import BREAK

CODE, WHOLE_TITLE, PHRASE, ALL_IN_TITLE, IN_TITLE, ON_TOP = 1000, 200, 60, 50, 20, 5
MOST_SUGGESTED, MOST_LOOKED_AT = 8, 300
COLUMNS = ("pk", "kind", "edition_id", "workgroup", "code", "heads", "leads", "weight", "order", "key")


@dataclass(frozen=True)
class Filters:
    """What the reader has narrowed the search to: a kind, a group's slug, the number of an edition."""

    kind: str = ""
    group: str = ""
    edition: int | None = None


class Candidate(NamedTuple):
    pk: int
    kind: str
    edition: int | None
    workgroup: str
    code: str
    heads: str
    leads: str
    weight: int
    order: str
    key: str


@dataclass
class Found:
    """Keys of the entries in their order, and counts for each way of narrowing: each as if it were not narrowed yet."""

    pks: list[int] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    editions: Counter[int] = field(default_factory=Counter)


def find(question: Question, filters: Filters, scope: Scope) -> Found:
    """Elements are those of the current edition, unless another is asked for; then nothing else is found."""
    found = Found()
    if not question:
        return found
    wanted = scope.by_number[filters.edition].pk if filters.edition else None
    home = scope.current.pk if scope.current else None
    chosen = []
    for row in candidates(question, visible([edition.pk for edition in scope.editions])):
        fits_kind = filters.kind in ("", row.kind)
        fits_group = filters.group in ("", row.workgroup)
        fits_edition = row.edition == wanted if wanted else row.edition in (None, home)
        found.kinds[row.kind] += fits_group and fits_edition
        found.groups[row.workgroup] += fits_kind and fits_edition
        if row.edition:
            found.editions[row.edition] += fits_kind and fits_group
        if fits_kind and fits_group and fits_edition:
            chosen.append(row)
    found.pks = [row.pk for row in ranked(question, chosen)]
    return found


def suggest(question: Question, scope: Scope) -> list[SearchEntry]:
    """A few whose titles hold the words, of the current edition and of everything else."""
    if not question:
        return []
    editions = [scope.current.pk] if scope.current else []
    rows = list(candidates(question, visible(editions), in_titles=True, most=MOST_LOOKED_AT))
    best = [row.pk for row in ranked(question, rows)][:MOST_SUGGESTED]
    return in_order(best)


def candidates(
    question: Question, may: Any, *, in_titles: bool = False, most: int | None = None
) -> Iterable[Candidate]:
    """One query."""
    rows = entries_holding(question, in_titles=in_titles).filter(may).values_list(*COLUMNS)
    # Digits and plain letters: both databases order them alike.
    limited = rows.order_by("weight", "order", "key")[:most] if most else rows.order_by()
    return map(Candidate._make, limited)


def in_order(pks: list[int]) -> list[SearchEntry]:
    rows = SearchEntry.objects.defer("heads", "leads", "words").select_related("edition").in_bulk(pks)
    return [rows[pk] for pk in pks if pk in rows]


def ranked(question: Question, rows: Iterable[Candidate]) -> list[Candidate]:
    sought = [_sought(term) for term in question.terms]
    return sorted(rows, key=lambda row: (-_score(question, sought, row), row.weight, row.order, row.key))


def with_accents(question: Question) -> Question:
    """Words typed without accents stand also for those that some text writes with them: one query."""
    plain = [term.word for term in question.terms if term.is_plain and not term.begins]
    stems: dict[str, set[str]] = {}
    for word, stem in SearchWord.objects.filter(fold__in=plain).values_list("fold", "stem") if plain else ():
        stems.setdefault(word, set()).add(stem)
    terms = [replace(term, tokens=term.tokens | stems.get(term.word, set())) for term in question.terms]
    return replace(question, terms=tuple(terms))


def _sought(term: Term) -> list[str]:
    """Pieces of a line of tokens, one of which is there when the line has the term."""
    whole = [f" {token} " for token in term.tokens]
    return [*whole, f" {term.begins}"] if term.begins else whole


def _score(question: Question, sought: list[list[str]], row: Candidate) -> int:
    in_title = sum(any(piece in row.heads for piece in pieces) for pieces in sought)
    on_top = sum(any(piece in row.leads for piece in pieces) for pieces in sought)
    score = IN_TITLE * in_title + ON_TOP * on_top
    if in_title == len(sought):
        score += ALL_IN_TITLE
        if len(row.heads.partition(f" {BREAK} ")[0].split()) == len(sought):
            score += WHOLE_TITLE
    if row.code and row.code in question.codes:
        score += CODE
    return score + PHRASE * sum(any(run in row.heads for run in runs) for runs in question.phrases)
