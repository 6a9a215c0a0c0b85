"""Asking the open data as a program does."""

import csv
import io
import json

from django.test import Client

from tests.editions.support import write
from tests.publicity.conftest import uid_of

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SAMPLE = "Sąlyginiai duomenys – ne tikras planas"
OF_EDITION = ("elements", "measures", "money", "indicators", "observations")
LISTS = ("", "editions/", "news/", "events/", *(f"editions/1/{one}/" for one in OF_EDITION))


def ask(address, *, prefix="", **headers):
    return Client().get(f"{prefix}/api/v1/{address}", headers=headers)


def rows(address):
    response = ask(address)
    assert response.status_code == 200, response.content
    return json.loads(response.content)["results"]


def csv_rows(address):
    sign = "&" if "?" in address else "?"
    response = ask(f"{address}{sign}format=csv")
    assert response.status_code == 200, response.content
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def problem(response, status):
    """The sentences of a refusal, which is as RFC 9457 says."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    said = json.loads(response.content)
    assert said["status"] == status
    assert said["type"] == "about:blank"
    assert said["title"]
    assert len(said["detail"]) > 20
    return said


def edition_of(plan, by, size=1, *, name="Redakcija", titles=None, **fields):
    """A vision, a priority, a goal, and `size` measures with all that a measure and an indicator may have."""
    names = {"goal": "Tikslas"} | (titles or {})
    indicator = {
        "uid": str(uid_of("indicator")), "title": "Oro tarša", "unit": "µg/m³", "decimals": 1,
        "direction": "decrease", "source": "AAA",
        "baseline": {"period": "2020", "value": "-12.345"}, "targets": [{"period": "2030", "value": "17.5"}],
        "observations": [{"period": "2021-Q1", "value": "18", "status": "final", "source": "AAA", "note": "pirmas"},
                         {"period": "2022", "value": None, "status": "missing"}],
    }  # fmt: skip
    detail = {
        "responsible": "Aplinkos skyrius", "partners": "UAB „Vanduo“", "year_from": 2022, "year_to": 2024,
        "other_resources": "", "stage": "1", "people": "1.5",
    }  # fmt: skip
    vision, priority, goal, task = (uid_of(one) for one in ("vision", "priority", "goal", "task"))
    rows = [
        (vision, None, "00001", "vision", "Vizija", {}),
        (priority, vision, "0000100001", "priority", "Prioritetas", {}),
        (goal, priority, "000010000100001", "goal", names["goal"],
         {"workgroup": "aplinkos-apsauga", "indicators": [indicator]}),
        (task, goal, "00001000010000100001", "task", "Uždavinys", {"workgroup": "aplinkos-apsauga"}),
    ]  # fmt: skip
    for number in range(1, size + 1):
        money = [{"year": 2022, "source": "SB", "cents": 123456789}, {"year": 2023, "source": "ES", "cents": 1}]
        more = {"workgroup": "aplinkos-apsauga", "detail": detail, "funding": money, "body": "<p>Tekstas.</p>"}
        title = names.get(number, f"Priemonė {number}")
        rows.append((uid_of("measure", number), task, f"00001000010000100001{number:05d}", "measure", title, more))
    return write(plan, by, rows, title=name, **fields)
