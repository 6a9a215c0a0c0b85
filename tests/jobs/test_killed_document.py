"""The real document in a real worker that is killed: another one builds it, good and once."""

import json

import pytest
from pypdf import PdfReader

from tests.jobs.portal import Portal, kill
from tests.support.servers import prepared_stack, wait_until

pytestmark = [pytest.mark.own_portal, pytest.mark.timeout(300)]
QUICK = {"JOB_TICK_SECONDS": "1", "JOB_HEARTBEAT_SECONDS": "1", "JOB_STALE_SECONDS": "3"}
PREPARE = """
from editions.services.files import request_document
from tests.editions.support import freeze
from tests.support.factories import make_groups, make_people, make_plan, make_tree
groups = make_groups()
people = make_people(groups)
plan = make_plan()
make_tree(plan, groups, people.coordinator)
edition = freeze(plan, people.coordinator)
print(request_document(edition, by=people.secretary).pk)
"""
ISSUED = """
import json
from editions.models import IssuedFile
print(json.dumps(list(IssuedFile.objects.values("file", "size", "pages"))))
"""


@pytest.fixture
def portal(tmp_path):
    with prepared_stack(tmp_path, **QUICK) as stack:
        yield Portal(stack)


def worker_of(portal):
    """The process that builds: the child of the keeper, or of the Celery worker."""
    name = "worker" if portal.stack.server else "jobs"
    parent = portal.stack.processes[name].pid
    children = [int(pid) for pid in open(f"/proc/{parent}/task/{parent}/children").read().split()]  # noqa: SIM115
    assert children, "somebody works"
    return children[0]


def test_a_worker_that_is_killed_while_it_lays_out_the_pdf(portal):
    portal.shell(PREPARE)
    portal.stack.start_jobs()
    wait_until(lambda: portal.job["percent"] > 4, "the document is being laid out")
    kill(worker_of(portal))
    job = portal.wait_for("done", seconds=90)
    assert (job["attempts"], job["error"]) == (2, "")
    (file,) = json.loads(portal.shell(ISSUED))
    assert [name for name in portal.files() if name.startswith("issued/")] == [file["file"]]
    pdf = PdfReader(portal.folder / "media" / file["file"])
    assert len(pdf.pages) == file["pages"]
    assert "Oro kokybės stotelių įrengimas" in " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    assert "Everything is as it was" in portal.stack.manage("verify_editions")
    assert [name for name in portal.files() if name.endswith(".part")] == []
