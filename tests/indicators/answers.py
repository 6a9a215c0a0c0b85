"""Answers of the statistics portal in its documented shapes, made small or large."""

import io
import itertools
import json

OTHER_ORDER = ["LAIKOTARPIS", "Lytis", "MATVNT", "savivaldybesRegdb"]
TERRITORIES = ("00", "21", "55")
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><message:GenericData '
    'xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
    'xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic" '
    'xmlns:footer="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message/footer" '
    'xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">'
)
TAIL = "</message:GenericData>"


def rows(periods, *, territories=TERRITORIES, sexes=("0", "1", "2"), start=1000):
    """({dimension: code}, number) for every combination, the numbers counted up."""
    numbers = itertools.count(start)
    for territory, sex, period in itertools.product(territories, sexes, periods):
        yield {
            "savivaldybesRegdb": territory, "Lytis": sex, "MATVNT": "asmenys", "LAIKOTARPIS": period,
        }, str(next(numbers))  # fmt: skip


def xml_parts(given, statuses=None):
    """The pieces of a GenericData message with AllDimensions."""
    yield HEAD + '<message:DataSet dimensionAtObservation="AllDimensions">'
    for codes, value in given:
        key = "".join(f'<g:Value id="{name}" value="{code}"/>' for name, code in codes.items())
        number = "" if value is None else f'<g:ObsValue value="{value}"/>'
        said = (statuses or {}).get(codes["LAIKOTARPIS"], "")
        attributes = f'<g:Attributes><g:Value id="OBS_STATUS" value="{said}"/></g:Attributes>' if said else ""
        yield f"<g:Obs><g:ObsKey>{key}</g:ObsKey>{number}{attributes}</g:Obs>"
    yield "</message:DataSet>" + TAIL


def xml(given, statuses=None):
    return "".join(xml_parts(given, statuses)).encode()


def xml_error(code="400", words="Wrong parameter"):
    return (
        f'{HEAD}<footer:Footer><footer:Message code="{code}" severity="Error">'
        f"<common:Text>{words}</common:Text></footer:Message></footer:Footer>{TAIL}"
    ).encode()


def json_answer(given, statuses=None, *, order=None, wrapped=False):
    """SDMX-JSON; `order` names the dimensions in the order of the keys."""
    given = list(given)
    names = list(order or given[0][0])
    values = {name: list(dict.fromkeys(codes[name] for codes, _ in given)) for name in names}
    said = list(dict.fromkeys((statuses or {}).values()))
    observations = {}
    for codes, value in given:
        key = ":".join(str(values[name].index(codes[name])) for name in names)
        status = (statuses or {}).get(codes["LAIKOTARPIS"])
        observations[key] = [None if value is None else float(value), said.index(status) if status else None]
    listed = [
        {"id": name, "name": name, "keyPosition": place, "values": [{"id": one, "name": one} for one in values[name]]}
        for place, name in enumerate(names)
    ]
    # The list of dimensions is not in the order of the key: `keyPosition` is what counts.
    codes = [{"id": str(number), "name": one} for number, one in enumerate(said)]
    structure = {
        "dimensions": {"observation": listed[::-1]},
        "attributes": {"observation": [{"id": "OBS_STATUS", "values": codes}]},
    }  # fmt: skip
    message = {"dataSets": [{"observations": observations}], "structure": structure}
    return json.dumps({"data": message} if wrapped else message).encode()


def json_parts(given):
    """The pieces of a large SDMX-JSON message, its structure after the observations; rows must fill the cube."""
    values = {}
    yield '{"dataSets": [{"observations": {'
    for number, (codes, value) in enumerate(given):
        places = [values.setdefault(name, {}).setdefault(code, len(values[name])) for name, code in codes.items()]
        yield f'{"," if number else ""}"{":".join(map(str, places))}": [{value}]'
    listed = [{"id": name, "values": [{"id": code} for code in codes]} for name, codes in values.items()]
    yield "}}], " + f'"structure": {json.dumps({"dimensions": {"observation": listed}})}' + "}"


def csv_answer(given, *, separator=",", heading=lambda name: name):
    given = list(given)
    names = list(given[0][0])
    lines = [separator.join(["DATAFLOW", *map(heading, names), "OBS_VALUE", "OBS_STATUS"])]
    for codes, value in given:
        lines.append(separator.join(["LSD:S3R167(1.0)", *(codes[name] for name in names), value or "", ""]))
    return "\n".join(lines).encode()


def file(content):
    return io.BytesIO(content)
