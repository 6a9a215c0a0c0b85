"""The renderer reads its own assets and nothing else, whatever a body names."""

import http.server
import threading

import pytest
from django.conf import settings

from klaipeda_plan.printing.render import load_renderer
from plans.hierarchy import Kind
from tests.editions.papers import node, page_words, pdf_of

BASE = f"{settings.SITE_URL}{settings.STATIC_URL}"
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20">PASLAPTIS</text></svg>'  # drawn words
)


@pytest.fixture(scope="module")
def listener():
    """A server that notes what it is asked and gives away a picture."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/svg+xml")
            self.end_headers()
            self.wfile.write(PICTURE)

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def hostile(address, file):
    """Ways of a body to make a renderer read an address."""
    for target in (f"{address}/x.svg", file.as_uri(), str(file), "//127.0.0.1/x.svg"):
        yield f'<img src="{target}" alt="Vaizdas">'
        yield f'<object data="{target}"></object><embed src="{target}">'
        yield f'<p style="background: url({target})">Fonas</p>'
        yield f'<link rel="stylesheet" href="{target}"><link rel="attachment" href="{target}">'
        yield f"<style>@import url({target}); @font-face {{ font-family: x; src: url({target}) }}</style>"
        yield f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{target}" width="9" height="9"/></svg>'
        yield f'<base href="{target}"><a href="{target}">Nuoroda</a>'


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "paslaptis.svg"
    file.write_bytes(PICTURE)
    return file


def test_a_hostile_body_gives_a_good_document_and_asks_nobody(listener, secret):
    address, asked = listener
    body = "<p>Tekstas lieka.</p>" + "".join(hostile(address, secret))
    content = pdf_of(node(Kind.SECTION, "S1", "Skyrius", body)).content
    text = " ".join(page_words(content))
    assert "Tekstas lieka." in text
    assert "[Paveikslas: Vaizdas]" in text
    assert "PASLAPTIS" not in text
    assert b"/EmbeddedFile" not in content
    assert asked == []


def test_the_renderer_itself_refuses_what_a_template_would_let_through(listener, secret):
    address, asked = listener
    weasyprint, fetcher = load_renderer()
    html = "<p>Tekstas lieka.</p>" + "".join(hostile(address, secret))
    source = weasyprint.HTML(string=html, base_url=fetcher.asset_base(), url_fetcher=fetcher.AssetFetcher())
    content = source.write_pdf()
    text = " ".join(page_words(content))
    assert "Tekstas lieka." in text
    assert "PASLAPTIS" not in text
    assert b"/EmbeddedFile" not in content
    assert asked == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://169.254.169.254/latest/meta-data/",
        "data:text/css,p{}",
        f"{BASE}core/css/base.css",
        f"{BASE}vendor/source-sans-3/../../../manage.py",
        f"{BASE}vendor/source-sans-3/%2e%2e/OFL.txt",
        f"{BASE}editions/css/document.css?x=1",
        f"{settings.SITE_URL}/taryba/",
    ],
)
def test_the_fetcher_refuses(address):
    _weasyprint, fetcher = load_renderer()
    with pytest.raises(ValueError, match="nothing but its own assets"):
        fetcher.AssetFetcher().fetch(address)


@pytest.mark.parametrize("name", ["editions/css/document.css", "vendor/source-sans-3/SourceSans3_400Regular.ttf"])
def test_the_fetcher_gives_the_documents_own_assets(name):
    _weasyprint, fetcher = load_renderer()
    assert len(fetcher.AssetFetcher().fetch(BASE + name).read()) > 1000
