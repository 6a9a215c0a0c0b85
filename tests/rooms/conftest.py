"""What all pages of the seeded portal are looked at with."""

import json

import pytest

from tests.support.servers import Stack

PRINT_SCENE = "from tests.rooms.scene import print_scene; print_scene()"


@pytest.fixture(scope="session")
def things(stack: Stack) -> dict:
    printed = stack.manage("shell", "-v", "0", "-c", PRINT_SCENE)
    return json.loads(printed.strip().splitlines()[-1])
