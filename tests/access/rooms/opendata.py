"""Open data: everybody reads the same, nobody writes."""

from types import SimpleNamespace

from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ALL, NONE, NEVER = "OOOOOOOOOO", "NNNNNNNNNN", "MMMMMMMMMM"
OF_EDITION = ("edition", "elements", "measures", "money", "indicators", "observations")

ROWS: list[Row] = [
    *both("publicity:data", ALL, NEVER),
    *both("publicity:catalogue_jsonld", ALL, NEVER),
    *both("publicity:catalogue_rdf", ALL, NEVER),
    *both("api:schema", ALL, NEVER),
    *both("api:root", ALL, NEVER),
    *both("api:editions", ALL, NEVER),
    *both("api:news", ALL, NEVER),
    *both("api:events", ALL, NEVER),
    *both("api:nowhere", NONE, NEVER),
    *(row for name in OF_EDITION for row in both(f"api:{name}", ALL, NEVER, edition="published")),
    *(row for name in OF_EDITION for row in both(f"api:{name}", ALL, NEVER, remark="current", edition="current_word")),
    *(row for name in OF_EDITION for row in both(f"api:{name}", NONE, NEVER, remark="hidden", edition="council")),
    *(row for name in OF_EDITION for row in both(f"api:{name}", NONE, NEVER, remark="working", edition="working")),
    *both("api:element", ALL, NEVER, edition="published", uid="measure"),
    *both("api:element", NONE, NEVER, remark="hidden edition", edition="council", uid="measure"),
    *both("api:element", NONE, NEVER, remark="none", edition="published", uid="unknown_uid"),
    *both("api:comparison", "UUUUUUUUUU", NEVER, remark="itself", edition="published", basis="published"),
    *both("api:comparison", NONE, NEVER, remark="hidden", edition="council", basis="published"),
    *both("api:comparison", NONE, NEVER, remark="basis hidden", edition="published", basis="council"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    return SimpleNamespace(current_word="current")
