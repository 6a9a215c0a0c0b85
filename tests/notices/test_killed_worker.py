"""A real worker is killed between taking a letter and the mail server's answer: the letter arrives, once.

With PostgreSQL and Redis it is a Celery worker, else the keeper of embedded mode with its child process.
"""

import json
import signal

import pytest

from tests.support.servers import prepared_stack, signal_group, wait_until
from tests.support.smtp import mail_server

pytestmark = pytest.mark.own_portal

PREPARE = """
from datetime import timedelta
from django.utils import timezone
from klaipeda_plan.notices.models import Notice
from plans.services.remarks import add_remark
from tests.support.factories import make_groups, make_people, make_plan, make_tree
groups = make_groups()
people = make_people(groups)
tree = make_tree(make_plan(), groups, people.coordinator)
add_remark(tree.goal, "Kodėl tik oro?", by=people.stranger, mentions=[people.member])
Notice.objects.exclude(user=people.member).delete()
Notice.objects.update(at=timezone.now() - timedelta(minutes=5))
"""
TOLD = """
import json
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.notices.models import Mail, Notice
print(json.dumps({
    "waiting": Mail.objects.waiting().count(), "sent": Mail.objects.exclude(sent_at=None).count(),
    "jobs": sorted(Job.objects.filter(kind="deliver_mail").values_list("state", flat=True)),
    "unmailed": Notice.objects.waiting_for_mail().count(),
}))
"""
# The reaper waits half a minute for a sign of life; the test makes the silence longer.
SILENCE = """
from datetime import timedelta
from django.utils import timezone
from klaipeda_plan.jobs.models import Job
Job.objects.filter(state="running").update(heartbeat_at=timezone.now() - timedelta(minutes=5))
"""


@pytest.fixture
def server():
    with mail_server() as server:
        yield server


@pytest.fixture
def portal(tmp_path, server):
    with prepared_stack(tmp_path, EMAIL_URL=server.url) as portal:
        portal.manage("shell", "-v0", "-c", PREPARE)
        yield portal


def told(portal):
    return json.loads(portal.manage("shell", "-v0", "-c", TOLD))


def test_the_letter_of_a_killed_worker_arrives_once(portal, server):
    server.stalling = True
    portal.start_jobs()
    wait_until(server.reached.is_set, "the worker brings the letter")
    for name in list(portal.processes):
        signal_group(portal.processes[name], signal.SIGKILL)
    portal.stop()
    assert server.letters == []
    assert told(portal) == {"waiting": 1, "sent": 0, "jobs": ["running"], "unmailed": 0}

    server.stalling = False
    portal.manage("shell", "-v0", "-c", SILENCE)
    portal.start_jobs()
    wait_until(lambda: bool(server.letters), "the next worker sends the letter")
    wait_until(lambda: told(portal)["jobs"] == ["done"], "the job ends")
    portal.manage("tick")
    portal.manage("tick")
    assert told(portal) == {"waiting": 0, "sent": 1, "jobs": ["done"], "unmailed": 0}
    (letter,) = server.letters
    assert letter["To"] == "narys@example.org"
    assert letter["Message-ID"].startswith("<mail-")
    assert "Kodėl tik oro?" in letter.get_body(("plain",)).get_content()
    assert "Kodėl tik oro?" in letter.get_body(("html",)).get_content()
