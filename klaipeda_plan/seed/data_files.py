"""The project's own data files: facts of the real plan, and the sample text around them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent / "data"
SAMPLE_PRIORITIES = ("sample_priority_1", "sample_priority_2", "sample_priority_3")


@cache
def load(name: str) -> dict[str, Any]:
    """The YAML file `data/<name>.yaml`; callers do not change what they get."""
    data: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return data
