"""The page of the open data, its examples as they stand there, and the description for catalogues."""

import json
import re
import subprocess
import sys

import pytest
from django.test import Client
from lxml import etree, html

from tests.publicity.asking import get, questions
from tests.publicity.open_data import LICENCE, SAMPLE, edition_of

pytestmark = pytest.mark.django_db
DATA = "/duomenys/"
LD, RDF = f"{DATA}katalogas.jsonld", f"{DATA}katalogas.rdf"
KEYS = ["editions", "elements", "measures", "money", "indicators", "observations", "news", "events"]


@pytest.fixture
def published(plan, people):
    return edition_of(plan, people.coordinator, 2)


def test_the_page_is_the_same_for_everybody(published, people, as_user):
    lithuanian, english = questions(DATA, people, as_user)
    for page in (lithuanian, english):
        assert LICENCE in page
    assert "Open data" in english


def test_before_there_is_an_edition_the_page_stands(db):
    assert get(DATA).status_code == get(LD).status_code == get(RDF).status_code == 200


def test_every_address_of_the_catalogue_answers(published):
    described = json.loads(get(LD).content)
    assert [one["@id"].partition("#")[2] for one in described["dcat:dataset"]] == KEYS
    assert described["dct:license"] == [{"@id": LICENCE}]
    for data_set in described["dcat:dataset"]:
        taken = [one["dcat:downloadURL"][0]["@id"] for one in data_set["dcat:distribution"]]
        assert len(taken) == 2
        for address in taken:
            answer = Client().get(re.sub("^https?://[^/]+", "", address))
            assert answer.status_code == 200, address
            assert answer.headers["Content-Type"].startswith("text/csv" if "csv" in address else "application/json")


def test_both_forms_of_the_catalogue_name_the_same_things(published):
    about = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
    data_sets = etree.fromstring(get(RDF).content).iter("{http://www.w3.org/ns/dcat#}Dataset")
    assert [one.get(about) for one in data_sets] == [one["@id"] for one in json.loads(get(LD).content)["dcat:dataset"]]


def test_the_catalogue_says_that_a_sample_is_one(plan, people):
    assert SAMPLE not in get(LD).content.decode()
    edition_of(plan, people.coordinator, 1, sample=True)
    assert SAMPLE in get(LD).content.decode()


@pytest.fixture
def example(transactional_db, live_server, settings, plan, people):
    """The text of an example on the page, as somebody copies it."""
    settings.SITE_URL = live_server.url
    edition_of(plan, people.coordinator, 2)
    page = html.fromstring(get(DATA).content.decode())
    return lambda name: page.get_element_by_id(f"pavyzdys-{name}").text_content()


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout


@pytest.mark.django_db(transaction=True)
def test_the_examples_give_the_data(example):
    answer = json.loads(run("sh", "-c", example("curl")))
    assert answer["count"] == 2
    assert run(sys.executable, "-c", example("python")).split() == ["2022", "2469135.78", "2023", "0.02"]
    (address,) = re.findall(r'^=IMPORTDATA\("([^"]+)"\)$', example("skaiciuokle"))
    assert run("curl", "--fail", "--silent", address).count("Oro tarša") == 4
