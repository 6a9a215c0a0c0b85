"""The data sets as DCAT-AP describes them, for catalogues of open data: one graph, as JSON-LD and as RDF/XML."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from lxml import etree

from editions.models import Edition
from publicity.data_sets import DATA_SETS, LICENCE, DataSet, absolute, notice_of

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EU = "http://publications.europa.eu/resource/authority"
FORMATS = (("json", "JSON", "application/json"), ("csv", "CSV", "text/csv"))
THEME = f"{EU}/data-theme/GOVE"
LANGUAGES = {"lt": f"{EU}/language/LIT", "en": f"{EU}/language/ENG"}


@dataclass(frozen=True)
class Text:
    words: str
    language: str


@dataclass(frozen=True)
class Thing:
    """A node of the graph. Values: Text, str (an address), Thing, or (value, type of XML Schema)."""

    address: str
    kind: str
    facts: tuple[tuple[str, Any], ...]


def catalogue(edition: Edition | None) -> Thing:
    """`edition` is what “current” stands for now; its publisher is the catalogue's."""
    plan = (edition.meta.get("plan", {}) if edition else {}) or {}
    publisher = Thing(
        absolute("publicity:home"), "foaf:Agent",
        (("foaf:name", Text(plan.get("municipality") or "Klaipėdos miesto savivaldybė", "lt")),),
    )  # fmt: skip
    data_sets = [_data_set(one, edition, publisher.address) for one in DATA_SETS]
    service = Thing(
        absolute("api:root"), "dcat:DataService",
        (*_texts("dct:title", "Klaipėda 2030 API", "Klaipėda 2030 API"), ("dcat:endpointURL", absolute("api:root")),
         ("dcat:endpointDescription", absolute("api:schema")), ("dct:license", LICENCE),
         *(("dcat:servesDataset", one.address) for one in data_sets)),
    )  # fmt: skip
    title = ("Klaipėdos strateginio plėtros plano duomenys", "Data of Klaipėda's strategic development plan")
    return Thing(
        absolute("publicity:data"), "dcat:Catalog",
        (*_texts("dct:title", *title), *_texts("dct:description", *title), ("dct:publisher", publisher),
         ("dct:license", LICENCE), ("foaf:homepage", absolute("publicity:home")),
         *(("dct:language", one) for one in LANGUAGES.values()),
         *(("dcat:dataset", one) for one in data_sets), ("dcat:service", service)),
    )  # fmt: skip


def _data_set(data_set: DataSet, edition: Edition | None, publisher: str) -> Thing:
    address = f"{absolute('publicity:data')}#{data_set.key}"
    facts: list[tuple[str, Any]] = [*_said("dct:title", data_set, "title"), *_said("dct:description", data_set, "text")]
    facts += [("dct:publisher", publisher), ("dcat:theme", THEME), ("dcat:landingPage", absolute("publicity:data"))]
    if edition and data_set.of_edition:
        facts.append(("dct:issued", (edition.document_date.isoformat(), "date")))
        if edition.sample:
            facts += [("dct:description", Text(_in(one, lambda: notice_of(edition)), one)) for one in LANGUAGES]
    facts += [("dcat:distribution", _distribution(data_set, address, *one)) for one in FORMATS]
    return Thing(address, "dcat:Dataset", tuple(facts))


def _distribution(data_set: DataSet, about: str, key: str, name: str, media_type: str) -> Thing:
    download = data_set.csv_address if key == "csv" else data_set.address
    return Thing(
        f"{about}-{key}", "dcat:Distribution",
        (*_said("dct:title", data_set, "title"), ("dcat:accessURL", download), ("dcat:downloadURL", download),
         ("dct:license", LICENCE), ("dct:format", f"{EU}/file-type/{name}"),
         ("dcat:mediaType", f"http://www.iana.org/assignments/media-types/{media_type}"),
         ("dcat:accessService", absolute("api:root"))),
    )  # fmt: skip


def _said(name: str, data_set: DataSet, field: str) -> Iterator[tuple[str, Any]]:
    for language in LANGUAGES:
        yield name, Text(_in(language, lambda: str(getattr(data_set, field))), language)


def _texts(name: str, lithuanian: str, english: str) -> Iterator[tuple[str, Any]]:
    yield name, Text(lithuanian, "lt")
    yield name, Text(english, "en")


def _in(language: str, say: Any) -> str:
    with translation.override(language):
        return str(say())


def as_json(thing: Thing) -> dict[str, Any]:
    """JSON-LD."""
    return {"@context": NAMESPACES, **_json(thing)}


def _json(thing: Thing) -> dict[str, Any]:
    data: dict[str, Any] = {"@id": thing.address, "@type": thing.kind}
    for name, value in thing.facts:
        data.setdefault(name, []).append(_json_value(value))
    return data


def _json_value(value: Any) -> Any:
    if isinstance(value, Thing):
        return _json(value)
    if isinstance(value, Text):
        return {"@value": value.words, "@language": value.language}
    if isinstance(value, tuple):
        return {"@value": value[0], "@type": f"xsd:{value[1]}"}
    return {"@id": value}


def as_xml(thing: Thing) -> bytes:
    """RDF/XML."""
    root = etree.Element(_name("rdf:RDF"), nsmap=NAMESPACES)
    _write(root, thing)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _write(parent: Any, thing: Thing) -> None:
    node = etree.SubElement(parent, _name(thing.kind), {_name("rdf:about"): thing.address})
    for name, value in thing.facts:
        fact = etree.SubElement(node, _name(name))
        if isinstance(value, Thing):
            _write(fact, value)
        elif isinstance(value, Text):
            fact.text = value.words
            fact.set(XML_LANG, value.language)
        elif isinstance(value, tuple):
            fact.text = value[0]
            fact.set(_name("rdf:datatype"), NAMESPACES["xsd"] + value[1])
        else:
            fact.set(_name("rdf:resource"), value)


def _name(short: str) -> str:
    prefix, _colon, name = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"
