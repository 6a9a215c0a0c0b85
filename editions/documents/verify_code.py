"""The code on the cover (QR) that leads whoever holds the paper to the page that verifies it."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white around it, as the standard asks


@dataclass(frozen=True)
class VerifyCode:
    """A QR code as one SVG path over a square of `size` modules."""

    address: str
    size: int
    path: str


def verify_code(address: str) -> VerifyCode:
    """Level M: a stain over a seventh of it does no harm."""
    rows = [bytes(row) for row in segno.make_qr(address, error="m").matrix_iter(border=QUIET)]
    return VerifyCode(address, len(rows), "".join(_runs(rows)))


def _runs(rows: list[bytes]) -> list[str]:
    """One rectangle for each run of dark modules in a row."""
    found = []
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                found.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                start = None
    return found
