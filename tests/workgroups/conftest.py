"""Letters sent so far, and the secret of an invitation's link in them."""

import re

import pytest

from klaipeda_plan.notices.models import Mail


@pytest.fixture
def letters(db):
    """The letters of the outbox, oldest first, asked anew each time."""
    return lambda: list(Mail.objects.order_by("pk"))


@pytest.fixture
def secret_in(letters):
    def read(position=-1):
        return re.search(r"/kvietimas/([\w-]+)/", letters()[position].text).group(1)

    return read
