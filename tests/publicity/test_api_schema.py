"""The API answers as its description says, whatever is asked."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from klaipeda_plan.wsgi import application
from publicity.api.urls import urlpatterns
from tests.publicity.asking import get
from tests.publicity.conftest import uid_of
from tests.publicity.content import make_event, make_news
from tests.publicity.open_data import edition_of

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUESTIONS = 12  # of each kind to each address


def described(prefix=""):
    return json.loads(get(f"{prefix}/api/schema/").content)


def test_the_description_is_valid_and_names_every_address():
    for prefix in ("", "/en"):
        schema = described(prefix)
        validate_schema(schema)
        named = {path.removeprefix(f"{prefix}/api/") for path in schema["paths"]}
        assert len(named) == len([one for one in urlpatterns if one.name not in ("schema", "nowhere")])
        assert all(path.startswith("v1/") for path in named)
        assert schema["servers"] == [{"url": "http://127.0.0.1:8000"}]
        assert schema["info"]["license"]["name"] == "CC BY 4.0"


def test_the_description_speaks_the_language_of_its_address():
    assert described()["paths"]["/api/v1/news/"]["get"]["summary"] == "Paskelbtos naujienos, naujausios pirma"
    assert described("/en")["paths"]["/en/api/v1/news/"]["get"]["summary"] == "Published news, the newest first"


def test_every_operation_only_reads_and_asks_no_login():
    for methods in described()["paths"].values():
        assert list(methods) == ["get"]
        assert not methods["get"].get("security")
        assert {"200", "304", "400", "429"} <= set(methods["get"]["responses"])
    assert "securitySchemes" not in described()["components"]


def test_the_description_may_be_kept():
    response = get("/api/schema/")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert get("/api/schema/", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def from_somewhere(environ, start_response):
    """As a server says it of every request; a client without a network does not."""
    return application({"REMOTE_ADDR": "192.0.2.1"} | environ, start_response)


@pytest.fixture
def _open_connection():
    """A server closes its connection after a request; here all requests are in the transaction of one test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def filled(plan, people):
    """Two editions, news and events; the sample is the newest."""
    edition_of(plan, people.coordinator, 2)
    edition_of(plan, people.coordinator, 1, titles={"goal": "Kitas"}, sample=True)
    make_news(people.editor, elements=[str(uid_of("goal"))])
    make_event(people.editor)


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("_open_connection")
def test_every_answer_is_as_described(filled):
    """Made up questions, sensible and hostile ones, to every address; editions and elements are often real ones."""
    schema = schemathesis.openapi.from_wsgi("/api/schema/", from_somewhere)
    asked, answered = 0, set()
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in schemathesis.GenerationMode:

            @settings(
                max_examples=QUESTIONS,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def ask(case):
                nonlocal asked
                places = {"edition": "1", "basis": "2", "uid": str(uid_of("goal"))}
                if asked % 4:
                    case.path_parameters = {name: places[name] for name in case.path_parameters or {}}
                response = case.call()
                case.validate_response(response, checks=CHECKS)
                asked += 1
                answered.add(response.status_code)

            given(operation.as_strategy(generation_mode=mode))(ask)()
    assert asked > 12 * len(schema.raw_schema["paths"])
    assert {200, 400, 404} <= answered <= {200, 400, 404, 422}
