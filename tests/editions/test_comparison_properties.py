"""Whatever is edited: the comparison's operations make the one edition of the other, and each entry tells it whole."""

from hypothesis import given, settings
from hypothesis import strategies as st

from editions.comparison.applying import apply, held
from editions.comparison.model import Place, Sort
from klaipeda_plan.core.diffing import Side, blocks_of
from klaipeda_plan.core.diffing.reading import read_body
from klaipeda_plan.core.diffing.sides import text_of
from plans.hierarchy import Kind
from tests.core.test_diffing_properties import bodies, shape
from tests.editions.comparing import compared, element, tree

UNDER = {
    Kind.VISION: Kind.PRIORITY, Kind.PRIORITY: Kind.GOAL, Kind.GOAL: Kind.TASK, Kind.TASK: Kind.MEASURE,
    Kind.SECTION: Kind.PROBLEM,
}  # fmt: skip
TITLES = ["Oras", "Oras ir vanduo", "Jūra", "1 200,5 km takų", "„A“ <b>"]


@st.composite
def contents(draw, kind):
    more = {"body": "".join(draw(bodies))} if draw(st.booleans()) else {}
    if kind == Kind.MEASURE and draw(st.booleans()):
        sums = draw(st.dictionaries(st.sampled_from([2022, 2023]), st.integers(1, 10**9), max_size=2))
        more["funding"] = [{"year": year, "source": "SB", "cents": cents} for year, cents in sums.items()]
        years = (draw(st.sampled_from([None, 2021, 2022])), draw(st.sampled_from([None, 2025])))
        more["detail"] = {
            "responsible": draw(st.sampled_from(["", "savivaldybė"])), "partners": "", "year_from": years[0],
            "year_to": years[1], "other_resources": "",
        }  # fmt: skip
    return element(kind, draw(st.sampled_from(TITLES)), **more)


@st.composite
def trees(draw):
    """[uid, parent, content] rows in the order of the document; the numbers are the uids."""
    rows = []
    for number in range(draw(st.integers(0, 12))):
        kinds = {uid: given["kind"] for uid, _parent, given in rows}
        parent = draw(st.sampled_from([None, *(uid for uid, kind in kinds.items() if kind in UNDER)]))
        kind = UNDER[kinds[parent]] if parent else draw(st.sampled_from((Kind.VISION, Kind.SECTION)))
        rows.append((f"u{number}", parent, draw(contents(kind))))
    return rows


@st.composite
def edited(draw):
    """A tree and what became of it: elements gone with all under them, moved, rewritten, added, put in other orders."""
    old = draw(trees())
    new = list(old)
    for _ in range(draw(st.integers(0, 2))):
        new = without(new, draw(st.sampled_from([uid for uid, *_rest in new]))) if new else new
    moving = [row for row in new if row[1]]
    for uid, parent, _given in moving[: draw(st.integers(0, 2))]:
        kind = next(given["kind"] for one, _p, given in new if one == parent)
        others = [one for one, _p, given in new if given["kind"] == kind]
        target = draw(st.sampled_from(others))
        new = [(one, target if one == uid else up, given) for one, up, given in new]
    new = [
        (uid, up, draw(contents(given["kind"])) if draw(st.integers(0, 3)) == 0 else given) for uid, up, given in new
    ]
    more = draw(trees())
    renamed = {uid: f"n{uid}" for uid, *_rest in more}
    new += [(renamed[uid], renamed.get(up), given) for uid, up, given in more]
    if draw(st.booleans()):
        new = in_order(draw(st.permutations(new)))
    return old, in_order(new)


def without(rows, uid):
    gone = {uid}
    kept = []
    for row in rows:
        if row[0] in gone or row[1] in gone:
            gone.add(row[0])
        else:
            kept.append(row)
    return kept


def in_order(rows):
    """Parents before their children, else as they come."""
    done, waiting = [], list(rows)
    while waiting:
        known = {uid for uid, *_rest in done}
        done += [row for row in waiting if row[1] is None or row[1] in known]
        waiting = [row for row in waiting if row[1] is not None and row[1] not in known]
    return done


def state(rows):
    """The tree as it can be compared: rows, codes and contents."""
    made = held(tree(rows))
    return {uid: row for uid, row in made.rows.items() if row}, made.codes, made.contents


@settings(max_examples=60, deadline=None)
@given(edited())
def test_the_operations_make_the_other_edition_of_the_basis(pair):
    old, new = pair
    made = apply(compared(old, new).operations, held(tree(old)))
    assert ({uid: row for uid, row in made.rows.items() if row}, made.codes, made.contents) == state(new)


@settings(max_examples=60, deadline=None)
@given(edited())
def test_each_entry_gives_either_side_back(pair):
    comparison = compared(*pair)
    entries = {entry.uid: entry for entry in comparison.entries}
    for uid in comparison.old.by_uid.keys() | comparison.new.by_uid.keys():
        old, new = comparison.old.by_uid.get(uid), comparison.new.by_uid.get(uid)
        entry = entries.get(uid)
        if entry is None:
            assert old is not None
            assert new is not None
            assert (old.title, old.funding, old.code) == (new.title, new.funding, new.code)
            assert list(map(shape, read_body(old.body))) == list(map(shape, read_body(new.body)))
            continue
        assert (entry.old, entry.new) == (old, new)
        for side, node in ((Side.OLD, old), (Side.NEW, new)):
            given = blocks_of(entry.difference.body, side)
            assert list(map(shape, given)) == list(map(shape, read_body(node.body if node else "")))
            if entry.difference.title:
                words = " ".join((node.title if node else "").split())
                assert text_of(entry.difference.title.runs, side) == words
        sums = {one.year: one.cents for one in old.funding} if old else {}
        sums |= {change.year: change.new for change in entry.difference.sums}
        assert {year: cents for year, cents in sums.items() if cents is not None} == {
            one.year: one.cents for one in (new.funding if new else ())
        }


@settings(max_examples=40, deadline=None)
@given(trees(), st.data())
def test_in_one_row_no_more_elements_move_than_must(rows, data):
    """One that is put elsewhere in its row is one move, however many shift; the others are renumbered at most."""
    movable = [uid for uid, parent, _given in rows if sum(up == parent for _u, up, _g in rows) > 1]
    if not movable:
        return
    uid = data.draw(st.sampled_from(movable))
    row = next(one for one in rows if one[0] == uid)
    rest = [one for one in rows if one[0] != uid]
    new = in_order([*rest[: data.draw(st.integers(0, len(rest)))], row, *rest])
    new = in_order(list({one[0]: one for one in new}.values()))
    comparison = compared(rows, new)
    assert sum(isinstance(one, Place) for one in comparison.operations) <= 1
    assert {sort for entry in comparison.entries for sort in entry.sorts} <= {Sort.MOVED, Sort.RENUMBERED}
