"""What somebody may have meant when nothing is found: the nearest known words that do find something."""

from collections.abc import Callable, Iterator

from django.db.models import Q

from publicity.models import SearchWord
from publicity.search.asking import Question, Term
from publicity.search.words import fold, forms_of

SHORTEST, SHORT = 4, 5  # a short word may miss one sign, a longer one two
MOST_TRIED = 4


def meant(question: Question, finds: Callable[[str], bool]) -> str:
    """The question with one word put right, as text, or "". Nothing is named that finds nothing: what is known to
    the index may be hidden from the public. `finds` is asked at most MOST_TRIED times."""
    tried = 0
    for term in question.terms:
        for word in _near(term):
            if tried == MOST_TRIED:
                return ""
            tried += 1
            other = " ".join(word if one is term else one.word for one in question.terms)
            if finds(other):
                return other
    return ""


def distance(one: str, other: str, most: int) -> int:
    """How many signs are missing, added, exchanged or swapped with their neighbour; `most` + 1 stands for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        now = [row]
        for column, its in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (sign != its))
            if row > 1 and column > 1 and sign == other[column - 2] and one[row - 2] == its:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]


def _near(term: Term) -> Iterator[str]:
    """Known words, the nearest first; none for a word that is known itself."""
    word = fold(term.word)
    if len(word) < SHORTEST or not word.isalpha():
        return
    most = 1 if len(word) <= SHORT else 2
    # A slip in the first sign and one after it are not looked for together: the words to compare stay few.
    alike = Q(fold__startswith=word[0]) | Q(fold__startswith=word[1]) | Q(fold__endswith=word[1:])
    stem = forms_of(term.word).lithuanian
    near = []
    for known, its, its_stem in SearchWord.objects.filter(alike).values_list("word", "fold", "stem"):
        far = distance(word, its, most)
        if far == 0 or its_stem == stem:
            return
        # Another form of the word that was meant: only the stem tells.
        far = min(far, distance(stem, its_stem, 1) + 1) if len(stem) >= SHORTEST else far
        if far <= most:
            near.append((far, distance(word, its, len(word)), known))
    yield from (known for _far, _further, known in sorted(near))
