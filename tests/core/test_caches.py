"""A Redis that is gone is an empty cache: what is asked of it has an answer, and public pages stand."""

import pytest
from django.core.cache import caches

from tests.support.servers import free_port

GONE = {
    "BACKEND": "klaipeda_plan.core.caches.MayBeGone", "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
    "OPTIONS": {"socket_connect_timeout": 1},
}  # fmt: skip


@pytest.fixture
def gone(settings):
    settings.CACHES = {"default": GONE}
    return caches["default"]


def test_every_question_has_an_answer(gone):
    assert gone.get("a") is None
    assert gone.get("a", 7) == 7
    assert gone.set("a", 1) is None
    assert gone.add("a", 1) is True
    assert gone.incr("a") == 1
    assert gone.delete("a") is False


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/planas/", "/eiga/", "/naujienos/", "/redakcijos/", "/patikra/"])
def test_public_pages_stand_without_it(gone, client, plan, tree, page):
    assert client.get(page).status_code == 200


@pytest.mark.postgres_only("only the server's settings name a Redis")
def test_what_redis_keeps_is_found_again(settings):
    assert settings.CACHES["default"]["BACKEND"] == GONE["BACKEND"]
    cache = caches["default"]
    assert cache.add("tests-of-caches", 1, 5)
    assert not cache.add("tests-of-caches", 1, 5)
    assert cache.incr("tests-of-caches") == 2
    cache.set("tests-of-caches", "žodis", 5)
    assert cache.get("tests-of-caches") == "žodis"
    assert cache.delete("tests-of-caches")
