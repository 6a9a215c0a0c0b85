"""One spelling for a piece of data, so that equal content has an equal digest."""

import hashlib
import json
from typing import Any


def canonical_json(data: Any) -> str:
    """JSON with sorted keys, no spaces and no ASCII escapes. Floats are refused: they have no one spelling."""
    return json.dumps(_without_floats(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of the UTF-8 text, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _without_floats(data: Any) -> Any:
    if isinstance(data, float):
        raise TypeError("A float has no canonical spelling: give integer cents or a decimal as text.")
    if isinstance(data, dict):
        return {key: _without_floats(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without_floats(value) for value in data]
    return data
