"""The real nginx with the project's configuration before a small application that counts what reaches it."""

import os
import re
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from tests.house.project import ROOT, text
from tests.support.servers import free_port, wait_until

CONFIGURATION = text(Path("deploy/nginx.conf"))
PUBLIC = "public, max-age=0, s-maxage=60"


class Application(ThreadingHTTPServer):
    """Answers with `cache_control` and the number of the visit; knows what it was asked."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port):
        super().__init__(("127.0.0.1", port), Handler)
        self.visits = Counter()
        self.cache_control = PUBLIC
        self.headers_seen = {}
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.visits[self.path] += 1
        self.server.headers_seen = dict(self.headers)
        body = str(self.server.visits[self.path]).encode()
        self.send_response(200)
        self.send_header("Cache-Control", self.server.cache_control)
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *arguments):
        pass


class Site:
    """nginx before the application: `get` asks through nginx, `visits` counts what came through."""

    def __init__(self, folder):
        self.port, self.app_port = free_port(), free_port()
        self.app = Application(self.app_port)
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(adapted(folder, self.port, self.app_port), encoding="utf-8")
        command = ["nginx", "-p", str(folder), "-c", str(self.configuration), "-g", "daemon off;"]
        self.process = subprocess.Popen(command, stderr=(folder / "stderr").open("wb"))
        wait_until(lambda: self.get("/nginx-healthz")[0] == 200, (folder / "stderr").read_text())

    def get(self, path, *, data=None, **headers):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=data,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, "", error.headers
        except OSError:
            return 0, "", {}

    def twice(self, path, **headers):
        """The bodies of two requests: the same when the second was answered from what nginx kept."""
        return self.get(path, **headers)[1], self.get(path, **headers)[1]

    def stop_application(self):
        self.app.shutdown()
        self.app.server_close()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.stop_application()


def adapted(folder, port, app_port):
    """The configuration with the places of this machine in it; each piece must stand in it."""
    user = "user root;" if os.getuid() == 0 else ""
    configuration = CONFIGURATION
    for old, new in {
        "user nginx;": user,
        "server web:8000;": f"server 127.0.0.1:{app_port};",
        "listen 80 default_server;": f"listen 127.0.0.1:{port};",
        "listen [::]:80 default_server;": "",
        "/tmp/nginx.pid": f"{folder}/nginx.pid",
        "/var/cache/nginx/": f"{folder}/cache-",
        "/dev/stdout": f"{folder}/access.log",
        "/dev/stderr": f"{folder}/error.log",
        "keepalive 32;": "",
    }.items():
        assert old in configuration
        configuration = configuration.replace(old, new)
    temporary = [f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    return configuration.replace("http {\n", "http {\n" + "\n".join(temporary) + "\n", 1)


@pytest.fixture
def site(tmp_path):
    assert shutil.which("nginx"), "nginx is missing: apt-get install nginx-light (./portal test brings it)"
    site = Site(tmp_path)
    yield site
    site.stop()


@pytest.mark.parametrize("cache_control", [PUBLIC, "public, max-age=30", "max-age=60"])
def test_public_page_is_kept(site, cache_control):
    site.app.cache_control = cache_control
    assert site.twice("/planas/") == ("1", "1")


@pytest.mark.parametrize(
    "cache_control",
    ["", "private, max-age=30", "no-store", "no-cache", "max-age=0", "max-age=61", "max-age=3600",
     "public, max-age=10, s-maxage=3600"],
)  # fmt: skip
def test_page_that_may_not_be_kept_for_a_minute_is_not(site, cache_control):
    site.app.cache_control = cache_control
    assert site.twice("/planas/") == ("1", "2")


def test_page_is_kept_no_longer_than_it_says(site):
    site.app.cache_control = "public, s-maxage=1"
    assert site.twice("/planas/") == ("1", "1")
    time.sleep(2.1)
    assert site.get("/planas/")[1] == "2"


def test_person_who_is_logged_in_gets_and_leaves_nothing_kept(site):
    cookie = f"{settings.LANGUAGE_COOKIE_NAME}=lt; {settings.SESSION_COOKIE_NAME}=abc"
    assert site.twice("/planas/", Cookie=cookie) == ("1", "2")
    assert site.twice("/planas/") == ("3", "3")
    assert site.get("/planas/", Cookie=cookie)[1] == "4"


def test_other_cookies_change_nothing(site):
    assert site.get("/planas/")[1] == site.get("/planas/", Cookie="notsessionid=1; sessionidx=2")[1] == "1"


@pytest.mark.parametrize("room", ["rengimas", "taryba", "leidyba", "admin", "paskyra"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_room_behind_the_login_is_never_kept(site, room, prefix):
    assert site.twice(f"{prefix}/{room}/") == ("1", "2")
    assert site.twice(f"{prefix}/{room}/kas-nors/") == ("1", "2")


def test_public_page_whose_name_begins_alike_is_kept(site):
    assert site.twice("/tarybai/") == ("1", "1")


@pytest.mark.parametrize("name", ["account_login", "admin:index"])
@pytest.mark.parametrize("language", ["lt", "en"])
def test_rooms_of_the_configuration_are_those_of_the_portal(name, language):
    rooms = re.search(r'"~(\^/\(en/\)\?\(.+)" 1;', CONFIGURATION)
    assert rooms is not None
    with override(language):
        assert re.match(rooms[1], reverse(name))


def test_piece_for_htmx_is_not_mistaken_for_the_page(site):
    assert site.get("/planas/")[1] == "1"
    assert site.get("/planas/", HX_Request="true")[1] == "2"
    assert site.get("/planas/")[1] == "1"


def test_languages_and_queries_are_kept_apart(site):
    for path in ("/planas/", "/en/planas/", "/planas/?puslapis=2"):
        assert site.twice(path) == ("1", "1")
    assert site.get("/planas/", X_Forwarded_Proto="https")[1] == "2"


def test_page_outlives_the_application(site):
    site.app.cache_control = "public, s-maxage=1"
    assert site.get("/planas/")[1] == "1"
    site.stop_application()
    time.sleep(2.1)
    status, body, headers = site.get("/planas/")
    assert (status, body, headers["X-Cache"]) == (200, "1", "STALE")
    assert site.get("/eiga/")[0] == 502


def test_static_file_is_kept_for_years(site):
    site.app.cache_control = "max-age=315360000, public, immutable"
    assert site.twice("/static/core/site.1a2b3c.css") == ("1", "1")


def test_answer_to_a_form_is_never_kept(site):
    assert [site.get("/patikra/", data=b"n=1")[1] for _ in range(2)] == ["1", "2"]


def test_upload_has_a_limit(site):
    assert site.get("/patikra/", data=b"0" * 2**20)[0] == 200
    assert site.get("/patikra/", Content_Length=str(65 * 2**20), data=b"0")[0] == 413
    assert site.app.visits["/patikra/"] == 1


def test_application_learns_who_asks_and_how(site):
    site.get("/planas/", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https")
    seen = site.app.headers_seen
    assert seen["X-Forwarded-For"].split(", ") == ["203.0.113.9", "127.0.0.1"]  # what is trusted stands last
    assert (seen["X-Forwarded-Proto"], seen["Host"]) == ("https", "127.0.0.1")


def test_security_headers_are_left_to_the_application(site):
    assert site.get("/planas/")[2]["Content-Security-Policy"] == "default-src 'none'"
    assert not re.search(r"add_header (?!X-Cache)|proxy_hide_header", CONFIGURATION)


def test_upstream_is_the_service_of_compose():
    assert "server web:8000;" in CONFIGURATION
    assert "./deploy/nginx.conf:/etc/nginx/nginx.conf:ro" in (ROOT / "docker-compose.yml").read_text("utf-8")
