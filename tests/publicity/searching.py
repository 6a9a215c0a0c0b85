"""Asking the search as a visitor does, and small PDFs to be found."""

import io
import re
from html import unescape

import pypdf
from django.test import Client

from editions.models import Edition
from publicity.search import indexing

TITLE = re.compile(r'class="found__title"><a href="([^"]+)">(.*?)</a>', re.S)
COUNT = re.compile(r'class="found__count">(.*?)</h2>', re.S)
FACET = re.compile(r'<span>(?:<span lang="lt">)?([^<]+)</span>(?:</span>)? <span class="facets__count">(\d+)</span>')
TAG = re.compile(r"<[^>]+>")


def search(asked, prefix="", **filters):
    """The page as text."""
    response = Client().get(f"{prefix}/paieska/", {"q": asked, **filters})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def found(asked, prefix="", **filters):
    """Titles (with codes) in the order in which they were found."""
    titles = TITLE.findall(search(asked, prefix, **filters))
    return [" ".join(unescape(TAG.sub("", words)).split()) for _address, words in titles]


def addresses(asked, prefix="", **filters):
    return [address for address, _words in TITLE.findall(search(asked, prefix, **filters))]


def facets(asked, prefix="", **filters):
    """{label: count}"""
    return {label: int(count) for label, count in FACET.findall(search(asked, prefix, **filters))}


def suggested(typed, prefix=""):
    response = Client().get(f"{prefix}/paieska/siulymai.json", {"q": typed})
    assert response.status_code == 200
    return [item["title"] for item in response.json()["items"]]


def index_all():
    """What jobs do after a transaction, which no test commits."""
    for pk in Edition.objects.values_list("pk", flat=True):
        indexing.keep_edition(pk)


def make_pdf(*pages, password=""):
    """A PDF of pages with one line of Latin letters each."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, line in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        stream = f"BT /F1 12 Tf 50 780 Td ({line}) Tj ET".encode() if line else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    content = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return locked_pdf(content, password) if password else content


def locked_pdf(content, password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
