"""The words of one PDF, read in a process of its own: `python -m publicity.search.pdf_words < file.pdf`.

What strangers made may hang, crash or eat memory; here it harms nobody. Writes one object of JSON: `text` and
`problem` (of `publicity.models.library.TextProblem`, or ""). Imports neither Django nor the portal.
"""

import contextlib
import io
import json
import logging
import resource
import sys

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

MOST_PAGES = 600
MOST_SIGNS = 600_000
MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 60  # of the processor


def words_of_pdf(content: bytes, *, pages: int = MOST_PAGES, signs: int = MOST_SIGNS) -> dict[str, str]:
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"text": "", "problem": "locked"}
        return _read(reader, pages, signs)
    except (FileNotDecryptedError, DependencyError):
        return {"text": "", "problem": "locked"}
    except Exception:  # whatever a broken file leads pypdf into
        return {"text": "", "problem": "broken"}


def _read(reader: pypdf.PdfReader, pages: int, signs: int) -> dict[str, str]:
    texts: list[str] = []
    length = failed = 0
    count = len(reader.pages)
    for number in range(min(count, pages)):
        try:
            text = " ".join(reader.pages[number].extract_text().replace("\x00", " ").split())
        except Exception:  # one page; the others may be whole
            failed += 1
            continue
        texts.append(text)
        length += len(text)
        if length > signs:
            break
    text = "\n".join(one for one in texts if one)[:signs].encode(errors="ignore").decode()
    if not text:
        return {"text": "", "problem": "broken" if failed else "empty"}
    return {"text": text, "problem": "long" if length > signs or count > pages else ""}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    logging.disable()
    with contextlib.redirect_stdout(sys.stderr):
        found = words_of_pdf(sys.stdin.buffer.read())
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
