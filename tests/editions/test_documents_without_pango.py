"""A machine without pango: WeasyPrint does not import. The job says what to install, nothing else stops."""

import json
import os
import subprocess
import sys

from django.conf import settings

# What WeasyPrint does where the library is missing: its import ends in OSError.
BARE = "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n"
SCRIPT = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.conf import settings
from django.test import Client
from django.utils import timezone
from editions.models import EditionKind, IssuedFile
from editions.services.files import request_document
from editions.services.freeze import freeze_edition
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.services import run
from tests.support import factories

groups = factories.make_groups()
people = factories.make_people(groups)
plan = factories.make_plan()
factories.make_tree(plan, groups, people.coordinator)
factories.accept_all(plan, by=people.coordinator)
today = timezone.localdate()
edition = freeze_edition(plan, kind=EditionKind.PLAN, title="Planas", document_date=today, by=people.secretary)
job = request_document(edition, by=people.secretary)
run(job.pk)
job.refresh_from_db()
settings.AXES_ENABLED = False  # it asks where a login comes from; this one comes from nowhere
client = Client(HTTP_HOST="localhost")
client.force_login(people.secretary, backend="allauth.account.auth_backends.AuthenticationBackend")
pages = [client.get(f"/darbai/{job.pk}/"), client.get("/taryba/redakcijos/1/")]
print(json.dumps({
    "state": job.state, "error": job.error, "files": IssuedFile.objects.count(),
    "pages": [page.status_code for page in pages], "shown": "apt-get install" in pages[0].content.decode(),
}))
"""


def test_the_job_ends_in_the_line_to_type(tmp_path):
    stub = tmp_path / "weasyprint"
    stub.mkdir()
    (stub / "__init__.py").write_text(BARE)
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": f"{tmp_path}:{settings.BASE_DIR}",
        "DJANGO_SETTINGS_MODULE": "klaipeda_plan.settings", "SECRET_KEY": "x" * 50, "DEMO": "1", "DEBUG": "1",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'bare.sqlite3'}", "MEDIA_ROOT": str(tmp_path / "media"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True,
        check=False, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["state"] == "failed"
    assert told["error"].endswith("apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
    assert told["error"].startswith("Šiame kompiuteryje PDF dar negalima parengti.")
    assert told["files"] == 0
    assert told["pages"] == [200, 200]
    assert told["shown"]
